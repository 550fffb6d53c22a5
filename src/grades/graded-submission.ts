import type { Prisma } from '../../prisma/client/client.js';
import type { Report } from '../grading/report.js';
import { ProblemError } from '../platform/problem.js';
import { findReports } from './grade-sources.js';
import { unknown } from './path-ids.js';

/** What was handed in to an assignment and graded: what people can decide about. */
export interface GradedSubmission {
  readonly id: string;
  readonly courseId: string;
  readonly assignmentId: string;
  readonly enrolmentId: string;
  readonly report: Report;
}

interface Row {
  readonly id: string;
  readonly courseId: string | null;
  readonly assignmentId: string | null;
  readonly enrolmentId: string | null;
}

/** Locks the submission, so that of two decisions at once one comes after the other. Throws the problem otherwise. */
export async function lockGraded(
  transaction: Prisma.TransactionClient,
  submissionId: string,
): Promise<GradedSubmission> {
  const [row] = await transaction.$queryRaw<Row[]>`
    SELECT submissions.id, course_id AS "courseId", assignment_id AS "assignmentId", enrolment_id AS "enrolmentId"
    FROM submissions LEFT JOIN assignments ON assignments.id = assignment_id
    WHERE submissions.id = ${submissionId}::uuid FOR NO KEY UPDATE OF submissions`;
  if (!row) throw unknown('submission', submissionId);
  const { id, courseId, assignmentId, enrolmentId } = row;
  if (courseId === null || assignmentId === null || enrolmentId === null) {
    throw new ProblemError(
      'conflict',
      'It is practice, handed in to no assignment: there is nothing to decide.',
    );
  }
  const report = (await findReports(transaction, [submissionId])).get(submissionId);
  if (!report) throw new ProblemError('conflict', 'It is not graded: there is nothing to decide yet.');
  return { id, courseId, assignmentId, enrolmentId, report };
}
