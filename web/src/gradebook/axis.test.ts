import { expect, test } from 'vitest';
import { axisTo } from './axis.ts';

test.each([
  [1, [0, 1]],
  [3, [0, 1, 2, 3]],
  [7, [0, 2, 4, 6, 8]],
  [38, [0, 10, 20, 30, 40]],
  [40, [0, 10, 20, 30, 40]],
  [41, [0, 20, 40, 60]],
  [1800, [0, 500, 1000, 1500, 2000]],
])('counts up to %d stand on the ticks %j', (most, ticks) => {
  expect(axisTo(most)).toEqual({ top: ticks.at(-1), ticks });
});
