import { type CheckOfExercise, type Exercise, maxScoreOf } from './exercise.js';
import { toTenths } from './points.js';
import type { CheckResult, Report, Verdict } from './report.js';
import { measuresOf } from './run-measures.js';
import type { Run } from './timeline.js';

/** Verdicts by check id: one for every check of the exercise. */
export type Verdicts = Readonly<Record<string, Verdict>>;

/** The report that a person reads. The same arguments always give the same report. */
export function judge(exercise: Exercise, runs: readonly Run[], verdicts: Verdicts): Report {
  const checks = exercise.checks.map((check) => resultOf(check, verdicts[check.id]));
  return {
    exercise: exercise.slug,
    version: exercise.version,
    score: toTenths(checks.reduce((sum, check) => sum + check.earned, 0)),
    maxScore: maxScoreOf(exercise),
    checks,
    measures: Object.fromEntries(runs.map((run) => [run.scenario, measuresOf(run)])),
  };
}

function resultOf(check: CheckOfExercise, verdict: Verdict | undefined): CheckResult {
  if (!verdict) throw new Error(`There is no verdict for the check "${check.id}"`);
  const { id, title, points } = check;
  const { status, message, hint } = verdict;
  const earned = earnedOf(points, verdict);
  return { id, title, points, earned, status, message, hint: status === 'passed' ? null : hint };
}

function earnedOf(points: number, verdict: Verdict): number {
  if (verdict.status === 'passed') return points;
  if (verdict.status === 'partial') return toTenths(points * Math.min(1, Math.max(0, verdict.share)));
  return 0;
}
