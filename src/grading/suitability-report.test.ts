import { describe, expect, it } from 'vitest';
import { kindsNamedIn, readSuitability } from './suitability-report.js';

describe('which model a report says suits which task', () => {
  it.each<[string, string[], string[]]>([
    ['Threads are best suited for I/O-bound tasks, processes for CPU-bound ones.', ['threads'], []],
    ['Threads are better for I/O and processes for CPU.', ['threads'], ['processes']],
    [
      'For downloads threads are the better choice. For the computation processes were faster.',
      ['threads'],
      ['processes'],
    ],
    ['For the CPU-bound task processes were faster than threads.', [], ['processes']],
    ['For the CPU-bound task threads were slower than processes.', [], []],
    ['Multiprocessing outperformed multithreading on the CPU task.', [], ['processes']],
    ['## CPU\n\nThe threads took 0.6 s. The processes won clearly.', [], ['processes']],
    ['The CPU-bound task took 0.6 s with threads. Processes were faster.', [], ['processes']],
    ['Threads are faster for the CPU-bound task.', [], ['threads']],
    ['One might think that threads are faster for CPU-bound tasks.', [], []],
    ['I expected threads to be faster for computing.', [], []],
    ['Threads are not better for CPU-bound tasks.', [], []],
    ['Are threads better for the CPU-bound task?', [], []],
    ['For I/O both are equally fast.', [], []],
    ['Processes are better suited for I/O.', ['processes'], []],
    ['Threads were the best at both.', [], []],
    ['For I/O-bound tasks, where the network is slow, threads are ideal.', ['threads'], []],
  ])('%s', (text, io, cpu) => expect(readSuitability(text).claims).toEqual({ io, cpu }));
});

describe('the figures of a report', () => {
  const table =
    '| task | threads | processes |\n|---|---|---|\n| I/O | 2.03 | 2.09 |\n| CPU-bound | 0.61 s | 0.25 s |';
  const turned =
    '| model | I/O (ms) | CPU (ms) |\n|---|---|---|\n| threads | 2030 | 610.5 |\n| processes | 2090 | 250.5 |';
  const list =
    '- I/O, threads: 2.03 s\n- I/O, processes: 2.09 s\n- CPU, threads: 0.61 s\n- CPU, processes: 0.25 s';
  it.each<[string, string, object, object]>([
    ['in a table', table, { threads: 2030, processes: 2090 }, { threads: 610, processes: 250 }],
    [
      'in a table of milliseconds',
      turned,
      { threads: 2030, processes: 2090 },
      { threads: 610.5, processes: 250.5 },
    ],
    ['in a list', list, { threads: 2030, processes: 2090 }, { threads: 610, processes: 250 }],
    [
      'under headings',
      '## I/O\n\nThreads took 2.03 s.\n\n## CPU\n\nProcesses took 0.25 s.',
      { threads: 2030 },
      { processes: 250 },
    ],
    [
      'in sentences',
      'With threads the CPU-bound task took 0.61 s, and processes needed 0.25 s.',
      {},
      { threads: 610, processes: 250 },
    ],
    ['of something else', 'CPU: each thread took 0.2 s; sequentially, threads aside, 0.6 s.', {}, {}],
  ])('%s', (_, text, io, cpu) => {
    const { figures } = readSuitability(text);
    const leastOf = (of: typeof figures.io) =>
      Object.fromEntries(
        Object.entries(of).map(([model, figure]) => [model, Math.round(figure.leastMs * 10) / 10]),
      );
    expect([leastOf(figures.io), leastOf(figures.cpu)]).toEqual([io, cpu]);
  });
});

it.each<[string, object]>([
  ['', { namesModels: [], namesKinds: [], namesLock: false, words: 0 }],
  [
    'Threads wait well; processes compute sums, for the GIL.',
    { namesModels: ['threads', 'processes'], namesKinds: ['io', 'cpu'], namesLock: true },
  ],
  ['Only one thread at a time computes.', { namesKinds: ['cpu'], namesLock: true }],
  ['Computers have threads.', { namesKinds: [], namesLock: false }],
])('says what is named in %j', (text, expected) => expect(readSuitability(text)).toMatchObject(expected));

it.each<[string, string[]]>([
  ['io_threads: 2.0', ['io']],
  ['CPU bound, processes 0.2 s', ['cpu']],
  ['I/O 2.0 and CPU 0.3', ['io', 'cpu']],
  ['sleeping with threads: 2.0', ['io']],
  ['sum of squares with threads took 2 s', ['cpu']],
  ['thread pool: 2.0 s', []],
  ['computing the download sizes', ['cpu', 'io']],
])('finds the kinds of work in %j', (line, kinds) => expect(kindsNamedIn(line)).toEqual(kinds));

it.each<[string, boolean]>([
  ['Threads suit I/O-bound tasks; processes suit CPU-bound tasks.', true],
  ['I/O-bound work is fine with threads, and CPU-bound work needs processes.', true],
  ['Use threading for I/O-bound tasks and multiprocessing for CPU-bound tasks.', true],
  ['Processes are useless for downloads, and threads are enough.', true],
  ['I measured downloads and sums with threads and with processes.', false],
])('knows whether it says what suits in %j', (text, ranks) =>
  expect(readSuitability(text).ranks).toBe(ranks),
);
