/**
 * Tells other systems what happens to grades: events, and a delivery of each to everybody who listens, are written in the
 * transaction in which it happens, so neither is there without the other. In a course where nobody listens it costs one
 * statement that finds nothing. Sending is the worker's: src/queue/delivery.processor.ts.
 */
import type { Prisma } from '../../prisma/client/client.js';
import type { Report } from '../grading/report.js';
import type { EventData } from './event.schema.js';
import {
  gradeSubject,
  type Listening,
  type NewEvent,
  regradeSubject,
  submissionSubject,
  writeEvents,
  writeWebhookDeliveries,
} from './event-rows.js';
import { scoreEvents, writeScoreDeliveries } from './score-rows.js';
import { tellStandingGrades } from './standing-grades.js';

/** Bounds what is held in memory: reports may be of tens of kilobytes. */
const submissionsAtOnce = 200;
const messageMaxLength = 1_000;

/** Null when nobody in the course of the assignment listens: then there is nothing to be told. */
export async function findListening(
  transaction: Prisma.TransactionClient,
  assignmentId: string,
): Promise<Listening | null> {
  const [row] = await transaction.$queryRaw<{ courseId: string; types: string[]; hasLineItems: boolean }[]>`
    SELECT a.course_id AS "courseId", l.found AS "hasLineItems",
      array(SELECT DISTINCT unnest(w.events) FROM webhook_endpoints w WHERE w.course_id = a.course_id) AS types
    FROM assignments a, LATERAL (SELECT EXISTS (SELECT 1 FROM lti_line_items WHERE assignment_id = a.id AND url IS NOT NULL) AS found) l
    WHERE a.id = ${assignmentId}::uuid
      AND (l.found OR EXISTS (SELECT 1 FROM webhook_endpoints w WHERE w.course_id = a.course_id))`;
  if (!row) return null;
  const { courseId, types, hasLineItems } = row;
  return { courseId, types: new Set([...types, ...(hasLineItems ? scoreEvents : [])]) };
}

/** Of submissions for one assignment that have just become final, or were judged again; after the grades follow from them. */
export async function tellSubmissions(
  transaction: Prisma.TransactionClient,
  assignmentId: string,
  submissionIds: readonly string[],
  regradeId: string | null = null,
): Promise<void> {
  const listening = await findListening(transaction, assignmentId);
  if (!listening) return;
  for (let from = 0; from < submissionIds.length; from += submissionsAtOnce) {
    const rows = await transaction.submission.findMany({
      where: { id: { in: submissionIds.slice(from, from + submissionsAtOnce) } },
      select: toldOfSubmission,
    });
    await tell(
      transaction,
      listening,
      rows.flatMap((row) => submissionEvent(row, regradeId) ?? []),
    );
  }
}

/** What others were told of a person, the oldest first, as far as it is kept. */
export async function findTold(
  transaction: Prisma.TransactionClient,
  personId: string,
): Promise<{ type: string; createdAt: Date; payload: unknown }[]> {
  return transaction.$queryRaw`
    SELECT type, created_at AS "createdAt", payload FROM lms_events
    WHERE payload->>'personId' = ${personId}
      AND course_id IN (SELECT course_id FROM enrolments WHERE person_id = ${personId}::uuid)
    ORDER BY created_at`;
}

/** Takes away what others were told of a person, and with it what was to be told. */
export async function forgetPerson(transaction: Prisma.TransactionClient, personId: string): Promise<void> {
  await transaction.$executeRaw`
    DELETE FROM lms_events WHERE payload->>'personId' = ${personId}
      AND course_id IN (SELECT course_id FROM enrolments WHERE person_id = ${personId}::uuid)`;
}

/**
 * After the rules of an assignment that hides scores for a time have changed, or somebody's due date: what was not sent to an LMS
 * may be seen now. What is still hidden is held back by who sends.
 */
export async function tellShownScores(
  transaction: Prisma.TransactionClient,
  assignmentId: string,
  enrolmentIds: readonly string[] | 'all',
): Promise<void> {
  const columns = await transaction.ltiLineItem.findMany({
    where: { assignmentId, url: { not: null } },
    select: { contextId: true },
  });
  for (const { contextId } of columns)
    await tellStandingGrades(transaction, contextId, [assignmentId], enrolmentIds);
}

/** What a grade was before it is written again; null when nobody listens. */
export interface RememberedGrades {
  readonly listening: Listening;
  readonly assignmentId: string;
  readonly enrolmentIds: readonly string[];
  /** By enrolment. */
  readonly before: ReadonlyMap<string, string>;
}

/** Before grades of these people are written; they are locked. `maxPoints`: of the assignment before; null: as it is now. */
export async function rememberGrades(
  transaction: Prisma.TransactionClient,
  listening: Listening | null,
  { assignmentId, enrolmentIds }: { readonly assignmentId: string; readonly enrolmentIds: readonly string[] },
  maxPoints: number | null,
): Promise<RememberedGrades | null> {
  if (!listening) return null;
  const rows = await findGrades(transaction, assignmentId, enrolmentIds);
  const before = new Map(
    rows.map((row) => [row.enrolmentId, comparable({ ...row, maxPoints: maxPoints ?? row.maxPoints })]),
  );
  return { listening, assignmentId, enrolmentIds, before };
}

/** After they were written: of each that is another than before. */
export async function tellChangedGrades(
  transaction: Prisma.TransactionClient,
  remembered: RememberedGrades | null,
): Promise<void> {
  if (!remembered) return;
  const { listening, assignmentId, enrolmentIds, before } = remembered;
  const rows = await findGrades(transaction, assignmentId, enrolmentIds);
  const changed = rows.filter((row) => comparable(row) !== before.get(row.enrolmentId));
  await tell(
    transaction,
    listening,
    changed.map((row) => gradeEvent(listening.courseId, row)),
  );
}

/** Once, after all that follows from it was told. */
export async function tellRegradeApplied(
  transaction: Prisma.TransactionClient,
  courseId: string,
  regrade: Omit<EventData<'regrade.applied'>, 'links'>,
): Promise<void> {
  const { regradeId } = regrade;
  const listening = await findCourseListening(transaction, courseId);
  const links = {
    regrade: `/api/v1/courses/${courseId}/regrades/${regradeId}`,
    page: `/courses/${courseId}/regrades/${regradeId}`,
  };
  const event = {
    type: 'regrade.applied',
    subject: regradeSubject(regradeId),
    data: { ...regrade, links },
  } satisfies NewEvent;
  if (listening) await tell(transaction, listening, [event]);
}

async function findCourseListening(
  transaction: Prisma.TransactionClient,
  courseId: string,
): Promise<Listening | null> {
  const endpoints = await transaction.webhookEndpoint.findMany({
    where: { courseId },
    select: { events: true },
  });
  if (endpoints.length === 0) return null;
  return { courseId, types: new Set(endpoints.flatMap(({ events }) => events)) };
}

async function tell(
  transaction: Prisma.TransactionClient,
  { courseId, types }: Listening,
  events: readonly NewEvent[],
): Promise<void> {
  const wanted = events.filter(({ type }) => types.has(type));
  if (wanted.length === 0) return;
  const eventIds = await writeEvents(transaction, courseId, wanted);
  await writeWebhookDeliveries(transaction, eventIds);
  if (wanted.some(({ type }) => scoreEvents.includes(type)))
    await writeScoreDeliveries(transaction, eventIds);
}

const toldOfSubmission = {
  id: true,
  status: true,
  assignmentId: true,
  enrolmentId: true,
  personId: true,
  attempt: true,
  exercise: true,
  exerciseVersion: true,
  score: true,
  maxScore: true,
  finalScore: true,
  report: true,
  gradedAt: true,
  errorCode: true,
  errorMessage: true,
  enrolment: { select: { externalId: true } },
} as const;
type SubmissionRow = Prisma.SubmissionGetPayload<{ select: typeof toldOfSubmission }>;

/** Null when it is not final, or practice. */
function submissionEvent(row: SubmissionRow, regradeId: string | null): NewEvent | null {
  const { id, assignmentId, enrolmentId, personId } = row;
  if (assignmentId === null || enrolmentId === null || personId === null) return null;
  const { attempt, exercise, exerciseVersion } = row;
  const externalId = row.enrolment?.externalId ?? null;
  const who = { submissionId: id, assignmentId, enrolmentId, personId, externalId };
  const common = {
    ...who,
    attempt,
    exercise,
    exerciseVersion,
    links: { submission: `/api/v1/submissions/${id}`, page: `/submissions/${id}` },
  };
  const subject = submissionSubject(id);
  if (row.status === 'graded') {
    return { type: 'submission.graded', subject, data: { ...common, ...resultOf(row), regradeId } };
  }
  if (row.status !== 'failed') return null;
  const error = { code: row.errorCode ?? 'internal-error', message: plainText(row.errorMessage ?? '') };
  return { type: 'submission.failed', subject, data: { ...common, error } };
}

function resultOf({ score, maxScore, finalScore, report, gradedAt }: SubmissionRow) {
  if (score === null || maxScore === null || !report || !gradedAt) {
    throw new Error('A graded submission has a report');
  }
  const { checks } = report as unknown as Report;
  return {
    score,
    maxScore,
    finalScore: finalScore ?? score,
    gradedAt: gradedAt.toISOString(),
    checks: checks.map(({ id, status, points, earned }) => ({ id, status, points, earned })),
  };
}

type GradeRow = Omit<EventData<'grade.changed'>, 'links'>;

/** A row for everybody, also for who has no grade. */
function findGrades(
  transaction: Prisma.TransactionClient,
  assignmentId: string,
  enrolmentIds: readonly string[],
): Promise<GradeRow[]> {
  return transaction.$queryRaw<GradeRow[]>`
    SELECT a.id AS "assignmentId", e.id AS "enrolmentId", e.person_id AS "personId", e.external_id AS "externalId",
      g.submission_id AS "submissionId", coalesce(g.attempts, 0) AS attempts, g.score, g.max_score AS "maxScore",
      coalesce(g.late_percent, 0) AS "latePercent", g.points, a.points AS "maxPoints",
      coalesce(g.is_overridden, false) AS "isOverridden", coalesce(g.awaits_review, false) AS "awaitsReview"
    FROM enrolments e
    JOIN assignments a ON a.id = ${assignmentId}::uuid
    LEFT JOIN grades g ON g.assignment_id = a.id AND g.enrolment_id = e.id
    WHERE e.id = ANY(${[...enrolmentIds]}::uuid[])`;
}

/** What makes it another grade. One more attempt that does not count is none; nor are other points where there is no grade. */
function comparable({ attempts: _attempts, maxPoints, ...grade }: GradeRow): string {
  return JSON.stringify({ ...grade, maxPoints: grade.points === null ? null : maxPoints });
}

function gradeEvent(courseId: string, row: GradeRow): NewEvent {
  const { assignmentId, enrolmentId } = row;
  const links = {
    assignment: `/api/v1/courses/${courseId}/assignments/${assignmentId}`,
    page: `/courses/${courseId}/people/${enrolmentId}`,
  };
  return {
    type: 'grade.changed',
    subject: gradeSubject(assignmentId, enrolmentId),
    data: { ...row, links },
  };
}

/** A program may have printed what no JSON of Postgres can hold. */
function plainText(text: string): string {
  return text.slice(0, messageMaxLength).replaceAll('\0', '\ufffd').toWellFormed();
}
