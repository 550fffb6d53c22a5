/** What grades follow from, read in sets: a statement each, for any number of people. */
import type { Prisma } from '../../prisma/client/client.js';
import type { GradePolicy, ScoreOverride } from '../grading/grade.js';
import type { Report } from '../grading/report.js';

/** People at one assignment. */
export interface PeopleAtAssignment {
  readonly assignmentId: string;
  readonly enrolmentIds: readonly string[];
}

export interface Rules extends GradePolicy {
  readonly assignmentId: string;
  /** Ids of the checks that a person should look at. */
  readonly reviewedChecks: readonly string[];
}

export interface AttemptRow {
  readonly id: string;
  readonly enrolmentId: string;
  readonly attempt: number;
  readonly createdAt: Date;
  /** Null unless it is graded. */
  readonly score: number | null;
  readonly maxScore: number | null;
  readonly finalScore: number | null;
}

export interface OverrideRow extends ScoreOverride {
  readonly enrolmentId: string;
  /** Null: of the grade. */
  readonly submissionId: string | null;
}

/** Ids in the order in which they were locked: always the same, so that two never wait for each other. */
export async function lockEnrolments(
  transaction: Prisma.TransactionClient,
  assignmentId: string,
  enrolmentIds: readonly string[] | 'all',
): Promise<string[]> {
  const rows =
    enrolmentIds === 'all'
      ? await transaction.$queryRaw<{ id: string }[]>`
          SELECT id FROM enrolments
          WHERE course_id = (SELECT course_id FROM assignments WHERE id = ${assignmentId}::uuid)
          ORDER BY id FOR NO KEY UPDATE`
      : await transaction.$queryRaw<{ id: string }[]>`
          SELECT id FROM enrolments WHERE id = ANY(${[...enrolmentIds]}::uuid[])
          ORDER BY id FOR NO KEY UPDATE`;
  return rows.map(({ id }) => id);
}

export async function getRules(transaction: Prisma.TransactionClient, assignmentId: string): Promise<Rules> {
  const row = await transaction.assignment.findUniqueOrThrow({
    where: { id: assignmentId },
    select: {
      points: true,
      dueAt: true,
      closesAt: true,
      latePercentPerDay: true,
      counting: true,
      version: { select: { definition: true } },
    },
  });
  const { version, ...policy } = row;
  const { checks = [] } = version.definition as { checks?: { id: string; review?: unknown }[] };
  const reviewedChecks = checks.filter(({ review }) => review !== undefined).map(({ id }) => id);
  return { ...policy, assignmentId, reviewedChecks };
}

export async function findAttempts(
  transaction: Prisma.TransactionClient,
  { assignmentId, enrolmentIds }: PeopleAtAssignment,
): Promise<AttemptRow[]> {
  return transaction.$queryRaw`
    SELECT id, enrolment_id AS "enrolmentId", attempt, created_at AS "createdAt",
      CASE status WHEN 'graded' THEN score END AS score, max_score AS "maxScore", final_score AS "finalScore"
    FROM submissions
    WHERE assignment_id = ${assignmentId}::uuid AND enrolment_id = ANY(${[...enrolmentIds]}::uuid[])`;
}

/** Those that count. */
export async function findOverrides(
  transaction: Prisma.TransactionClient,
  { assignmentId, enrolmentIds }: PeopleAtAssignment,
): Promise<OverrideRow[]> {
  return transaction.override.findMany({
    where: { assignmentId, enrolmentId: { in: [...enrolmentIds] }, endedAt: null },
    select: { enrolmentId: true, submissionId: true, checkId: true, points: true },
  });
}

export async function findExtensions(
  transaction: Prisma.TransactionClient,
  { assignmentId, enrolmentIds }: PeopleAtAssignment,
): Promise<ReadonlyMap<string, Pick<GradePolicy, 'dueAt' | 'closesAt'>>> {
  const rows = await transaction.extension.findMany({
    where: { assignmentId, enrolmentId: { in: [...enrolmentIds] } },
    select: { enrolmentId: true, dueAt: true, closesAt: true },
  });
  return new Map(rows.map(({ enrolmentId, ...dates }) => [enrolmentId, dates]));
}

/** By id of the submission. Read whole: Postgres cannot look into a JSON text with a NUL that a program printed. */
export async function findReports(
  transaction: Prisma.TransactionClient,
  submissionIds: readonly string[],
): Promise<ReadonlyMap<string, Report>> {
  if (submissionIds.length === 0) return new Map();
  const rows = await transaction.submission.findMany({
    where: { id: { in: [...submissionIds] }, status: 'graded' },
    select: { id: true, report: true },
  });
  return new Map(rows.flatMap(({ id, report }) => (report ? [[id, report as unknown as Report]] : [])));
}
