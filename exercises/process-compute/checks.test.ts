import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/grading/checks-api.js';
import type { Lane, Span } from '../../src/grading/timeline.js';
import { aLane, anOutput, aRun } from '../../test/support/runs.js';
import { checks } from './checks.js';

const running = (lane: number, startMs: number, endMs: number): Span => {
  return { lane, kind: 'running', on: null, startMs, endMs, ended: 'woken' };
};
const waiting = (lane: number, startMs: number, endMs: number): Span => {
  return { lane, kind: 'waiting', on: 'lock', startMs, endMs, ended: 'woken' };
};

/** A worker for each list: when it computed. Between and after it waits for tasks. */
type Workers = [startMs: number, endMs: number][][];
interface Program {
  workers?: Workers;
  lanes?: (Partial<Lane> & Pick<Lane, 'id'>)[];
  printed?: string;
  source?: string;
}

const sums = ['8999995500000500000', '21333325333334000000', '41666654166667500000'];
const endOfAll = 2000;

function timelineOf({ workers = [], lanes = [], printed = sums.join('\n') }: Program) {
  const processes = workers.map((busy, at) => {
    const cpuMs = busy.reduce((sum, [startMs, endMs]) => sum + endMs - startMs, 1);
    return aLane({ id: at + 1, kind: 'process', cpuMs, endMs: endOfAll });
  });
  const spans = workers.flatMap((busy, at) => {
    const waits = [...busy, [endOfAll, endOfAll] as const].map(([startMs], index) => {
      return waiting(at + 1, busy[index - 1]?.[1] ?? 0, startMs);
    });
    return [...busy.map(([startMs, endMs]) => running(at + 1, startMs, endMs)), ...waits];
  });
  const main = aLane({ id: 0, cpuMs: 30 });
  return { lanes: [main, ...processes, ...lanes.map(aLane)], spans, output: [anOutput(`${printed}\n`)] };
}

function failing(program: Program): string[] {
  const runs = [aRun({ scenario: 'parent-first' }, timelineOf(program))];
  const evidence: Evidence = {
    files: { 'main.py': program.source ?? '' },
    entry: 'main.py',
    runs,
    scenarios: [],
  };
  const verdicts = Object.entries(checks).map(([id, check]) => ({ id, verdict: check(evidence) }));
  for (const { verdict } of verdicts) expect(verdict.message).not.toMatch(/undefined|NaN/);
  return verdicts.filter(({ verdict }) => verdict.share < 1).map(({ id }) => id);
}

const three: Workers = [[[0, 120]], [[0, 160]], [[0, 200]]];
const inTurn: Workers = [[[0, 120]], [[120, 280]], [[280, 480]]];

describe('three large sums', () => {
  it.each<[string, Program, string[]]>([
    ['three processes at once', { workers: three }, []],
    [
      'sizes of the lesson',
      {
        workers: [[[0, 400]], [[0, 800]], [[0, 1200]]],
        printed: '333333283333335000000 2666666466666670000000 8999999550000005000000',
      },
      [],
    ],
    [
      'a pool of four with parts',
      {
        workers: [
          [
            [0, 40],
            [41, 120],
          ],
          [[0, 120]],
          [[1, 118]],
          [
            [0, 60],
            [61, 125],
          ],
        ],
      },
      [],
    ],
    [
      'one after the other in a pool of one, and then at once',
      { workers: [[[0, 480]], [[600, 720]], [[600, 760]], [[600, 800]]] },
      [],
    ],
    [
      'numbers in groups',
      { workers: three, printed: '8,999,995,500,000,500,000 21_333_325_333_334_000_000 4.16666541666675e19' },
      [],
    ],
    ['the sums in its text, for a test', { workers: three, source: `assert x == [${sums.join(', ')}]` }, []],
    ['one after the other', { workers: inTurn }, ['parallel', 'shares-the-cores']],
    [
      'one after the other, all by the same worker of a pool',
      {
        workers: [
          [
            [0, 120],
            [121, 280],
            [281, 480],
          ],
          [],
          [],
        ],
      },
      ['parallel', 'shares-the-cores'],
    ],
    [
      'one task for a pool of three',
      { workers: [[[0, 480]], [], []] },
      ['processes', 'parallel', 'shares-the-cores'],
    ],
    [
      'two processes',
      {
        workers: [
          [
            [0, 120],
            [121, 320],
          ],
          [[0, 160]],
        ],
      },
      ['processes', 'shares-the-cores'],
    ],
    ['one with nearly all of it', { workers: [[[0, 400]], [[0, 40]], [[0, 40]]] }, ['shares-the-cores']],
    [
      'idle processes',
      { workers: [[[0, 3]], [[0, 3]], [[0, 3]]] },
      ['processes', 'parallel', 'shares-the-cores'],
    ],
    [
      'idle processes, sums typed in',
      { workers: [[[0, 3]], [[0, 3]], [[0, 3]]], source: sums.join() },
      ['answers', 'processes', 'parallel', 'shares-the-cores'],
    ],
    [
      'threads',
      { lanes: [1, 2, 3].map((id) => ({ id, cpuMs: 150 })) },
      ['processes', 'parallel', 'shares-the-cores'],
    ],
    ['one sum missing', { workers: three, printed: sums.slice(1).join(' ') }, ['answers']],
    [
      'sums of two lessons mixed',
      { workers: three, printed: `${sums[0]} 2666666466666670000000 8999999550000005000000` },
      ['answers'],
    ],
    [
      'one number too far',
      { workers: three, printed: '9000004500000500000 21333341333334000000 41666679166667500000' },
      ['answers'],
    ],
    ['nothing', { printed: '' }, ['answers', 'processes', 'parallel', 'shares-the-cores']],
  ])('%s', (_, program, expected) => expect(failing(program)).toEqual(expected));
});

describe('what is said of sums that are not right', () => {
  const answersOf = (printed: string, source = ''): string => {
    const runs = [aRun({ scenario: 'parent-first' }, timelineOf({ workers: three, printed }))];
    const verdict = checks.answers?.({ files: { 'main.py': source }, entry: 'main.py', runs, scenarios: [] });
    return `${verdict?.message} ${verdict?.hint}`;
  };
  const sumTo = (last: bigint): bigint => (last * (last + 1n) * (2n * last + 1n)) / 6n;
  const besides = (sizes: bigint[], by: bigint) =>
    sizes.map((n) => sumTo(n * 1_000_000n - 1n + by)).join(' ');

  it.each<[string, string, string, RegExp]>([
    ['one too far', besides([3n, 4n, 5n], 1n), '', /3 million and 4 million and 5 million.* too far/],
    ['of the lesson, one too far', besides([10n, 20n, 30n], 1n), '', /10 million and 20 million.* too far/],
    ['of the lesson, one too soon', besides([10n, 20n, 30n], -1n), '', /10 million and .* too soon/],
    [
      'of the lesson, by its text',
      '1 2 3',
      'sizes = [10_000_000, 20000000]',
      /are 10 million, 20 million, 30/,
    ],
    ['unknown', '1 2 3', 'n = 13000000', /The sizes are 3 million, 4 million, 5 million/],
  ])('%s', (_, printed, source, expected) => {
    expect(answersOf(printed, source)).toMatch(expected);
  });
});
