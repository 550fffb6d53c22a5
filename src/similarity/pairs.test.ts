import { describe, expect, it } from 'vitest';
import { groupsOf } from './groups.js';
import { similarPairs } from './pairs.js';

const programs = (...hashes: number[][]) => hashes.map((each) => ({ hashes: Int32Array.from(each) }));

describe('similarPairs', () => {
  it.each([
    ['the same', [1, 2, 3], [1, 2, 3], 1],
    ['half of each', [1, 2, 3, 4], [3, 4, 5, 6], 0.5],
    ['all of the shorter one', [1], [1, 2, 3], 0.5],
    ['something said twice', [1, 1, 2], [1, 3], 3 / 5],
  ])('%s', (_what, left, right, similarity) => {
    expect(similarPairs(programs(left, right), 0.1, 10).kept).toEqual([{ left: 0, right: 1, similarity }]);
  });

  it('finds no pair where nothing is shared, or nothing is there', () => {
    expect(similarPairs(programs([1, 2], [3], [], []), 0.1, 10)).toEqual({ kept: [], found: 0 });
  });

  it('keeps those from the threshold on, the most similar first', () => {
    const { kept, found } = similarPairs(
      programs([1, 2, 3, 4], [1, 2, 3, 9], [1, 2, 3, 4], [1, 7, 8, 9]),
      0.75,
      10,
    );
    expect(found).toBe(3);
    expect(kept).toEqual([
      { left: 0, right: 2, similarity: 1 },
      { left: 0, right: 1, similarity: 0.75 },
      { left: 1, right: 2, similarity: 0.75 },
    ]);
  });

  it('keeps few of many, but whoever belongs together stays together', () => {
    const alike = Array.from({ length: 60 }, (_, at) => [1, 2, 3, 100 + at]);
    const { kept, found } = similarPairs(programs(...alike), 0.5, 5);
    expect(found).toBe((60 * 59) / 2);
    expect(kept.length).toBeLessThanOrEqual(59 + 5);
    const pairs = kept.map(({ left, right }) => ({ leftId: `${left}`, rightId: `${right}` }));
    expect(groupsOf(pairs).map((group) => group.length)).toEqual([60]);
  });
});

describe('groupsOf', () => {
  it('connects through others, the largest first', () => {
    const pairs = [
      ['x', 'y'],
      ['a', 'b'],
      ['c', 'd'],
      ['b', 'c'],
    ].map(([leftId = '', rightId = '']) => ({ leftId, rightId }));
    expect(groupsOf(pairs)).toEqual([
      ['a', 'b', 'c', 'd'],
      ['x', 'y'],
    ]);
    expect(groupsOf([])).toEqual([]);
  });
});
