import { expect, test } from 'vitest';
import type { Exercise } from '../api/types.ts';
import { chosenLanguage, inLanguage } from './language.tsx';

const own = {
  statement: 'With promises.',
  checks: [{ id: 'runs', title: 'Settles', points: 10 }],
  files: [],
};
const exercise = {
  statement: 'With asyncio.',
  checks: [{ id: 'runs', title: 'Runs', points: 10 }],
  languages: { python: { ...own, statement: 'With asyncio.' }, javascript: own },
} as unknown as Exercise;

test.each([
  ['javascript', 'javascript'],
  ['python', 'python'],
  ['cobol', 'python'],
  ['constructor', 'python'],
  [null, 'python'],
])('asked for %s, %s is shown', (wanted, shown) => {
  expect(chosenLanguage(exercise, wanted)).toBe(shown);
});

test('a language has its own statement and its own titles of checks', () => {
  expect(inLanguage(exercise, 'javascript')).toMatchObject({ statement: own.statement, checks: own.checks });
});
