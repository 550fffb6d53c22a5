import { expect, it } from 'vitest';
import { anOutput, aRun } from '../../test/support/runs.js';
import type { Run } from './timeline.js';
import { linesOf, spansDuring } from './timeline-selectors.js';

it('finds the spans of one lane that lie in an interval, wholly or in part', () => {
  const spans = [
    [0, 0, 10],
    [0, 10, 20],
    [1, 5, 15],
    [0, 20, 30],
    [0, 30, 40],
  ].map(([lane, startMs, endMs]) => ({ lane, startMs, endMs }));
  const run = { timeline: { spans } } as unknown as Run;
  const found = (lane: number, startMs: number, endMs: number) =>
    spansDuring(run, lane, { startMs, endMs }).map((span) => span.startMs);
  expect(found(0, 10, 30)).toEqual([10, 20]);
  expect(found(0, 9, 31)).toEqual([0, 10, 20, 30]);
  expect(found(0, 22, 23)).toEqual([20]);
  expect(found(1, 0, 100)).toEqual([5]);
  expect(found(0, 40, 50)).toEqual([]);
  expect(found(2, 0, 50)).toEqual([]);
});

it('puts lines together that were written in pieces, each lane for itself', () => {
  const output = [
    anOutput('a', { atMs: 1 }),
    anOutput('x\n\ny', { lane: 1, atMs: 2 }),
    anOutput('', { atMs: 3 }),
    anOutput('b\nc\nd', { atMs: 4 }),
    anOutput('\n', { atMs: 5 }),
    anOutput('z', { lane: 1, atMs: 6 }),
  ];
  const lines = linesOf(aRun({}, { output }), 'stdout').map(({ text, lane, atMs }) => [text, lane, atMs]);
  expect(lines).toEqual([
    ['x', 1, 2],
    ['ab', 0, 4],
    ['c', 0, 4],
    ['d', 0, 5],
    ['yz', 1, 6],
  ]);
});
