import { expect, test } from 'vitest';
import { actionWords, detailWords } from './audit-words.ts';

test('actions and details are words', () => {
  expect(actionWords('score-override-ended')).toBe('Score override ended');
  expect(
    detailWords({
      check: 'concurrent',
      pointsBefore: 10,
      reason: 'It did overlap.',
      assignment: '7d0f5a52-5f1e-4f0e-9d5f-1c2a51c0f001',
      rubric: { choice: 3 },
      nothing: null,
    }),
  ).toBe('check: concurrent · points before: 10 · reason: It did overlap. · rubric: {"choice":3}');
});
