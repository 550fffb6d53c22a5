import type { Solution } from '../exercises/solutions.js';
import type { Exercise } from '../grading/exercise.js';
import type { Report } from '../grading/report.js';
import { acceptSubmission, type Submission } from '../grading/submission-files.js';
import type { Grading } from './grade.js';

/** What an author expects of a solution, and what became of it. */
export interface TriedSolution {
  readonly name: string;
  /** Ids of the checks that should not earn full points. */
  readonly expected: readonly string[];
  /** Ids of those that did not; null when it could not be graded. */
  readonly got: readonly string[] | null;
  readonly isAsExpected: boolean;
  /** Why it could not be graded. */
  readonly message: string | null;
  readonly report: Report | null;
}

/** Rejects as `grade` does. */
export async function trySolution(
  exercise: Exercise,
  { name, language, files, failing }: Solution,
  grade: (submission: Submission) => Promise<Grading>,
): Promise<TriedSolution> {
  const notGraded = (message: string): TriedSolution => ({
    name,
    expected: failing,
    got: null,
    isAsExpected: false,
    message,
    report: null,
  });
  const accepted = acceptSubmission(exercise, { language, files });
  if (!accepted.accepted) return notGraded(accepted.problems.map(({ message }) => message).join('. '));
  const grading = await grade(accepted.submission);
  if (grading.kind !== 'graded') return notGraded(grading.fault.message);
  const { report } = grading;
  const got = report.checks.filter(({ earned, points }) => earned < points).map(({ id }) => id);
  const isAsExpected = got.length === failing.length && got.every((id) => failing.includes(id));
  return { name, expected: failing, got, isAsExpected, message: null, report };
}
