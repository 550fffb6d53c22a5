import { expect, it } from 'vitest';
import { pythonTokenizer } from './python-tokens.js';

const tokenize = await pythonTokenizer();
const kinds = (text: string) => tokenize(text).kinds.filter((kind) => kind !== '(' && kind !== ')');

it('sees kinds of syntax, and where they stand', () => {
  const { kinds: all, lines } = tokenize('x = 1\n\ny = f(x)\n');
  expect(all.slice(0, 7)).toEqual(['(', 'expression_statement', '(', 'assignment', '(', 'identifier', ')']);
  expect(lines[all.indexOf('call')]).toBe(3);
  expect(Math.max(...lines)).toBe(3);
  expect(all.filter((kind) => kind === '(')).toHaveLength(all.filter((kind) => kind === ')').length);
});

it.each([
  ['names', 'total = add(1, 2)', 'sum_ = plus(1, 2)'],
  ['literals', 'x = f("a", 1)', 'x = f("quite another text", 20000)'],
  ['comments', '# mine\nx = 1  # so\n', 'x = 1\n'],
  ['layout', 'if x:\n  y = 1\n\n\nz = 2', 'if x:\n        y = 1\nz = 2'],
])('sees nothing of %s', (_what, one, other) => {
  expect(kinds(one)).toEqual(kinds(other));
});

it('goes on after what is no Python', () => {
  const broken = kinds('def f(:\n  return\nfor x in range(3):\n  print(x)\n');
  expect(broken).toContain('for_statement');
  expect(kinds('')).toEqual([]);
  expect(kinds('\u{1f9f5} ???')).toContain('ERROR');
});

it('bears programs nested deeper than a stack, or longer than anybody reads', { timeout: 60_000 }, () => {
  expect(tokenize(`${'('.repeat(20_000)}1${')'.repeat(20_000)}`).kinds.length).toBeGreaterThan(20_000);
  const { kinds: many } = tokenize('x = f(1)\n'.repeat(28_000));
  expect(many.length).toBeLessThan(110_000);
});
