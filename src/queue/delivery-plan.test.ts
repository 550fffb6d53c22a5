import { describe, expect, it } from 'vitest';
import type { Attempted } from '../lms/delivery-sender.js';
import { type Circumstances, planNext } from './delivery-plan.js';

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];
const policy = {
  retryScheduleMs: [
    0,
    5 * second,
    5 * minute,
    30 * minute,
    2 * hour,
    5 * hour,
    10 * hour,
    14 * hour,
    20 * hour,
    24 * hour,
  ],
  disableAfterMs: 5 * day,
};
const now = new Date('2027-01-01T12:00:00Z');
const given = (changes: Partial<Circumstances> = {}): Circumstances => ({
  failures: 0,
  target: { slowAnswers: 0, failingSince: null },
  now,
  random: 0,
  ...changes,
});
const attempted = (outcome: Attempted['outcome'], changes: Partial<Attempted> = {}): Attempted => ({
  outcome,
  request: null,
  response: null,
  error: 'It answered 500.',
  durationMs: 1,
  ...changes,
});
const waitMs = (at: Date | null) => (at === null ? null : at.getTime() - now.getTime());

describe('what follows from an attempt', () => {
  it('is the end when it was delivered, and all is well with the target', () => {
    const settled = planNext(attempted('delivered'), given({ failures: 3 }), policy);
    expect(settled).toMatchObject({ status: 'delivered', nextAttemptAt: null, target: { kind: 'well' } });
  });

  it('is the end when something newer was sent, which says nothing of the target', () => {
    const settled = planNext(attempted('superseded'), given(), policy);
    expect(settled).toMatchObject({ status: 'superseded', target: { kind: 'nothing' } });
  });

  it('is nothing but to wait when it may not be sent yet', () => {
    const heldUntil = new Date(now.getTime() + 3 * day);
    const settled = planNext(attempted('held', { heldUntil }), given({ failures: 2 }), policy);
    expect(settled).toEqual({
      status: 'waiting',
      nextAttemptAt: heldUntil,
      failures: 2,
      target: { kind: 'nothing' },
      disableReason: null,
    });
  });

  it('is another attempt, later each time, and after the tenth none', () => {
    const waits = policy.retryScheduleMs.map((_wait, failures) => {
      const { status, nextAttemptAt } = planNext(attempted('retry'), given({ failures }), policy);
      return [status, waitMs(nextAttemptAt)];
    });
    expect(waits).toEqual([
      ...policy.retryScheduleMs.slice(1).map((wait) => ['waiting', wait]),
      ['failed', null],
    ]);
  });

  it.each([
    ['not before the other side wants it', { retryAfterMs: hour }, 0, hour],
    ['when the schedule says so, if that is later', { retryAfterMs: second }, 0, 5 * second],
    ['no later than a day from now, whatever the other side wants', { retryAfterMs: 900 * day }, 0, day],
    ['up to a fifth later, by chance', {}, 1, 6 * second],
  ])('comes again %s', (_when, changes, random, wait) => {
    const { nextAttemptAt } = planNext(attempted('retry', changes), given({ random }), policy);
    expect(waitMs(nextAttemptAt)).toBe(wait);
  });

  it.each([
    [0, 0, 5 * second],
    [1, 0, 5 * minute],
    [2, 0, 30 * minute],
    [40, 0, 30 * minute],
    [0, hour, hour],
  ])('after %s slow answers lets the target rest', (slowAnswers, retryAfterMs, rest) => {
    const slow = attempted('retry', { slowDown: true, retryAfterMs });
    const { target } = planNext(slow, given({ target: { slowAnswers, failingSince: now } }), policy);
    expect(target).toEqual({ kind: 'failing', at: now, resumesAt: new Date(now.getTime() + rest) });
  });

  it.each([
    ['a failure', 4 * day, false],
    ['nothing but failure for days', 5 * day, true],
  ])('disables the target after %s', (_what, sinceMs, isDisabled) => {
    const failingSince = new Date(now.getTime() - sinceMs);
    const target = { slowAnswers: 0, failingSince };
    const { disableReason } = planNext(attempted('retry'), given({ target }), policy);
    expect(disableReason !== null).toBe(isDisabled);
  });

  it('is the end when it was refused, and of the target too if that is gone', () => {
    expect(planNext(attempted('refused'), given(), policy)).toMatchObject({
      status: 'failed',
      disableReason: null,
    });
    expect(planNext(attempted('refused', { disable: 'Gone.' }), given(), policy)).toMatchObject({
      status: 'failed',
      disableReason: 'Gone.',
    });
  });
});
