import { expect, test } from 'vitest';
import { changedLines } from './changed-lines.ts';

const shown = (before: string, after: string): string[] =>
  changedLines(before, after).map(({ change, text }) => `${change}: ${text}`);

test('a changed line is one removed and one added', () => {
  expect(shown('a\nb\nc\n', 'a\nB\nc\n')).toEqual(['same: a', 'removed: b', 'added: B', 'same: c']);
});

test('what is far from every change is left out', () => {
  const lines = Array.from({ length: 12 }, (_, index) => `${index}`);
  const before = `${lines.join('\n')}\n`;
  expect(shown(before, `${before}new\n`)).toEqual([
    'left-out: 9 lines that are the same',
    'same: 9',
    'same: 10',
    'same: 11',
    'added: new',
  ]);
});

test('each line knows where it stands: what was removed in the file before, the others in the one after', () => {
  const at = changedLines('a\nb\nc\nd\n', 'x\na\nc\nd\ne\n').map((line) => [line.change, line.text, line.at]);
  expect(at).toEqual([
    ['added', 'x', 0],
    ['same', 'a', 1],
    ['removed', 'b', 1],
    ['same', 'c', 2],
    ['same', 'd', 3],
    ['added', 'e', 4],
  ]);
});
