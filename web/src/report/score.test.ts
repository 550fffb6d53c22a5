import { expect, test } from 'vitest';
import type { CheckStatus } from '../api/types.ts';
import { scoreWords } from './score-words.ts';

const checks = (...statuses: CheckStatus[]) =>
  statuses.map((status, index) => ({
    id: String(index),
    title: '',
    points: 10,
    earned: 0,
    status,
    message: '',
    hint: null,
  }));

test.each([
  [checks('passed', 'passed'), 'All 2 checks passed.'],
  [checks('passed'), 'The check passed.'],
  [
    checks('passed', 'failed', 'not-reached', 'not-reached'),
    '1 of 4 checks passed, 1 failed, 2 not reached.',
  ],
  [checks('partial', 'passed'), '1 of 2 checks passed, 1 in part.'],
])('%#', (given, words) => {
  expect(scoreWords(given)).toBe(words);
});
