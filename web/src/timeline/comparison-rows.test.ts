import { expect, test } from 'vitest';
import { comparedRows } from './comparison-rows.ts';
import { requestOf, runOf } from './run-for-tests.ts';
import { storyOf } from './story.ts';

const rowsFor = (...requests: ReturnType<typeof requestOf>[]) => {
  const { comparison } = storyOf(runOf({ requests }));
  if (!comparison) throw new Error('no comparison');
  return comparedRows(comparison).map(({ id, totalMs, subRows, bars }) => ({
    id,
    totalMs,
    subRows,
    ends: bars.map(({ endMs }) => endMs),
  }));
};

test('together: stacked now, end to end otherwise', () => {
  expect(rowsFor(requestOf(0, 100, 2100), requestOf(0, 100, 2100))).toEqual([
    { id: 'this-run', totalMs: 2000, subRows: 2, ends: [2000, 2000] },
    { id: 'serial', totalMs: 4000, subRows: 1, ends: [2000, 4000] },
  ]);
});

test('one after the other: end to end now, stacked if they overlapped', () => {
  expect(rowsFor(requestOf(0, 100, 2100), requestOf(0, 2100, 4100))).toEqual([
    { id: 'this-run', totalMs: 4000, subRows: 1, ends: [2000, 4000] },
    { id: 'together', totalMs: 2000, subRows: 2, ends: [2000, 2000] },
  ]);
});
