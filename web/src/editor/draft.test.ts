import { expect, test } from 'vitest';
import { parseDraft, sameFiles } from './draft.ts';

test.each([
  ['{}'],
  ['null'],
  ['{"files":[]}'],
  ['{"files":"main.py"}'],
  ['{"files":[{"name":1,"text":""}]}'],
])('what is no draft is none: %s', (text) => {
  expect(parseDraft(text)).toBeNull();
});

test('a draft whose file is gone shows its first one', () => {
  expect(parseDraft('{"files":[{"name":"a.py","text":"x"}],"active":"b.py"}')?.active).toBe('a.py');
});

test('the order of files makes no difference', () => {
  const a = { name: 'a', text: '1' };
  const b = { name: 'b', text: '2' };
  expect(sameFiles([a, b], [b, a])).toBe(true);
  expect(sameFiles([a], [a, b])).toBe(false);
  expect(sameFiles([a], [{ ...a, text: '3' }])).toBe(false);
});
