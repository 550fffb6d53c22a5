/**
 * Keeps `grades`, `enrolments.points`, `submissions.final_score` and the review queue equal to what they follow from:
 * attempts, the assignment's rules, extensions and overrides. Whoever changes one of those calls `keepGrades` last in the
 * same transaction. Doing it again changes nothing. Whoever listens to the course is told of the grades that have changed.
 */
import type { Prisma } from '../../prisma/client/client.js';
import { effectiveResult, type GradedAttempt, gradeOf, type ScoreOverride } from '../grading/grade.js';
import { findListening, rememberGrades, tellChangedGrades } from '../lms/outbox.js';
import {
  type AttemptRow,
  findAttempts,
  findExtensions,
  findOverrides,
  findReports,
  getRules,
  lockEnrolments,
  type OverrideRow,
  type Rules,
} from './grade-sources.js';
import { dropGrades, keepReviews, sumPoints, writeFinalScores, writeGrades } from './grade-writer.js';

/** Bounds what is held in memory; a course of 5,000 takes a few rounds of a few statements each. */
const peopleAtOnce = 1000;

/**
 * The enrolments are locked first: of two gradings of one person at once, the second reads what the first has written.
 * Whoever locks a submission as well does so before. `'all'`: everybody in the course of the assignment; give the
 * transaction time then. `pointsBefore`: of the assignment, when those have just changed; null: they have not.
 */
export async function keepGrades(
  transaction: Prisma.TransactionClient,
  assignmentId: string,
  enrolmentIds: readonly string[] | 'all',
  pointsBefore: number | null = null,
): Promise<void> {
  const locked = await lockEnrolments(transaction, assignmentId, enrolmentIds);
  const rules = await getRules(transaction, assignmentId);
  const listening = await findListening(transaction, assignmentId);
  for (let from = 0; from < locked.length; from += peopleAtOnce) {
    const some = { assignmentId, enrolmentIds: locked.slice(from, from + peopleAtOnce) };
    const remembered = await rememberGrades(transaction, listening, some, pointsBefore);
    await keepSome(transaction, rules, some.enrolmentIds);
    await tellChangedGrades(transaction, remembered);
  }
}

async function keepSome(transaction: Prisma.TransactionClient, rules: Rules, enrolmentIds: string[]) {
  const of = { assignmentId: rules.assignmentId, enrolmentIds };
  const attempts = await findAttempts(transaction, of);
  const overrides = await findOverrides(transaction, of);
  const scoreOverrides = ofSubmissions(overrides);
  const finalScores = await keepFinalScores(transaction, attempts, scoreOverrides);
  const grades = gradesOf(enrolmentIds, {
    rules,
    extensions: await findExtensions(transaction, of),
    attempts: Map.groupBy(attempts, ({ enrolmentId }) => enrolmentId),
    finalScores,
    setPoints: new Map(
      overrides.flatMap((row) => (row.submissionId === null ? [[row.enrolmentId, row.points]] : [])),
    ),
  });
  const counting = grades.flatMap(({ submissionId }) => submissionId ?? []);
  const reports = await findReports(transaction, counting);
  await keepReviews(transaction, of, counting, rules.reviewedChecks);
  const withChecks = grades.map((grade) => {
    const report = reports.get(grade.submissionId ?? '');
    const own = scoreOverrides.get(grade.submissionId ?? '') ?? [];
    return { ...grade, checks: report ? effectiveResult(report, own).checks : null };
  });
  await writeGrades(transaction, rules.assignmentId, withChecks);
  const graded = new Set(grades.map(({ enrolmentId }) => enrolmentId));
  await dropGrades(transaction, { ...of, enrolmentIds: enrolmentIds.filter((id) => !graded.has(id)) });
  await sumPoints(transaction, enrolmentIds);
}

interface Sources {
  readonly rules: Rules;
  /** The maps are by enrolment, but for the final scores, which are by submission. */
  readonly extensions: Awaited<ReturnType<typeof findExtensions>>;
  readonly attempts: ReadonlyMap<string, readonly AttemptRow[]>;
  readonly finalScores: ReadonlyMap<string, number>;
  readonly setPoints: ReadonlyMap<string, number>;
}

/** Of everybody who has handed in something, or whose points a person has set. */
function gradesOf(enrolmentIds: readonly string[], sources: Sources) {
  const { rules, extensions, attempts, finalScores, setPoints } = sources;
  return enrolmentIds.flatMap((enrolmentId) => {
    const own = attempts.get(enrolmentId) ?? [];
    const points = setPoints.get(enrolmentId) ?? null;
    if (own.length === 0 && points === null) return [];
    const graded = own.flatMap((row) => gradedAttempt(row, finalScores.get(row.id)));
    return [{ enrolmentId, ...gradeOf({ ...rules, ...extensions.get(enrolmentId) }, graded, points) }];
  });
}

/** Final scores by id of the graded attempts; those that are stored otherwise are corrected. */
async function keepFinalScores(
  transaction: Prisma.TransactionClient,
  attempts: readonly AttemptRow[],
  overrides: ReadonlyMap<string, readonly ScoreOverride[]>,
): Promise<ReadonlyMap<string, number>> {
  const reports = await findReports(transaction, [...overrides.keys()]);
  const scores = new Map<string, number>();
  const wrong: { id: string; finalScore: number }[] = [];
  for (const { id, score, finalScore: stored } of attempts) {
    if (score === null) continue;
    const report = reports.get(id);
    const finalScore = report ? effectiveResult(report, overrides.get(id) ?? []).score : score;
    scores.set(id, finalScore);
    if (finalScore !== stored) wrong.push({ id, finalScore });
  }
  if (wrong.length > 0) await writeFinalScores(transaction, wrong);
  return scores;
}

function ofSubmissions(overrides: readonly OverrideRow[]): Map<string, ScoreOverride[]> {
  const bySubmission = Map.groupBy(overrides, ({ submissionId }) => submissionId);
  return new Map([...bySubmission].flatMap(([id, own]) => (id === null ? [] : [[id, own] as const])));
}

function gradedAttempt(row: AttemptRow, finalScore: number | undefined): GradedAttempt[] {
  if (finalScore === undefined || row.maxScore === null) return [];
  const { id: submissionId, attempt, createdAt: handedInAt, maxScore } = row;
  return [{ submissionId, attempt, handedInAt, finalScore, maxScore }];
}
