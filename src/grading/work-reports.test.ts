import { expect, it } from 'vitest';
import { aLane, aRun } from '../../test/support/runs.js';
import { workOf } from './work-reports.js';

const lanes = [
  aLane({ id: 0 }),
  aLane({ id: 1, kind: 'process', process: 1 }),
  aLane({ id: 2, kind: 'thread', process: 1 }),
];
const reportsOf = (...reports: [lane: number, data: unknown][]) =>
  aRun({}, { lanes, reported: reports.map(([lane, data], atMs) => ({ lane, atMs, data })) });

it('puts together what the threads of a process reported, in the order of time', () => {
  const run = reportsOf(
    [1, { role: 'pool' }],
    [1, { asked: 1, read: 0, parts: [[25, 25, [5525]]], got: [] }],
    [2, { asked: 1, read: 3, parts: [[4, 0, []]], got: [[7, 8]] }],
    [1, { asked: 2, read: 0, parts: [[1, 1, [4]]], got: [] }],
    [0, { asked: 0, read: 0, parts: [], got: [[5525], [4]] }],
  );
  expect(workOf(run)).toEqual([
    {
      process: 1,
      role: 'pool',
      asked: 3,
      sharedReads: 3,
      parts: [
        { multiplications: 25, squarings: 25, values: [5525] },
        { multiplications: 4, squarings: 0, values: [] },
        { multiplications: 1, squarings: 1, values: [4] },
      ],
      received: [[7, 8]],
    },
    { process: 0, role: null, asked: 0, sharedReads: 0, parts: [], received: [[5525], [4]] },
  ]);
});

it.each([
  ['text', 'hello'],
  ['null', null],
  ['a number', 7],
  ['an unknown role', { role: 'king' }],
  ['parts that are none', { parts: 'many', got: { length: 3 } }],
  ['a part of the wrong shape', { parts: [[1], [1, 2, ['x']], null, 'abc'], got: [['x'], 4] }],
])('takes nothing from %s, which the program may have written itself', (_, data) => {
  for (const work of workOf(reportsOf([1, data]))) {
    expect(work).toEqual({ process: 1, role: null, asked: 0, sharedReads: 0, parts: [], received: [] });
  }
});

it('leaves out a report of an unknown lane', () => {
  expect(workOf(reportsOf([9, { role: 'pool' }]))).toEqual([]);
});
