import { describe, expect, test } from 'vitest';
import { median, spread } from './row.js';
import { tableOf } from './table.js';

test.each([
  [[3], 3],
  [[1, 9, 2], 2],
  [[4, 1, 3, 2], 2.5],
])('the median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected);
});

test('nothing measured is not zero', () => {
  expect(() => spread([])).toThrow('nothing was measured');
});

describe('tableOf', () => {
  const table = tableOf([
    {
      part: 'clock',
      what: 'two 2 s requests',
      unit: 'ms',
      ...spread([2001, 2003, 2002]),
      promise: 'within 2 %',
      holds: true,
    },
    { part: 'verdicts', what: 'differences', unit: 'count', value: 3, promise: 'none', holds: false },
  ]);

  test('shows the median, the extremes and the number of repetitions', () => {
    expect(table).toMatch(/two 2 s requests +2002 ms +2001–2003 \(3×\)/);
  });

  test('says which promise is broken', () => {
    expect(table).toMatch(/none: BROKEN/);
    expect(table).toMatch(/within 2 %: holds/);
  });
});
