import { describe, expect, it } from 'vitest';
import { aLane, anExercise, aRequest, aRun, aSleep } from '../../test/support/runs.js';
import { judge } from './judge.js';
import { failed, notReached, partial, passed } from './verdict.js';

const exercise = anExercise();

describe('judge', () => {
  it.each([
    ['all', passed('ran'), passed('waited'), [10, 25], 35],
    ['half', passed('ran'), partial(0.5, 'a bit', 'more'), [10, 12.5], 22.5],
    ['a third, in tenths', passed('ran'), partial(1 / 3, 'a bit', 'more'), [10, 8.3], 18.3],
    ['a share above 1 counts as 1', passed('ran'), partial(7, 'a bit', 'more'), [10, 25], 35],
    ['none', failed('no', 'do'), notReached('it went wrong before'), [0, 0], 0],
  ])('adds up: %s', (_, runs, waits, earned, score) => {
    const report = judge(exercise, [aRun()], { runs, waits });
    expect(report.checks.map((check) => check.earned)).toEqual(earned);
    expect(report).toMatchObject({ exercise: 'wait-a-second', version: 1, score, maxScore: 35 });
  });

  it('gives no points to a failed check whatever its share says', () => {
    const cheat = { ...failed('no', 'do'), share: 1 };
    expect(judge(exercise, [], { runs: cheat, waits: passed('ok') }).score).toBe(25);
  });

  it('keeps the order of the exercise, its titles, and the hints of what is missing', () => {
    const report = judge(exercise, [], { waits: failed('no wait', 'sleep'), runs: passed('ran') });
    expect(report.checks).toEqual([
      {
        id: 'runs',
        title: 'Runs to its end',
        points: 10,
        earned: 10,
        status: 'passed',
        message: 'ran',
        hint: null,
      },
      {
        id: 'waits',
        title: 'Waits',
        points: 25,
        earned: 0,
        status: 'failed',
        message: 'no wait',
        hint: 'sleep',
      },
    ]);
  });

  it('will not invent a verdict', () => {
    expect(() => judge(exercise, [], { runs: passed('ran') })).toThrow('"waits"');
  });

  it('measures every run', () => {
    const run = aRun(
      { scenario: 'slow' },
      {
        lanes: [
          aLane({ id: 0 }),
          aLane({ id: 1, startMs: 10, endMs: 400 }),
          aLane({ id: 2, kind: 'process', startMs: 20, endMs: 900 }),
          aLane({ id: 3, kind: 'process', role: 'resource-tracker' }),
        ],
        spans: [aSleep(1, 20, 320), aSleep(2, 30, 830), aSleep(2, 0, 5, { on: 'lock', kind: 'waiting' })],
        requests: [aRequest(0, 0, 2000), aRequest(0, 0, 1000)],
      },
    );
    expect(judge(exercise, [run], { runs: passed('a'), waits: passed('b') }).measures).toMatchObject({
      slow: {
        sleeps: { count: 2, longestMs: 800 },
        requests: { count: 2, overlap: 1 },
        threads: { count: 1, longestMs: 390 },
        processes: { count: 1, longestMs: 880 },
      },
    });
  });
});
