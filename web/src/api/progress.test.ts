import { expect, test } from 'vitest';
import { progressOf, progressWords } from './progress.ts';

test.each([
  ['queued', { position: 3 }, 'Queued at position 3'],
  ['queued', { position: 1 }, 'Queued: next'],
  ['running', { scenario: 'first-slower', index: 2, total: 3 }, 'Running scenario 2 of 3'],
  ['running', {}, 'Running'],
  ['checking', {}, 'Checking what was seen'],
  ['graded', { score: 100, maxScore: 100 }, 'Graded'],
])('%s %j is "%s"', (event, data, words) => {
  const progress = progressOf(event, data);
  expect(progress && progressWords(progress)).toBe(words);
});

test('an event that this version does not know is left alone', () => {
  expect(progressOf('rescored', {})).toBeNull();
});
