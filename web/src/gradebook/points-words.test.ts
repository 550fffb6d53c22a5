import { expect, test } from 'vitest';
import { markWords, percentWords, pointsWords } from './points-words.ts';

test.each([
  [10, '10'],
  [7.5, '7.5'],
  [1 / 3, '0.33'],
  [1250, '1,250'],
])('%d points are written %s', (points, words) => {
  expect(pointsWords(points)).toBe(words);
});

test('a share is said in whole per cent', () => {
  expect(percentWords(0.666)).toBe('67 %');
});

test('marks are said in the order in which they are drawn', () => {
  expect(markWords({ latePercent: 20, isOverridden: true, awaitsReview: true })).toEqual([
    'late, 20 % off',
    'set by a person',
    'waits for a person',
  ]);
  expect(markWords({ latePercent: 0, isOverridden: false, awaitsReview: false })).toEqual([]);
});
