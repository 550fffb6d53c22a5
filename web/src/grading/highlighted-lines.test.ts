import { expect, test } from 'vitest';
import { highlightedLines } from './highlighted-lines.ts';

test('lines stay lines, and keywords are known', () => {
  const lines = highlightedLines('main.py', 'import asyncio\n\nx = "a"');
  expect(lines.map((tokens) => tokens.map(({ text }) => text).join(''))).toEqual([
    'import asyncio',
    '',
    'x = "a"',
  ]);
  expect(lines[0]?.[0]).toEqual({ text: 'import', kind: 'tok-keyword' });
});

test('a report is plain text', () => {
  expect(highlightedLines('report.md', '# import\nx')).toEqual([
    [{ text: '# import', kind: '' }],
    [{ text: 'x', kind: '' }],
  ]);
});

test.each(['main.mjs', 'main.js', 'main.ts'])('keywords of %s are known', (name) => {
  expect(highlightedLines(name, 'const a = 1;')[0]?.[0]).toEqual({ text: 'const', kind: 'tok-keyword' });
});
