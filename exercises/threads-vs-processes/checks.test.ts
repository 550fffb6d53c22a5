import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/grading/checks-api.js';
import type { Lane, RequestRecord, Span } from '../../src/grading/timeline.js';
import { aLane, anOutput, aRequest, aRun, aSleep } from '../../test/support/runs.js';
import { checks } from './checks.js';

const running = (lane: number, startMs: number, endMs: number): Span => {
  return { lane, kind: 'running', on: null, startMs, endMs, ended: 'woken' };
};

interface Part {
  lanes: Lane[];
  spans?: Span[];
  requests?: RequestRecord[];
}

/** Two workers at once from `atMs`: threads are lanes of the main process. */
const waiting = (first: number, kind: Lane['kind'], atMs: number): Part => ({
  lanes: [first, first + 1].map((id) => aLane({ id, kind, startMs: atMs, endMs: atMs + 2000 })),
  requests: [first, first + 1].map((id) => aRequest(id, atMs + 5, atMs + 2000)),
});
const computing = (first: number, kind: Lane['kind'], atMs: number, ms: number): Part => ({
  lanes: [first, first + 1].map((id) => aLane({ id, kind, startMs: atMs, endMs: atMs + ms, cpuMs: 200 })),
  spans: [first, first + 1].map((id) => running(id, atMs, atMs + ms)),
});

const ioThreads = waiting(1, 'thread', 0);
const ioProcesses = waiting(3, 'process', 2000);
const cpuThreads = computing(5, 'thread', 4000, 400);
const cpuProcesses = computing(7, 'process', 4400, 200);
const all = [ioThreads, ioProcesses, cpuThreads, cpuProcesses];

const printed = [
  [2010, 'I/O threads: 2.00 s'],
  [4010, 'I/O processes: 2.00 s'],
  [4401, 'CPU threads: 0.40 s'],
  [4601, 'CPU processes: 0.20 s'],
] as const;
const goodReport = `For I/O threads and processes took 2.0 s each. For the CPU-bound task processes were faster than threads, as
the GIL lets only one thread compute at a time. So threads suit I/O and processes computing.`;

interface Program {
  parts?: Part[];
  output?: readonly (readonly [number, string])[];
  report?: string;
}

function verdictsOf({ parts = all, output = printed, report = goodReport }: Program) {
  const timeline = {
    lanes: [aLane({ id: 0, endMs: 4700 }), ...parts.flatMap(({ lanes }) => lanes)],
    spans: parts.flatMap(({ spans = [] }) => spans),
    requests: parts.flatMap(({ requests = [] }) => requests),
    output: output.map(([atMs, text]) => anOutput(`${text}\n`, { atMs })),
  };
  const runs = ['as-asked', 'slowing-network'].map((scenario) => aRun({ scenario }, timeline));
  const evidence: Evidence = { files: { 'report.md': report }, entry: 'main.py', runs, scenarios: [] };
  return Object.entries(checks).map(([id, check]) => ({ id, ...check(evidence) }));
}

function failing(program: Program): string[] {
  const verdicts = verdictsOf(program);
  for (const { message, hint } of verdicts) expect(`${message} ${hint}`).not.toMatch(/undefined|NaN/);
  return verdicts.filter(({ share }) => share < 1).map(({ id }) => id);
}

const asleep = (first: number, kind: Lane['kind'], atMs: number): Part => ({
  lanes: waiting(first, kind, atMs).lanes,
  spans: [first, first + 1].map((id) => aSleep(id, atMs, atMs + 2000)),
});
const inTurn = (first: number, kind: Lane['kind'], atMs: number, ms: number): Part => ({
  lanes: [0, 1].map((at) =>
    aLane({
      id: first + at,
      kind,
      startMs: atMs + (at * ms) / 2,
      endMs: atMs + ((at + 1) * ms) / 2,
      cpuMs: ms / 2,
    }),
  ),
  spans: [0, 1].map((at) => running(first + at, atMs + (at * ms) / 2, atMs + ((at + 1) * ms) / 2)),
});

describe('threads or processes', () => {
  it.each<[string, Program, string[]]>([
    ['all four', {}, []],
    [
      'sleeps in place of downloads',
      { parts: [asleep(1, 'thread', 0), asleep(3, 'process', 2000), cpuThreads, cpuProcesses] },
      [],
    ],
    [
      'threads that compute in turn',
      { parts: [ioThreads, ioProcesses, inTurn(5, 'thread', 4000, 400), cpuProcesses] },
      ['cpu-threads'],
    ],
    [
      'processes that compute in turn',
      { parts: [ioThreads, ioProcesses, cpuThreads, inTurn(7, 'process', 4400, 200)] },
      ['cpu-processes'],
    ],
    ['no processes that wait', { parts: [ioThreads, cpuThreads, cpuProcesses] }, ['io-processes', 'timings']],
    [
      'no threads that compute',
      { parts: [ioThreads, ioProcesses, cpuProcesses] },
      ['cpu-threads', 'timings'],
    ],
    ['no times', { output: [] }, ['timings']],
    [
      'times in a table, without names',
      {
        output: [
          [4700, 'task threads processes'],
          [4700, 'I/O 2.0 2.0'],
          [4700, 'CPU 0.40 0.20'],
        ],
      },
      [],
    ],
    [
      'one time for both tasks',
      {
        output: [
          [4700, 'threads 2.40 s'],
          [4700, 'processes 2.20 s'],
        ],
      },
      ['timings'],
    ],
    ['times before they were', { output: printed.map(([, text]) => [0, text] as const) }, ['timings']],
    [
      'computing times exchanged',
      { output: [...printed.slice(0, 2), [4601, 'CPU processes: 0.40 s'], [4601, 'CPU threads: 0.20 s']] },
      ['timings'],
    ],
    [
      'nothing at all',
      { parts: [], output: [], report: '' },
      ['io-threads', 'io-processes', 'cpu-threads', 'cpu-processes', 'timings', 'report'],
    ],
  ])('%s', (_, program, expected) => expect(failing(program)).toEqual(expected));

  it.each<[string, string, boolean]>([
    ['good', goodReport, true],
    ['empty', '# Report', false],
    [
      'on one task',
      'Downloading took 2.0 s with threads and 2.1 s with processes. Threads are better, since the GIL does not matter while they wait.',
      false,
    ],
    ['without the lock', goodReport.replace(/as\nthe GIL[^.]*/, 'as there are more cores'), false],
    ['too short', 'I/O: threads. CPU: processes are best, GIL.', false],
    [
      'the other way round',
      `${goodReport.replace(/processes were faster than threads/, 'threads were faster than processes').replace(/ So.*/, '')}`,
      false,
    ],
    [
      'figures turned round',
      `${goodReport}\n\n| | threads | processes |\n|-|-|-|\n| I/O | 9.5 s | 1.5 s |`,
      false,
    ],
    [
      'in other words',
      'Processes with their own interpreter beat the GIL when summing squares on the CPU; while waiting for a download there was no difference at all to threads.',
      true,
    ],
  ])('a report that is %s', (_, report, isGood) =>
    expect(failing({ report })).toEqual(isGood ? [] : ['report']),
  );
});
