/** Writes grades and what hangs on them in sets: a statement each, for any number of people. */
import type { Prisma } from '../../prisma/client/client.js';
import type { GradeOfPerson } from '../grading/grade.js';
import type { CheckStatus } from '../grading/report.js';
import type { PeopleAtAssignment } from './grade-sources.js';

export interface WrittenGrade extends GradeOfPerson {
  readonly enrolmentId: string;
  /** Status by check id of the attempt that counts. */
  readonly checks: Readonly<Record<string, CheckStatus>> | null;
}

export async function writeFinalScores(
  transaction: Prisma.TransactionClient,
  scores: readonly { readonly id: string; readonly finalScore: number }[],
): Promise<void> {
  await transaction.$executeRaw`
    UPDATE submissions SET final_score = new."finalScore"
    FROM jsonb_to_recordset(${JSON.stringify(scores)}::jsonb) AS new(id uuid, "finalScore" float8)
    WHERE submissions.id = new.id`;
}

/** After the reviews, from which it follows whether a grade waits for a person. */
export async function writeGrades(
  transaction: Prisma.TransactionClient,
  assignmentId: string,
  grades: readonly WrittenGrade[],
): Promise<void> {
  if (grades.length === 0) return;
  await transaction.$executeRaw`
    INSERT INTO grades (assignment_id, enrolment_id, submission_id, attempts, score, max_score, late_percent, points,
      is_overridden, awaits_review, checks, updated_at)
    SELECT ${assignmentId}::uuid, "enrolmentId", "submissionId", attempts, score, "maxScore", "latePercent", points,
      "isOverridden",
      EXISTS (SELECT FROM reviews WHERE submission_id = "submissionId" AND decided_at IS NULL),
      checks, now()
    FROM jsonb_to_recordset(${JSON.stringify(grades)}::jsonb) AS new("enrolmentId" uuid, "submissionId" uuid,
      attempts int, score float8, "maxScore" float8, "latePercent" float8, points float8, "isOverridden" boolean,
      checks jsonb)
    ON CONFLICT (assignment_id, enrolment_id) DO UPDATE SET submission_id = excluded.submission_id,
      attempts = excluded.attempts, score = excluded.score, max_score = excluded.max_score,
      late_percent = excluded.late_percent, points = excluded.points, is_overridden = excluded.is_overridden,
      awaits_review = excluded.awaits_review, checks = excluded.checks, updated_at = excluded.updated_at`;
}

/** Of people who have handed in nothing (any more) and got nothing. */
export async function dropGrades(
  transaction: Prisma.TransactionClient,
  { assignmentId, enrolmentIds }: PeopleAtAssignment,
): Promise<void> {
  if (enrolmentIds.length === 0) return;
  await transaction.grade.deleteMany({ where: { assignmentId, enrolmentId: { in: [...enrolmentIds] } } });
}

/** Exactly the attempts that count wait for a person, unless one has decided. */
export async function keepReviews(
  transaction: Prisma.TransactionClient,
  { assignmentId, enrolmentIds }: PeopleAtAssignment,
  counting: readonly string[],
  checkIds: readonly string[],
): Promise<void> {
  await transaction.$executeRaw`
    DELETE FROM reviews USING submissions
    WHERE reviews.assignment_id = ${assignmentId}::uuid AND reviews.decided_at IS NULL
      AND submissions.id = reviews.submission_id
      AND submissions.enrolment_id = ANY(${[...enrolmentIds]}::uuid[])
      AND NOT (reviews.submission_id = ANY(${[...counting]}::uuid[]) AND check_id = ANY(${[...checkIds]}::text[]))`;
  if (checkIds.length === 0 || counting.length === 0) return;
  await transaction.$executeRaw`
    INSERT INTO reviews (submission_id, check_id, assignment_id)
    SELECT submission_id, check_id, ${assignmentId}::uuid
    FROM unnest(${[...counting]}::uuid[]) AS submission_id, unnest(${[...checkIds]}::text[]) AS check_id
    ON CONFLICT DO NOTHING`;
}

export async function sumPoints(
  transaction: Prisma.TransactionClient,
  enrolmentIds: readonly string[],
): Promise<void> {
  await transaction.$executeRaw`
    UPDATE enrolments SET points = sums.points
    FROM (SELECT ids.id, coalesce(round(sum(grades.points)::numeric, 2), 0)::float8 AS points
      FROM unnest(${[...enrolmentIds]}::uuid[]) AS ids(id) LEFT JOIN grades ON grades.enrolment_id = ids.id
      GROUP BY ids.id) AS sums
    WHERE enrolments.id = sums.id AND enrolments.points IS DISTINCT FROM sums.points`;
}
