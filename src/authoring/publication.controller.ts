import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { type Caller, CurrentMembership, type Membership, SignedInCaller } from '../auth/caller.js';
import type { Examined } from '../execution/examine.js';
import { problemText } from '../exercises/problem.js';
import { ApiProblems } from '../platform/api-problems.js';
import { BackgroundProducer } from '../platform/background-producer.js';
import { ProblemError } from '../platform/problem.js';
import {
  DraftRevision,
  ExerciseProblems,
  type ExerciseProblemsView,
  NewVersion,
  type PublishedVersionView,
} from './course-exercise.schema.js';
import { versionView } from './course-exercise-view.js';
import { type Draft, DraftRepository } from './draft.repository.js';
import { Examiner } from './examiner.js';
import { PublicationRepository } from './publication.repository.js';
import { SolutionRunRepository } from './solution-run.repository.js';
import { SolutionRun, type SolutionRunView } from './solution-run.schema.js';
import { solutionRunView } from './solution-run-view.js';

/** What a draft is put through before students see it. */
@ApiTags('authoring')
@ApiParam({ name: 'courseId' })
@Controller('courses/:courseId/exercises/:slug')
export class PublicationController {
  constructor(
    private readonly drafts: DraftRepository,
    private readonly examiner: Examiner,
    private readonly publications: PublicationRepository,
    private readonly runs: SolutionRunRepository,
    private readonly producer: BackgroundProducer,
  ) {}

  @Get('problems')
  @ApiOperation({
    operationId: 'listCourseExerciseProblems',
    summary: 'What is wrong with the draft, by file and line',
    description: 'Its checks are loaded and not run; types that do not fit are warnings.',
  })
  @ZodResponse({ status: 200, description: 'None, when all is well', type: ExerciseProblems })
  @ApiProblems('not-found')
  async problems(
    @CurrentMembership() { courseId }: Membership,
    @Param('slug') slug: string,
  ): Promise<ExerciseProblemsView> {
    const draft = await this.drafts.get(courseId, slug);
    const { problems } = await this.examiner.examine(draft);
    return {
      revision: draft.revision,
      isPublishable: problems.every(({ severity }) => severity === 'warning'),
      problems: [...problems],
    };
  }

  @Post('versions')
  @ApiOperation({
    operationId: 'publishCourseExercise',
    summary: 'Makes the draft a version that assignments can give, and that never changes',
    description:
      'The number is one more than the last; exercise.yaml is told. Its solutions need not have been run.',
  })
  @ZodResponse({ status: 201, description: 'The version', type: NewVersion })
  @ApiProblems('unknown-field', 'missing-field', 'bad-field', 'invalid-exercise', 'conflict', 'not-found')
  async publish(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() { courseId }: Membership,
    @Param('slug') slug: string,
    @Body() { revision }: DraftRevision,
  ): Promise<PublishedVersionView> {
    const draft = await this.drafts.getAt(courseId, slug, revision);
    const { exercise } = await this.validExercise(draft);
    return versionView(await this.publications.publish({ actorId, courseId }, draft, exercise));
  }

  @Post('solution-runs')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'runCourseExerciseSolutions',
    summary: 'Grades all solutions of the draft: what is expected of each, and what it got',
    description: 'While no student waits. Ask for the run until it is `ready`; results come one by one.',
  })
  @ZodResponse({ status: 202, description: 'It is being worked on', type: SolutionRun })
  @ApiProblems('unknown-field', 'missing-field', 'bad-field', 'invalid-exercise', 'conflict', 'not-found')
  async run(
    @CurrentMembership() { courseId }: Membership,
    @Param('slug') slug: string,
    @Body() { revision }: DraftRevision,
  ): Promise<SolutionRunView> {
    const draft = await this.drafts.getAt(courseId, slug, revision);
    const { exercise, solutions } = await this.validExercise(draft);
    if (solutions.length === 0) throw new ProblemError('conflict', 'There are no files in solutions/.');
    const run = await this.runs.create(courseId, draft, exercise, solutions);
    await this.producer.enqueue('solutions', run.id);
    return solutionRunView(run);
  }

  @Get('solution-runs/:runId')
  @ApiOperation({ operationId: 'getSolutionRun', summary: 'What the solutions got so far' })
  @ZodResponse({ status: 200, description: 'The run', type: SolutionRun })
  @ApiProblems('not-found')
  async getRun(
    @CurrentMembership() { courseId }: Membership,
    @Param('slug') slug: string,
    @Param('runId') runId: string,
  ): Promise<SolutionRunView> {
    return solutionRunView(await this.runs.get(courseId, slug, runId));
  }

  /** Throws `invalid-exercise` with every error, and where it is. */
  private async validExercise(draft: Draft) {
    const examined: Examined = await this.examiner.examine(draft);
    const errors = examined.problems.filter(({ severity }) => severity === 'error');
    const { exercise } = examined;
    if (exercise && errors.length === 0) return { ...examined, exercise };
    throw new ProblemError(
      'invalid-exercise',
      errors.map(problemText).join('; '),
      errors.map((problem) => ({ field: `files.${problem.file}`, message: problemText(problem) })),
    );
  }
}
