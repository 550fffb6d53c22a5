/**
 * From reports to the grade of a person at an assignment: what people have overridden, the late policy, and which attempt
 * counts. Pure: `src/grades/grade-keeper.ts` reads the arguments and stores the result.
 */
import { toTenths } from './points.js';
import type { CheckStatus, Report } from './report.js';

/** What a person has decided in place of the checks, as long as it counts. */
export interface ScoreOverride {
  /** Null: the whole score. */
  readonly checkId: string | null;
  readonly points: number;
}

export interface EffectiveResult {
  readonly score: number;
  /** By check id. */
  readonly checks: Readonly<Record<string, CheckStatus>>;
}

/** What a report is worth after overrides. One of the whole score stands above those of its checks. */
export function effectiveResult(
  report: Pick<Report, 'score' | 'checks'>,
  overrides: readonly ScoreOverride[],
): EffectiveResult {
  const whole = overrides.find(({ checkId }) => checkId === null);
  const byCheck = new Map(overrides.map(({ checkId, points }) => [checkId, points]));
  const known = report.checks.filter(({ id }) => byCheck.has(id));
  const gained = known.reduce((sum, { id, earned }) => sum + (byCheck.get(id) ?? earned) - earned, 0);
  return {
    score: whole ? whole.points : toTenths(report.score + gained),
    checks: Object.fromEntries(
      report.checks.map((check) => [check.id, statusAfter(check, byCheck.get(check.id))]),
    ),
  };
}

function statusAfter(
  check: { status: CheckStatus; points: number },
  points: number | undefined,
): CheckStatus {
  if (points === undefined) return check.status;
  if (points >= check.points) return 'passed';
  return points > 0 ? 'partial' : 'failed';
}

/** The rules of an assignment, with the dates that hold for one person. */
export interface GradePolicy {
  /** What a full score is worth. */
  readonly points: number;
  readonly dueAt: Date;
  /** Cut-off: what comes later is worth nothing. */
  readonly closesAt: Date;
  readonly latePercentPerDay: number;
  readonly counting: 'best' | 'last';
}

/** An attempt that has been graded; one that failed by a fault of ours is none. */
export interface GradedAttempt {
  readonly submissionId: string;
  /** From 1, in the order of handing in. */
  readonly attempt: number;
  readonly handedInAt: Date;
  readonly finalScore: number;
  readonly maxScore: number;
}

export interface GradeOfPerson {
  readonly submissionId: string | null;
  readonly attempts: number;
  readonly score: number | null;
  readonly maxScore: number | null;
  readonly latePercent: number;
  readonly points: number | null;
  readonly isOverridden: boolean;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Taken off in per cent of the points earned: for each day begun after the due date, and all of it after the cut-off. */
export function latePercentOf(
  handedInAt: Date,
  { dueAt, closesAt, latePercentPerDay }: Pick<GradePolicy, 'dueAt' | 'closesAt' | 'latePercentPerDay'>,
): number {
  const lateMs = handedInAt.getTime() - dueAt.getTime();
  if (lateMs <= 0) return 0;
  if (handedInAt > closesAt) return 100;
  return Math.min(100, Math.ceil(lateMs / dayMs) * latePercentPerDay);
}

/** `overriddenPoints`: what a person has set for the grade itself; null when nobody has. */
export function gradeOf(
  policy: GradePolicy,
  attempts: readonly GradedAttempt[],
  overriddenPoints: number | null,
): GradeOfPerson {
  const values = attempts
    .map((attempt) => valued(attempt, policy))
    .sort((a, b) => a.attempt.attempt - b.attempt.attempt);
  const counting = policy.counting === 'last' ? values.at(-1) : bestOf(values);
  return {
    submissionId: counting?.attempt.submissionId ?? null,
    attempts: attempts.length,
    score: counting?.attempt.finalScore ?? null,
    maxScore: counting?.attempt.maxScore ?? null,
    latePercent: counting?.latePercent ?? 0,
    points: overriddenPoints ?? counting?.points ?? null,
    isOverridden: overriddenPoints !== null,
  };
}

interface ValuedAttempt {
  readonly attempt: GradedAttempt;
  readonly latePercent: number;
  readonly points: number;
}

function valued(attempt: GradedAttempt, policy: GradePolicy): ValuedAttempt {
  const latePercent = latePercentOf(attempt.handedInAt, policy);
  const share = attempt.maxScore > 0 ? attempt.finalScore / attempt.maxScore : 0;
  return { attempt, latePercent, points: toHundredths(policy.points * share * (1 - latePercent / 100)) };
}

/** Most points after the late policy; of equals the greater score, then the earlier one. `values` are in order of attempts. */
function bestOf(values: readonly ValuedAttempt[]): ValuedAttempt | undefined {
  return values.reduce<ValuedAttempt | undefined>(
    (best, each) => (best === undefined || isBetter(each, best) ? each : best),
    undefined,
  );
}

function isBetter(a: ValuedAttempt, b: ValuedAttempt): boolean {
  return a.points > b.points || (a.points === b.points && a.attempt.finalScore > b.attempt.finalScore);
}

/** An assignment may be worth few points, so its grades need a finer step than scores. */
const toHundredths = (points: number): number => Math.round(points * 100) / 100;
