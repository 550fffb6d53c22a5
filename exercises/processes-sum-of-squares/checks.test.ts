import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/grading/checks-api.js';
import type { Lane, Output, Run } from '../../src/grading/timeline.js';
import { aLane, anOutput, aRun } from '../../test/support/runs.js';
import { checks } from './checks.js';

type Part = [multiplications: number, squarings: number, values: number[]];
interface Process {
  lane?: Partial<Lane>;
  role?: string;
  asked?: number;
  read?: number;
  parts?: Part[];
}
interface Program {
  main?: { parts?: Part[]; got?: number[][] };
  workers?: Process[];
  output?: Partial<Output>[];
  source?: string;
}

function runOf({ main = {}, workers = [], output = [{ text: '338350\n' }] }: Program, scenario: string): Run {
  const lanes = [aLane({ id: 0 })];
  const reported = [
    { lane: 0, atMs: 900, data: { asked: 0, read: 0, parts: main.parts ?? [], got: main.got ?? [] } },
  ];
  const roles: { lane: number; atMs: number; data: unknown }[] = [];
  workers.forEach(({ lane, role, asked = 0, read = 0, parts = [] }, at) => {
    const id = at + 1;
    lanes.push(aLane({ id, kind: 'process', startMs: 10 + at, endMs: 500, ...lane }));
    if (role) roles.push({ lane: id, atMs: 20, data: { role } });
    reported.push({ lane: id, atMs: 30, data: { asked, read, parts, got: [] } });
  });
  return aRun(
    { scenario },
    { lanes, reported: [...roles, ...reported], output: output.map((piece) => anOutput('', piece)) },
  );
}

function evidenceOf(program: Program): Evidence {
  const runs = ['main-first', 'free'].map((scenario) => runOf(program, scenario));
  return { files: { 'main.py': program.source ?? '' }, entry: 'main.py', runs, scenarios: [] };
}

function failing(program: Program): string[] {
  const evidence = evidenceOf(program);
  return Object.entries(checks)
    .filter(([, check]) => check(evidence).status !== 'passed')
    .map(([id]) => id);
}

const quarters = [5525, 37400, 100525, 194900];
const fourParts = quarters.map((value): Process => ({ parts: [[25, 25, [value]]] }));
const squares = Array.from({ length: 100 }, (_, at): Part => [1, 1, [(at + 1) ** 2]]);
const idlePool = { role: 'pool', asked: 1 };

describe('the answer', () => {
  it.each(['338350', 'The sum is 338,350.', '338350.0'])('is in %j', (text) => {
    expect(failing({ workers: fourParts, output: [{ text }] })).toEqual([]);
  });

  it.each(['', '338349', '1338350'])('is not in %j', (text) => {
    expect(failing({ workers: fourParts, output: [{ text }] })).toEqual(['answer']);
  });

  it('is found though other processes write into the line', () => {
    const output = [{ text: '338' }, { text: 'bye\n', lane: 1 }, { text: '350\n' }];
    expect(failing({ workers: fourParts, output })).toEqual([]);
  });

  it('may be logged, but not be in the report of an exception', () => {
    expect(
      failing({ workers: fourParts, output: [{ stream: 'stderr', text: 'INFO:root:338350\n' }] }),
    ).toEqual([]);
    const text = 'Traceback (most recent call last):\nAssertionError: 338350\n';
    expect(failing({ workers: fourParts, output: [{ stream: 'stderr', text }] })).toEqual(['answer']);
  });
});

describe('a right program', () => {
  it.each<[string, Program]>([
    ['gives each Process a part', { workers: fourParts }],
    [
      'has a pool in which one worker took everything',
      { workers: [{ ...idlePool, parts: squares }, idlePool, idlePool, idlePool] },
    ],
    [
      'has a pool whose idle worker was ended before it began',
      { workers: [{ ...idlePool, parts: squares }, idlePool, {}, {}] },
    ],
    ['computes by a formula', { workers: quarters.map((value) => ({ parts: [[6, 0, [value, 25]]] })) }],
    [
      'computes without any multiplication',
      { workers: quarters.map((value) => ({ parts: [[0, 0, [value, 25]]] })) },
    ],
    ['has a manager besides the four', { workers: [{ role: 'manager' }, ...fourParts] }],
    [
      'hands over square by square',
      { workers: [0, 1, 2, 3].map((k) => ({ parts: squares.slice(25 * k, 25 * k + 25) })) },
    ],
    [
      'has consumers of which one took everything',
      { workers: [{ asked: 101, parts: squares }, { asked: 1 }, { asked: 1 }, { asked: 1 }] },
    ],
    [
      'takes numbers from a shared counter',
      { workers: [{ read: 101, parts: [[100, 100, [338350]]] }, { read: 1 }, { read: 1 }, { read: 1 }] },
    ],
    [
      'checks itself in the main process',
      { main: { parts: [[100, 100, [338350]]], got: quarters.map((value) => [value]) }, workers: fourParts },
    ],
    [
      'replaces the workers of its pool',
      {
        workers: [
          ...fourParts,
          ...fourParts.map((each) => ({ ...each, lane: { startMs: 600, endMs: 800 } })),
        ],
      },
    ],
    [
      'has helpers of the interpreter beside the four',
      { workers: [{ lane: { role: 'resource-tracker' } }, ...fourParts] },
    ],
  ])('%s', (_, program) => {
    expect(failing(program)).toEqual([]);
  });
});

describe('a wrong program', () => {
  const idle: Process = {};
  it.each<[string, Program, string[]]>([
    [
      'computes in the main process',
      { main: { parts: [[100, 100, [338350]]] }, workers: [idle, idle, idle, idle] },
      ['split-work'],
    ],
    [
      'computes everything in each worker',
      { workers: fourParts.map(() => ({ parts: [[100, 100, [338350]]] })) },
      ['split-work'],
    ],
    [
      'computes everything in one worker',
      { workers: [{ parts: [[100, 100, [338350]]] }, idle, idle, idle] },
      ['split-work'],
    ],
    [
      'has one process with four parts, others that do nothing',
      { workers: [{ parts: fourParts.flatMap(({ parts = [] }) => parts) }, idle, idle, idle] },
      ['split-work'],
    ],
    [
      'gives a pool a single task',
      { workers: [{ ...idlePool, parts: [[100, 100, [338350]]] }, idlePool, idlePool, idlePool] },
      ['split-work'],
    ],
    [
      'returns numbers that stand in its text',
      {
        source: `parts = ${JSON.stringify(quarters)}`,
        workers: quarters.map((value) => ({ parts: [[0, 0, [value]]] })),
      },
      ['split-work'],
    ],
    [
      'computes once more because the results got lost',
      { main: { parts: [[100, 100, [338350]]] }, workers: fourParts },
      ['split-work'],
    ],
    ['has three workers', { workers: fourParts.slice(1) }, ['four-processes', 'split-work', 'parallel']],
    ['has eight workers', { workers: [...fourParts, idle, idle, idle, idle] }, ['four-processes']],
    [
      'joins in the starting loop',
      {
        workers: fourParts.map((each, at) => ({
          ...each,
          lane: { startMs: 100 * at, endMs: 100 * at + 90 },
        })),
      },
      ['parallel'],
    ],
  ])('%s', (_, program, expected) => {
    expect(failing(program)).toEqual(expected);
  });

  it('lets one process take every number from a queue', () => {
    const parts = Array.from({ length: 100 }, (): Part => [1, 1, []]);
    const verdict = checks['split-work']?.(evidenceOf({ workers: [{ asked: 101, parts }] }));
    expect(verdict?.message).toBe(
      'A single worker process did all 100 multiplications; four should share them.',
    );
  });

  it('with more than four processes earns half of the points', () => {
    const verdict = checks['four-processes']?.(evidenceOf({ workers: [...fourParts, idle] }));
    expect(verdict).toMatchObject({ status: 'partial', share: 0.5 });
  });
});
