import { describe, expect, test } from 'vitest';
import { groupsOpenTogether, type Interval, measure, pack, peakOf } from './intervals.ts';

const between = (startMs: number, endMs: number): Interval => ({ startMs, endMs });

describe('pack', () => {
  const rowsOf = (...intervals: Interval[]): number[] => pack(intervals).packed.map(({ row }) => row);

  test('two requests in flight together get a sub-row each', () => {
    expect(rowsOf(between(0, 2000), between(1, 2001))).toEqual([0, 1]);
  });

  test('one after the other they share one', () => {
    expect(rowsOf(between(0, 2000), between(2000, 4000))).toEqual([0, 0]);
  });

  test('a free sub-row is used again', () => {
    expect(rowsOf(between(0, 10), between(1, 30), between(12, 20), between(15, 40))).toEqual([0, 1, 0, 2]);
    expect(pack([between(0, 10), between(1, 30), between(12, 20)]).rows).toBe(2);
  });

  test('nothing overlaps in a sub-row, whatever comes', () => {
    const intervals = Array.from({ length: 200 }, (_, index) =>
      between((index * 37) % 101, ((index * 37) % 101) + 1 + ((index * 13) % 17)),
    );
    const { packed, rows } = pack(intervals);
    expect(rows).toBe(peakOf(intervals));
    for (const one of packed) {
      const others = packed.filter((other) => other !== one && other.row === one.row);
      expect(others.some(({ item }) => item.startMs < one.item.endMs && one.item.startMs < item.endMs)).toBe(
        false,
      );
    }
  });
});

describe('measure', () => {
  test.each([
    ['together', [between(0, 2000), between(0, 2000)], 2000, 1, 2],
    ['one after the other', [between(0, 2000), between(2000, 4000)], 4000, 0, 1],
    ['half', [between(0, 2000), between(1000, 3000)], 3000, 0.5, 2],
  ])('two intervals %s', (_, intervals, elapsedMs, overlap, peak) => {
    expect(measure(intervals)).toMatchObject({ elapsedMs, overlap, peak, serialMs: 4000, longestMs: 2000 });
  });

  test('with one interval there is no overlap to speak of, with none no measure', () => {
    expect(measure([between(5, 9)])?.overlap).toBeNull();
    expect(measure([])).toBeNull();
  });
});

test('groups hang together in time', () => {
  const groups = groupsOpenTogether([between(100, 130), between(0, 10), between(5, 20), between(20, 30)]);
  expect(groups.map(({ length }) => length)).toEqual([2, 1, 1]);
});
