import { expect, test } from 'vitest';
import { changeWords, scopeWords } from './regrade-words.ts';

test.each([
  [40, 44.5, '+4.5'],
  [40, 38, '−2'],
  [0.1, 0.1, '0'],
  [0.1, 0.3, '+0.2'],
])('from %d to %d is %s', (before, after, words) => {
  expect(changeWords(before, after)).toBe(words);
});

test('what a set is made of is said in words', () => {
  const assignment = { id: '1', title: 'Futures' };
  expect(scopeWords({ submission: null, assignment: null })).toBe('The whole course');
  expect(scopeWords({ submission: null, assignment })).toBe('Futures');
  expect(scopeWords({ submission: '2', assignment })).toBe('One submission of Futures');
});
