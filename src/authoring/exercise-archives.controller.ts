import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ZodResponse } from 'nestjs-zod';
import { type Caller, CurrentMembership, type Membership, SignedInCaller } from '../auth/caller.js';
import { ApiProblems } from '../platform/api-problems.js';
import { ProblemError } from '../platform/problem.js';
import { zipType } from '../platform/zip-body.js';
import {
  CourseExercise,
  type CourseExerciseView,
  ExportQuery,
  ImportQuery,
  newCourseExerciseSchema,
} from './course-exercise.schema.js';
import { CourseExerciseViews } from './course-exercise-view.js';
import { DraftRepository } from './draft.repository.js';
import { readArchive, writeArchive } from './exercise-archive.js';
import { headingOf } from './heading.js';
import { PublicationRepository } from './publication.repository.js';

@ApiTags('authoring')
@ApiParam({ name: 'courseId' })
@Controller('courses/:courseId/exercises')
export class ExerciseArchivesController {
  constructor(
    private readonly drafts: DraftRepository,
    private readonly publications: PublicationRepository,
    private readonly views: CourseExerciseViews,
  ) {}

  @Post('import')
  @ApiOperation({
    operationId: 'importCourseExercise',
    summary: 'An exercise from a zip of its folder, as under exercises/',
    description: 'It is called what its exercise.yaml says. Anything else in it may be right or wrong.',
  })
  @ApiConsumes(zipType)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ZodResponse({ status: 201, description: 'The draft', type: CourseExercise })
  @ApiProblems(
    'bad-query',
    'body-too-large',
    'unsupported-media-type',
    'bad-archive',
    'bad-field',
    'name-taken',
    'conflict',
    'not-found',
  )
  async import(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() { courseId }: Membership,
    @Query() { revision }: ImportQuery,
    @Body() body: unknown,
  ): Promise<CourseExerciseView> {
    if (!Buffer.isBuffer(body)) {
      const message = `The body must be ${zipType}.`;
      throw ProblemError.ofField('unsupported-media-type', 'Content-Type', message);
    }
    const files = await readArchive(body);
    const slug = newCourseExerciseSchema.shape.slug.safeParse(headingOf(files).slug).data;
    if (slug === undefined) {
      const message = 'It must hold an exercise.yaml with a slug: lower-case words joined by "-".';
      throw ProblemError.ofField('bad-archive', 'exercise.yaml', message);
    }
    const draft =
      revision === undefined
        ? await this.drafts.create({ actorId, courseId }, slug, files)
        : await this.drafts.replace(courseId, slug, revision, files);
    return this.views.of(courseId, draft);
  }

  @Get(':slug/archive')
  @ApiOperation({
    operationId: 'exportCourseExercise',
    summary: 'The folder of an exercise as a zip',
    description: 'Unpacked under exercises/ it is one of the catalogue.',
  })
  @ApiOkResponse({
    description: 'The file',
    content: { [zipType]: { schema: { type: 'string', format: 'binary' } } },
  })
  @ApiProblems('bad-query', 'not-found')
  async export(
    @CurrentMembership() { courseId }: Membership,
    @Param('slug') slug: string,
    @Query() { version }: ExportQuery,
    @Res() response: Response,
  ): Promise<void> {
    const draft = await this.drafts.get(courseId, slug);
    const files =
      version === undefined ? draft.files : await this.publications.getFiles(courseId, slug, version);
    const name = version === undefined ? `${slug}.zip` : `${slug}-${version}.zip`;
    response
      .attachment(name)
      .type(zipType)
      .send(await writeArchive(slug, files));
  }
}
