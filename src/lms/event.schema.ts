import { z } from 'zod';
import { checkStatuses } from '../grading/report.js';

/** The words that other systems see of what happens here. Public: shapes only ever grow, and a break gets a new version. */

const points = z.number().nonnegative();

const checkSchema = z.object({
  id: z.string().describe('Of the check in its exercise'),
  status: z.enum(checkStatuses),
  points: points.describe('What it is worth'),
  earned: points.describe('As computed, before anything that a person has overridden'),
});

/** Who handed it in, and for what. */
const handedIn = {
  submissionId: z.uuid(),
  assignmentId: z.uuid(),
  enrolmentId: z.uuid().describe('The person in the course'),
  personId: z.uuid(),
  externalId: z.string().nullable().describe("What the school's own system calls the person, if it was told"),
  attempt: z.int().positive().nullable().describe("Which of the person's attempts at the assignment, from 1"),
  exercise: z.string(),
  exerciseVersion: z.int(),
};

const submissionLinks = z.object({
  submission: z.url().describe('The submission in the API, with its report'),
  page: z.url().describe('The report, for people'),
});

export const submissionGradedSchema = z.object({
  ...handedIn,
  score: points.describe('Of the report'),
  maxScore: points,
  finalScore: points.describe('`score` with what people have overridden'),
  checks: z.array(checkSchema),
  gradedAt: z.iso.datetime(),
  regradeId: z.uuid().nullable().describe('Of the regrade by which it was judged again; null the first time'),
  links: submissionLinks,
});

export const submissionFailedSchema = z.object({
  ...handedIn,
  error: z
    .object({ code: z.string(), message: z.string() })
    .describe("A fault of ours or of the exercise, never the student's. There is no score"),
  links: submissionLinks,
});

export const gradeChangedSchema = z.object({
  assignmentId: z.uuid(),
  enrolmentId: z.uuid(),
  personId: z.uuid(),
  externalId: handedIn.externalId,
  submissionId: z.uuid().nullable().describe('The attempt that counts; null while there is none'),
  attempts: z.int().describe('Graded ones'),
  score: points.nullable().describe('Of the attempt that counts, with what people have overridden'),
  maxScore: points.nullable(),
  latePercent: z.number().describe('Taken off for being late, in per cent of the points earned'),
  points: points
    .nullable()
    .describe('The grade, in points of the assignment; null when there is none (any more)'),
  maxPoints: points.describe('What a full score is worth'),
  isOverridden: z.boolean().describe('A person has set `points`'),
  awaitsReview: z.boolean().describe('A check of the attempt that counts waits for a person'),
  links: z.object({
    assignment: z.url().describe('The assignment in the API'),
    page: z.url().describe('The progress of the person, for people'),
  }),
});

export const regradeAppliedSchema = z.object({
  regradeId: z.uuid(),
  mode: z.enum(['rescore', 'rerun']),
  assignmentId: z.uuid().nullable().describe('Null: of the whole course'),
  exerciseVersion: z.int().nullable().describe('As asked for; null: the newest of each exercise'),
  submissions: z.int().describe('So many were judged again; of each a `submission.graded` tells'),
  people: z.int().describe('Whose grades follow from those; of each that changed a `grade.changed` tells'),
  links: z.object({
    regrade: z.url().describe('The regrade in the API'),
    page: z.url().describe('The regrade, for people'),
  }),
});

export const webhookTestSchema = z.object({
  webhookId: z.uuid(),
  message: z.string(),
});

/** What an endpoint can be told of. */
export const eventTypes = [
  'submission.graded',
  'submission.failed',
  'grade.changed',
  'regrade.applied',
] as const;
export type EventType = (typeof eventTypes)[number];

/** Sent only when somebody asks for it. */
export const testEventType = 'webhook.test';

/** What webhooks are told of. */
export const webhookShapes = {
  'submission.graded': { version: 1, data: submissionGradedSchema },
  'submission.failed': { version: 1, data: submissionFailedSchema },
  'grade.changed': { version: 1, data: gradeChangedSchema },
  'regrade.applied': { version: 1, data: regradeAppliedSchema },
  [testEventType]: { version: 1, data: webhookTestSchema },
} as const;
export type WebhookEventType = keyof typeof webhookShapes;

/** A grade that was there before a column of an LMS was: for that column, and for nobody else. */
export const standingGradeType = 'grade.standing' as const;
const standingGradeSchema = z.object({ assignmentId: z.uuid(), enrolmentId: z.uuid() });

export const eventShapes = {
  ...webhookShapes,
  [standingGradeType]: { version: 1, data: standingGradeSchema },
} as const;
export type AnyEventType = keyof typeof eventShapes;
export type EventData<Type extends AnyEventType> = z.infer<(typeof eventShapes)[Type]['data']>;
