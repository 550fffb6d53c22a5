import { describe, expect, it } from 'vitest';
import { printedTimesOf, timesInText } from './printed-times.js';
import type { Run } from './timeline.js';

const readingsOf = (text: string): number[][] =>
  timesInText(text).map(({ readings }) => readings.map(({ ms }) => Math.round(ms * 1000) / 1000));

describe('times in a text', () => {
  it.each<[string, number[][]]>([
    ['threads: 2.01', [[2010]]],
    ['threads:2.01s', [[2010]]],
    ['took 2.01 seconds', [[2010]]],
    ['2010 ms', [[2010]]],
    ['2010.5ms', [[2010.5]]],
    ['2,010 ms', [[2010]]],
    ['2,01 s', [[2010]]],
    ['0:00:02.010000', [[2010]]],
    ['00:02.01', [[2010]]],
    ['took 2 s', [[2000]]],
    ['Time: 2', [[2000]]],
    ['threads = 2', [[2000]]],
    ['0.03 minutes', [[1800]]],
    ['started at time 1767258000.12', [[]]],
    ['2.01e+00 s', [[2010]]],
    ['2010000000 ns', [[2010]]],
    ['elapsed 2010.5', [[2010500, 2010.5]]],
    ['[2.01,2.05,2.03]', [[2010], [2050], [2030]]],
    ['{"threads": 2.01, "processes": 2.05}', [[2010], [2050]]],
    ['| 2.01 | 2.05 |', [[2010], [2050]]],
    ['2.01/2.05/2.03 s', [[2010], [2050], [2030]]],
    ['2.03秒', [[2030]]],
    ["{ way: 'workers', ms: 2030 },", [[2030000, 2030]]],
    ["│ 0 │ 'workers' │ 2030 │ 3 │", [[0], [2030000, 2030], [3000]]],
  ])('%s', (text, expected) => expect(readingsOf(text)).toEqual(expected));

  it.each([
    'downloaded 3 files',
    '12.5 KB',
    '1.9x faster',
    '95.5 %',
    '1.45 files per second',
    '3.2 MB/s',
    '1.45 / s',
    '0.5 s/file',
    'worker1 done',
    'v2.01',
    'step 2 of 3',
  ])('none in: %s', (text) => expect(readingsOf(text)).toEqual([]));
});

function timesPrinted(...lines: string[]) {
  const output = lines.map((text, at) => ({ lane: 0, stream: 'stdout', atMs: at, text: `${text}\n` }));
  return printedTimesOf({ timeline: { output } } as unknown as Run).map(({ text, models }) => [
    text,
    ...models,
  ]);
}

describe('the model that a printed time is for', () => {
  it.each<[string, string[][]]>([
    ['Multithreading took 2.01 s', [['2.01 s', 'threads']]],
    ['run_processes: 2.01', [['2.01', 'processes']]],
    ['ProcessPoolExecutor -> 2.01', [['2.01', 'processes']]],
    ['aiohttp 2.01', [['2.01', 'asyncio']]],
    ['2.01 s with coroutines', [['2.01 s', 'asyncio']]],
    ['Time taken: 2.01', [['2.01']]],
    ['sequential: 6.01', []],
    ['Synchronous: 6.01 s', []],
    ['single-threaded: 6.01 s', []],
    ['threads 2.01 s, sequential 6.0 s', [['2.01 s', 'threads']]],
    ['Processing took 2.01 s', [['2.01 s']]],
    ['https://httpbin.org/delay/2 by threads in 2.01 s', [['2.01 s', 'threads']]],
    ['2026-01-01 09:00:02.123 asyncio 2.01', [['2.01', 'asyncio']]],
    ['\u001b[32mthreads\u001b[0m 2.01', [['2.01', 'threads']]],
    [
      'Thread: 2.01 / Process: 2.05',
      [
        ['2.01', 'threads', 'processes'],
        ['2.05', 'processes'],
      ],
    ],
    ['threads......2.01', [['2.01', 'threads']]],
    ['saved 1.jpg and file2.png with threads', []],
  ])('%s', (line, expected) => expect(timesPrinted(line)).toEqual(expected));

  it('puts together what print writes in pieces', () => {
    const output = ['threads: ', '2.0', '1\n'].map((text) => ({ lane: 0, stream: 'stdout', atMs: 1, text }));
    const run = { timeline: { output } } as unknown as Run;
    expect(printedTimesOf(run).map(({ text }) => text)).toEqual(['2.01']);
  });

  describe('so that no output, however long, costs much', () => {
    it('reads only the beginning of a line', () => {
      const times = timesPrinted(
        `${'1.2 '.repeat(25_000)}threads 7.5 s`,
        `threads 1.5 s ${'-'.repeat(100_000)}`,
      );
      expect(times).toHaveLength(101);
      expect(times.at(-1)).toEqual(['1.5 s', 'threads']);
    });

    it('reads only the first and the last of many lines', () => {
      const times = timesPrinted(...Array.from({ length: 50_000 }, (_, at) => `threads 1.${at} s`));
      expect(times).toHaveLength(1000);
      expect(times[499]).toEqual(['1.499 s', 'threads']);
      expect(times[500]).toEqual(['1.49500 s', 'threads']);
    });
  });
});
