import { describe, expect, it } from 'vitest';
import {
  effectiveResult,
  type GradedAttempt,
  type GradePolicy,
  gradeOf,
  latePercentOf,
  type ScoreOverride,
} from './grade.js';
import type { CheckResult } from './report.js';

const check = (id: string, points: number, earned: number, status: CheckResult['status']): CheckResult => ({
  id,
  title: id,
  points,
  earned,
  status,
  message: 'It does',
  hint: null,
});
const report = {
  score: 22.5,
  checks: [
    check('runs', 10, 10, 'passed'),
    check('waits', 25, 12.5, 'partial'),
    check('joins', 65, 0, 'not-reached'),
  ],
};
const statuses = { runs: 'passed', waits: 'partial', joins: 'not-reached' };

describe('what a report is worth after overrides', () => {
  it.each<[what: string, overrides: ScoreOverride[], score: number, checks: object]>([
    ['none', [], 22.5, statuses],
    [
      'a check raised to its points',
      [{ checkId: 'waits', points: 25 }],
      35,
      { ...statuses, waits: 'passed' },
    ],
    ['a check in part', [{ checkId: 'joins', points: 5.5 }], 28, { ...statuses, joins: 'partial' }],
    ['a check taken away', [{ checkId: 'runs', points: 0 }], 12.5, { ...statuses, runs: 'failed' }],
    [
      'two checks',
      [
        { checkId: 'runs', points: 0 },
        { checkId: 'joins', points: 65 },
      ],
      77.5,
      { ...statuses, runs: 'failed', joins: 'passed' },
    ],
    ['the whole score', [{ checkId: null, points: 60 }], 60, statuses],
    [
      'the whole score above a check',
      [
        { checkId: 'waits', points: 25 },
        { checkId: null, points: 0 },
      ],
      0,
      { ...statuses, waits: 'passed' },
    ],
    ['a check that a new version has not', [{ checkId: 'gone', points: 10 }], 22.5, statuses],
  ])('%s', (_what, overrides, score, checks) => {
    expect(effectiveResult(report, overrides)).toEqual({ score, checks });
  });
});

const at = (text: string) => new Date(`2026-03-${text}Z`);
const policy: GradePolicy = {
  points: 10,
  dueAt: at('10T12:00:00'),
  closesAt: at('14T12:00:00'),
  latePercentPerDay: 20,
  counting: 'best',
};

describe('what is taken off for being late', () => {
  it.each<[handedIn: string, percent: number]>([
    ['09T00:00:00', 0],
    ['10T12:00:00', 0],
    ['10T12:00:00.001', 20],
    ['11T12:00:00', 20],
    ['11T12:00:00.001', 40],
    ['14T12:00:00', 80],
    ['14T12:00:00.001', 100],
    ['20T12:00:00', 100],
  ])('%s: %i %%', (handedIn, percent) => {
    expect(latePercentOf(at(handedIn), policy)).toBe(percent);
  });

  it('is never more than all', () => {
    expect(latePercentOf(at('13T00:00:00'), { ...policy, latePercentPerDay: 60 })).toBe(100);
  });

  it('follows the dates of the person', () => {
    const extended = { ...policy, dueAt: at('13T12:00:00') };
    expect(latePercentOf(at('13T00:00:00'), extended)).toBe(0);
  });
});

const attempt = (number: number, finalScore: number, handedIn = '09T12:00:00'): GradedAttempt => ({
  submissionId: `attempt-${number}`,
  attempt: number,
  handedInAt: at(handedIn),
  finalScore,
  maxScore: 100,
});

describe('the attempt that counts', () => {
  const late = '10T13:00:00';
  it.each<
    [what: string, counting: 'best' | 'last', attempts: GradedAttempt[], number: number, points: number]
  >([
    ['the only one', 'best', [attempt(1, 70)], 1, 7],
    ['the best, not the last', 'best', [attempt(1, 50), attempt(2, 90), attempt(3, 60)], 2, 9],
    ['the last, not the best', 'last', [attempt(1, 90), attempt(2, 60)], 2, 6],
    ['of equals the earlier', 'best', [attempt(1, 80), attempt(2, 80)], 1, 8],
    ['whatever order they are read in', 'last', [attempt(3, 30), attempt(1, 90), attempt(2, 60)], 3, 3],
    ['of equals the earlier, in whatever order', 'best', [attempt(2, 80), attempt(1, 80)], 1, 8],
    ['on time before a better one too late', 'best', [attempt(1, 80), attempt(2, 90, late)], 1, 8],
    ['late, if it is worth more', 'best', [attempt(1, 50), attempt(2, 90, late)], 2, 7.2],
    ['the last, however late', 'last', [attempt(1, 80), attempt(2, 90, late)], 2, 7.2],
    ['after the cut-off for nothing', 'last', [attempt(1, 80), attempt(2, 90, '15T12:00:00')], 2, 0],
    [
      'the greater score when nothing is worth anything',
      'best',
      [attempt(1, 1, '15T12:00:00'), attempt(2, 5, '15T12:00:00')],
      2,
      0,
    ],
    // Failed ones are not among the attempts: 2 was a fault of ours.
    ['with a gap where one failed', 'last', [attempt(1, 40), attempt(3, 30)], 3, 3],
  ])('%s', (_what, counting, attempts, number, points) => {
    const grade = gradeOf({ ...policy, counting }, attempts, null);
    expect(grade.submissionId).toBe(`attempt-${number}`);
    expect(grade.points).toBe(points);
    expect(grade.attempts).toBe(attempts.length);
    expect(grade.isOverridden).toBe(false);
  });

  it('is none while nothing is graded', () => {
    expect(gradeOf(policy, [], null)).toEqual({
      submissionId: null,
      attempts: 0,
      score: null,
      maxScore: null,
      latePercent: 0,
      points: null,
      isOverridden: false,
    });
  });

  it('stays beside points that a person has set', () => {
    expect(gradeOf(policy, [attempt(1, 70, '10T13:00:00')], 9.5)).toEqual({
      submissionId: 'attempt-1',
      attempts: 1,
      score: 70,
      maxScore: 100,
      latePercent: 20,
      points: 9.5,
      isOverridden: true,
    });
    expect(gradeOf(policy, [], 0)).toMatchObject({ points: 0, isOverridden: true, submissionId: null });
  });

  it('is worth hundredths of a point', () => {
    expect(gradeOf({ ...policy, points: 1 }, [attempt(1, 33.3)], null).points).toBe(0.33);
  });
});
