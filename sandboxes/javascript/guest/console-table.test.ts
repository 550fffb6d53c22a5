import { Console } from 'node:console';
import { PassThrough } from 'node:stream';
import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { tableOf } from './console-table.js';

function asNodeDraws(data: unknown, names: string[] | undefined): string {
  const stdout = new PassThrough();
  new Console({ stdout }).table(data, names);
  return String(stdout.read());
}

it.each<[string, unknown, string[]?]>([
  [
    'rows of the same names',
    [
      { way: 'threads', ms: 2010.5 },
      { way: 'asyncio', ms: 2001 },
    ],
  ],
  ['rows of different names', [{ a: 1 }, { b: [1, 2, 3, 4] }, { a: { x: 1, y: 2, z: 3 }, c: { x: 1 } }]],
  ['an object of rows', { threads: { time: '2.0 s' }, processes: { time: '2.1 s', best: true } }],
  ['values alone', ['one', 2, null, undefined]],
  ['values among rows', [{ a: 1 }, 'two', () => 3]],
  [
    'arrays',
    [
      [1, 2],
      [3, 4, 5],
    ],
  ],
  ['only some columns', [{ a: 1, b: 2 }, { a: 3 }], ['b', 'none']],
  [
    'a map',
    new Map<unknown, unknown>([
      ['one', 1],
      [{ two: 2 }, [2]],
    ]),
  ],
  ['a set', new Set(['a', 'b'])],
  ['nothing', []],
])('draws %s as Node does', (_, data, names) => {
  expect(`${tableOf(data, names, inspect)}\n`).toBe(asNodeDraws(data, names));
});

it.each([['text'], [5], [null], [undefined]])('has no table for %s', (data) => {
  expect(tableOf(data, undefined, inspect)).toBeNull();
});
