import { expect, test } from 'vitest';
import { sizeColumns } from './change-sizes.ts';

const sizes = [
  { from: 0, below: 5, gain: 2, lose: 1 },
  { from: 5, below: 50, gain: 0, lose: 3 },
  { from: 50, below: null, gain: 4, lose: 0 },
];

test('from the greatest loss to the greatest gain', () => {
  expect(sizeColumns(sizes).map(({ words, label, tone }) => [words, label, tone])).toEqual([
    ['lose 50 points or more: 0', '−50', 'bad'],
    ['lose 5 to 50 points: 3', '−5', 'bad'],
    ['lose less than 5 points: 1', '−<5', 'bad'],
    ['gain less than 5 points: 2', '+<5', 'good'],
    ['gain 5 to 50 points: 0', '+5', 'good'],
    ['gain 50 points or more: 4', '+50', 'good'],
  ]);
});
