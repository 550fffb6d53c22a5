import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Headers, HttpCode, Logger, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ZodResponse } from 'nestjs-zod';
import { type Caller, CurrentCaller, IsGrader } from '../auth/caller.js';
import { HandingIn } from '../courses/handing-in.js';
import { Catalogue } from '../exercises/catalogue.js';
import { shownReport, shownScore, shows, type Visibility, visibilityFor } from '../grading/visibility.js';
import { ApiProblems } from '../platform/api-problems.js';
import { decodeCursor, encodeCursor } from '../platform/cursor.js';
import { GradeProducer } from '../platform/grade-producer.js';
import { knownId } from '../platform/ids.js';
import { ProblemError } from '../platform/problem.js';
import { EventStreams } from './event-streams.js';
import { readIdempotencyKey } from './idempotency-key.js';
import { SubmissionRepository } from './submission.repository.js';
import {
  AcceptedSubmission,
  NewSubmission,
  Submission,
  SubmissionList,
  SubmissionListQuery,
  type SubmissionListView,
  type SubmissionView,
  TimelineList,
  type TimelineListView,
} from './submission.schema.js';
import { acceptFiles, exerciseNamed, type Handed, readBody } from './submission-body.js';

@ApiTags('submissions')
@Controller('submissions')
export class SubmissionsController {
  private readonly logger = new Logger(SubmissionsController.name);

  constructor(
    private readonly catalogue: Catalogue,
    private readonly submissions: SubmissionRepository,
    private readonly producer: GradeProducer,
    private readonly streams: EventStreams,
    private readonly handingIn: HandingIn,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    operationId: 'createSubmission',
    summary: 'Hand in files for an exercise or an assignment',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description:
      'Repeating a request under the same key gives the submission of the first time, and grades once',
    schema: { type: 'string', minLength: 1, maxLength: 200 },
  })
  @ApiBody({ type: NewSubmission })
  @ZodResponse({ status: 202, description: 'Stored; it will be graded', type: AcceptedSubmission })
  @ApiProblems(
    'malformed-json',
    'not-utf-8',
    'unreadable-body',
    'bad-idempotency-key',
    'body-too-large',
    'too-large',
    'unsupported-media-type',
    'duplicate-key',
    'unknown-field',
    'missing-field',
    'bad-field',
    'unknown-exercise',
    'unknown-assignment',
    'not-open',
    'closed',
    'no-attempts-left',
    'cooling-down',
    'unknown-language',
    'no-files',
    'too-many-files',
    'bad-name',
    'not-text',
    'missing-file',
    'no-program',
    'ambiguous-program',
    'idempotency-key-reused',
  )
  async create(
    @CurrentCaller() caller: Caller | null,
    @Body() body: unknown,
    @Headers('idempotency-key') givenKey: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ) {
    const handed = readBody(body);
    const { exercise, assignmentId } = await this.targetOf(handed, caller);
    const submission = acceptFiles(exercise, handed);
    const stored = await this.submissions.insert({
      id: randomUUID(),
      personId: caller?.personId ?? null,
      assignmentId,
      exercise: exercise.slug,
      exerciseVersion: exercise.version,
      language: submission.language,
      files: submission.files,
      bodyDigest: handed.digest,
      idempotencyKey: readIdempotencyKey(givenKey),
    });
    if (stored.isNew) await this.enqueue(stored.id);
    const links = linksOf(stored.id);
    response.location(links.self);
    return { id: stored.id, status: stored.status, links };
  }

  /** For an assignment the exercise is that of its pinned version. */
  private async targetOf({ target }: Handed, caller: Caller | null) {
    if ('exercise' in target) {
      return { exercise: exerciseNamed(target.exercise, this.catalogue), assignmentId: null };
    }
    if (!caller) throw new ProblemError('not-signed-in', 'Sign in to hand in for an assignment.');
    return this.handingIn.getAssignment(target.assignment, caller);
  }

  /** The row is what counts: whoever cannot reach the queue now is found later by the worker. */
  private async enqueue(id: string): Promise<void> {
    try {
      await this.producer.enqueue(id);
    } catch (error) {
      this.logger.warn(
        `Submission ${id} is stored but could not be enqueued yet: ${(error as Error).message}`,
      );
    }
  }

  @Get()
  @ApiOperation({
    operationId: 'listSubmissions',
    summary: "One's own submissions, newest first; when nobody is signed in, those of nobody",
  })
  @ZodResponse({ status: 200, description: 'One page', type: SubmissionList })
  @ApiProblems('bad-cursor', 'bad-query')
  async list(
    @CurrentCaller() caller: Caller | null,
    @Query() query: SubmissionListQuery,
  ): Promise<SubmissionListView> {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
    const { items, hasMore } = await this.submissions.list({
      personId: caller?.personId ?? null,
      exercise: query.exercise ?? null,
      assignmentId: query.assignment ?? null,
      after,
      limit: query.limit,
    });
    const last = items.at(-1);
    const now = new Date();
    return {
      items: items.map(({ rules, isOfStaff, assignmentId, createdAt, ...item }) => ({
        ...item,
        ...shownScore(item, visibilityFor(isOfStaff || caller?.isAdministrator === true, rules, now)),
        assignment: assignmentId,
        createdAt: createdAt.toISOString(),
      })),
      nextCursor: hasMore && last ? encodeCursor(last) : null,
    };
  }

  @Get(':id')
  @ApiOperation({
    operationId: 'getSubmission',
    summary: 'Status, report and runs of a submission',
    description: 'To the student of an assignment as much of the report as `visibility` says.',
  })
  @ZodResponse({ status: 200, description: 'The submission', type: Submission })
  @ApiProblems('not-found')
  async get(@Param('id') id: string, @IsGrader() isGrader: boolean): Promise<SubmissionView> {
    const found = await this.submissions.find(knownId(id, unknownSubmission));
    if (!found) throw unknownSubmission(id);
    const visibility = await this.visibilityOf(found.id, isGrader);
    return {
      id: found.id,
      exercise: found.exercise,
      exerciseVersion: found.exerciseVersion,
      language: found.language,
      status: found.status,
      createdAt: found.createdAt.toISOString(),
      gradedAt: found.gradedAt?.toISOString() ?? null,
      files: { ...found.files },
      report: (found.report && shownReport(found.report, visibility)) as SubmissionView['report'],
      error: found.error,
      runs: shows(visibility, 'timeline') ? [...found.runs] : [],
      assignment: found.assignment,
      attempt: found.attempt,
      visibility,
      person: isGrader ? found.person : null,
      finalScore: shows(visibility, 'score') ? (found.finalScore ?? found.score) : null,
      overrides: found.overrides.filter(({ check }) =>
        shows(visibility, check === null ? 'score' : 'checks'),
      ),
      links: linksOf(found.id),
    };
  }

  @Get(':id/timeline')
  @ApiOperation({
    operationId: 'getTimeline',
    summary: 'All that was observed of the runs of a submission',
    description:
      'To the student of an assignment nothing, unless `visibility` of the submission is `timeline`.',
  })
  @ApiOkResponse({ description: 'The runs', type: TimelineList.Output })
  @ApiProblems('not-found')
  async timeline(@Param('id') id: string, @IsGrader() isGrader: boolean): Promise<TimelineListView> {
    const visibility = await this.visibilityOf(knownId(id, unknownSubmission), isGrader);
    if (!shows(visibility, 'timeline')) return { runs: [] };
    const runs = await this.submissions.findTimeline(knownId(id, unknownSubmission));
    if (!runs) throw unknownSubmission(id);
    return { runs };
  }

  @Get(':id/events')
  @ApiOperation({
    operationId: 'followSubmission',
    summary: 'What becomes of a submission, as it happens',
    description: [
      'Server-sent events. The present state comes first, then every change; the stream ends after `graded` or `failed`.',
      'The id of an event grows with every change of state. Comments keep the connection alive.',
      '- `queued` `{"position": 2}`: how many are taken up before and with it, 1 for the next',
      '- `running` `{"scenario": "as-asked", "index": 1, "total": 3}`: the index counts from 1',
      '- `checking` `{}`',
      '- `graded` `{"score": 85, "maxScore": 100}`; nulls to a student who is not shown the score',
      '- `failed` `{"message": "…"}`: no score; a fault of ours or of the exercise',
    ].join('\n'),
  })
  @ApiOkResponse({
    description: 'A stream of events',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  })
  @ApiProblems('not-found')
  async events(
    @Param('id') id: string,
    @IsGrader() isGrader: boolean,
    @Res() response: Response,
  ): Promise<void> {
    const visibility = await this.visibilityOf(knownId(id, unknownSubmission), isGrader);
    const isKnown = await this.streams.open(knownId(id, unknownSubmission), visibility, response);
    if (!isKnown) throw unknownSubmission(id);
  }

  private async visibilityOf(id: string, isGrader: boolean): Promise<Visibility> {
    const rules = isGrader ? null : await this.submissions.findVisibilityRules(id);
    return visibilityFor(isGrader, rules, new Date());
  }
}

function linksOf(id: string) {
  const self = `/api/v1/submissions/${id}`;
  return { self, timeline: `${self}/timeline`, events: `${self}/events` };
}

const unknownSubmission = (id: string) => new ProblemError('not-found', `There is no submission "${id}".`);
