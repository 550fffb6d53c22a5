import { describe, expect, test } from 'vitest';
import { niceStepMs, ticksOf } from './ticks.ts';

describe('niceStepMs', () => {
  test.each([
    [0.7, 1],
    [1, 1],
    [1.1, 2],
    [3, 5],
    [6, 10],
    [130, 200],
    [0.03, 0.05],
    [2001, 5000],
  ])('a step of at least %d ms is %d ms', (least, step) => {
    expect(niceStepMs(least)).toBeCloseTo(step, 9);
  });
});

describe('ticksOf', () => {
  const labels = (endMs: number, widthPx: number): string[] =>
    ticksOf(endMs, widthPx / endMs, 80).map(({ label }) => label);

  test('seconds, with no more digits than the step has', () => {
    expect(labels(2150, 900)).toEqual([
      '0 s',
      '0.2 s',
      '0.4 s',
      '0.6 s',
      '0.8 s',
      '1.0 s',
      '1.2 s',
      '1.4 s',
      '1.6 s',
      '1.8 s',
      '2.0 s',
    ]);
    expect(labels(30_000, 600)).toEqual(['0 s', '5 s', '10 s', '15 s', '20 s', '25 s', '30 s']);
  });

  test('milliseconds for a run that is over at once', () => {
    expect(labels(11.8, 500)).toEqual(['0 s', '2 ms', '4 ms', '6 ms', '8 ms', '10 ms']);
    expect(labels(0.4, 400)).toEqual(['0 s', '0.1 ms', '0.2 ms', '0.3 ms', '0.4 ms']);
  });

  test('never closer than asked for', () => {
    for (const endMs of [0.01, 1, 37, 999, 4021, 30_000]) {
      const ticks = ticksOf(endMs, 700 / endMs, 70);
      for (const [index, tick] of ticks.slice(1).entries()) {
        expect((tick.atMs - (ticks[index]?.atMs ?? 0)) * (700 / endMs)).toBeGreaterThanOrEqual(69.99);
      }
    }
  });
});
