import { join } from 'node:path';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { type Caller, CurrentMembership, type Membership, SignedInCaller } from '../auth/caller.js';
import { CONFIG, type Config } from '../config/config.js';
import { Catalogue } from '../exercises/catalogue.js';
import { type ExerciseFiles, readFolder } from '../exercises/exercise-files.js';
import { ApiProblems } from '../platform/api-problems.js';
import { ProblemError } from '../platform/problem.js';
import {
  CourseExercise,
  CourseExerciseChange,
  CourseExerciseList,
  type CourseExerciseListView,
  type CourseExerciseView,
  NewCourseExercise,
} from './course-exercise.schema.js';
import { CourseExerciseViews, headingView } from './course-exercise-view.js';
import { DraftRepository } from './draft.repository.js';
import { withHeading } from './heading.js';
import { templateFiles } from './template.js';

@ApiTags('authoring')
@ApiParam({ name: 'courseId' })
@Controller('courses/:courseId/exercises')
export class CourseExercisesController {
  constructor(
    private readonly drafts: DraftRepository,
    private readonly views: CourseExerciseViews,
    private readonly catalogue: Catalogue,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listCourseExercises', summary: 'The exercises that the course has written' })
  @ZodResponse({ status: 200, description: 'All of them, by name', type: CourseExerciseList })
  @ApiProblems('not-found')
  async list(@CurrentMembership() { courseId }: Membership): Promise<CourseExerciseListView> {
    const [drafts, versions] = await Promise.all([this.drafts.list(courseId), this.views.versions(courseId)]);
    return { items: drafts.map((draft) => headingView(draft, versions.get(draft.slug) ?? [])) };
  }

  @Post()
  @ApiOperation({
    operationId: 'createCourseExercise',
    summary: 'Begins an exercise of the course',
    description: 'With the smallest one that is whole, or with the files of another.',
  })
  @ZodResponse({ status: 201, description: 'The draft', type: CourseExercise })
  @ApiProblems(
    'unknown-field',
    'missing-field',
    'bad-field',
    'unknown-exercise',
    'name-taken',
    'conflict',
    'not-found',
  )
  async create(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() { courseId }: Membership,
    @Body() { slug, title, copyOf }: NewCourseExercise,
  ): Promise<CourseExerciseView> {
    const files =
      copyOf === undefined
        ? templateFiles(slug, title)
        : withHeading(await this.filesOf(courseId, copyOf), { slug, title, version: 1 });
    return this.views.of(courseId, await this.drafts.create({ actorId, courseId }, slug, files));
  }

  @Get(':slug')
  @ApiOperation({
    operationId: 'getCourseExercise',
    summary: 'An exercise of the course, with all its files',
  })
  @ZodResponse({ status: 200, description: 'The draft as it stands', type: CourseExercise })
  @ApiProblems('not-found')
  async get(
    @CurrentMembership() { courseId }: Membership,
    @Param('slug') slug: string,
  ): Promise<CourseExerciseView> {
    return this.views.of(courseId, await this.drafts.get(courseId, slug));
  }

  @Patch(':slug')
  @ApiOperation({
    operationId: 'changeCourseExercise',
    summary: 'Other texts for some files of the draft',
    description: 'Anything may be stored, right or wrong; what was published before stays as it is.',
  })
  @ZodResponse({ status: 200, description: 'The draft', type: CourseExercise })
  @ApiProblems('unknown-field', 'missing-field', 'bad-field', 'conflict', 'not-found')
  async change(
    @CurrentMembership() { courseId }: Membership,
    @Param('slug') slug: string,
    @Body() { revision, files }: CourseExerciseChange,
  ): Promise<CourseExerciseView> {
    return this.views.of(courseId, await this.drafts.change(courseId, slug, revision, files));
  }

  @Delete(':slug')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'deleteCourseExercise',
    summary: 'Deletes an exercise that was never given, with what was published of it',
  })
  @ApiNoContentResponse({ description: 'It is gone' })
  @ApiProblems('not-found', 'in-use')
  async delete(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() { courseId }: Membership,
    @Param('slug') slug: string,
  ): Promise<void> {
    await this.drafts.delete({ actorId, courseId }, slug);
  }

  private async filesOf(courseId: string, slug: string): Promise<ExerciseFiles> {
    if (this.catalogue.find(slug)) return readFolder(join(this.config.exercisesDirectory, slug));
    try {
      return (await this.drafts.get(courseId, slug)).files;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      throw ProblemError.ofField('unknown-exercise', 'copyOf', `There is no exercise "${slug}" to copy.`);
    }
  }
}
