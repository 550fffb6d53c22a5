import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/grading/checks-api.js';
import type { Lane, Output, Run, Span } from '../../src/grading/timeline.js';
import { aLane, anOutput, aRun, aSleep } from '../../test/support/runs.js';
import { checks } from './checks.js';

/** What one thread does: naps (start and end in ms) and when it prints. */
interface Thread {
  naps?: [startMs: number, endMs: number][];
  prints?: number[];
  spans?: Partial<Span>[];
  output?: Partial<Output>[];
  lane?: Partial<Lane>;
}

function runOf(threads: Thread[], run: Partial<Run> = {}): Run {
  const lanes = [aLane({ id: 0 })];
  const spans: Span[] = [];
  const output: Output[] = [];
  threads.forEach((thread, at) => {
    const id = at + 1;
    lanes.push(aLane({ id, startMs: at, ...thread.lane }));
    for (const [startMs, endMs] of thread.naps ?? []) spans.push(aSleep(id, startMs, endMs));
    for (const span of thread.spans ?? []) spans.push(aSleep(id, 0, 0, span));
    for (const atMs of thread.prints ?? []) {
      output.push(anOutput('message', { lane: id, atMs }), anOutput('\n', { lane: id, atMs }));
    }
    for (const piece of thread.output ?? []) output.push(anOutput('', { lane: id, ...piece }));
  });
  return aRun(run, { lanes, spans, output });
}

/** Threads that nap for so long, all from the start, and print then. */
const nappers = (...lengthsMs: number[]): Thread[] =>
  lengthsMs.map((length) =>
    length === 0 ? { prints: [1] } : { naps: [[5, 5 + length]], prints: [6 + length] },
  );

const evidenceOf = (...runs: Run[]): Evidence => ({
  files: { 'main.py': '' },
  entry: 'main.py',
  runs,
  scenarios: [],
});
const statusesOf = (evidence: Evidence) =>
  Object.fromEntries(Object.entries(checks).map(([id, check]) => [id, check(evidence).status]));
const allPassed = Object.fromEntries(Object.keys(checks).map((id) => [id, 'passed']));

const uniform = nappers(1284.4, 2834.2, 2893.5, 2793, 2517.8);
const others = nappers(1733.1, 1020.9, 2104, 2204.7, 2999.9);

const oneByOne = [100, 200, 300, 400, 500].map((startMs): Thread => {
  return { naps: [[startMs, startMs + 90]], prints: [startMs + 91] };
});
const later = (threads: Thread[]): Thread[] =>
  threads.map(({ naps = [] }) => ({
    naps: naps.map(([from, to]) => [from + 900, to + 900]),
    prints: [5000],
  }));

describe('a right program', () => {
  it.each<[string, Thread[], Thread[]]>([
    ['draws five fractions', uniform, others],
    [
      'draws whole seconds, several alike',
      nappers(1000, 2000, 2000, 1000, 3000),
      nappers(3000, 3000, 1000, 1000, 1000),
    ],
    [
      'draws the same whole seconds for other threads',
      nappers(1000, 2000, 2000, 1000, 1000),
      nappers(2000, 1000, 1000, 1000, 2000),
    ],
    [
      'draws five times the same in one run',
      nappers(1000, 1000, 1000, 1000, 1000),
      nappers(2000, 1000, 1000, 1000, 2000),
    ],
    [
      'shuffles five known durations',
      nappers(1000, 2000, 3000, 4000, 5000),
      nappers(2000, 1000, 5000, 4000, 3000),
    ],
    [
      'shows five threads one by one before',
      [...oneByOne, ...later(uniform)],
      [...oneByOne, ...later(others)],
    ],
    ['draws a zero in each run', nappers(0, 2000, 3000, 0, 1000), nappers(3000, 0, 2000, 1000, 1000)],
    [
      'draws a zero in a pool, which then needs one thread less',
      nappers(1000, 2000, 3000, 1000, 2000),
      nappers(2000, 3000, 1000, 1000),
    ],
    ['has more than five threads', [...uniform, ...nappers(700)], [...others, ...nappers(800)]],
    ['has a thread that watches the others', [...uniform, { prints: [10] }], [...others, { prints: [10] }]],
  ])('%s', (_, one, other) => {
    expect(statusesOf(evidenceOf(runOf(one), runOf(other)))).toEqual(allPassed);
  });

  it('takes several naps in each thread', () => {
    const walkers = (shift: number) =>
      [0, 1, 2, 3, 4].map((at): Thread => {
        const half = 300 + 40 * at + shift * (at + 1);
        return {
          naps: [
            [5, 5 + half],
            [6 + half, 6 + half + 100],
          ],
          prints: [5 + half, 7 + half + 100],
        };
      });
    expect(statusesOf(evidenceOf(runOf(walkers(0)), runOf(walkers(17))))).toEqual(allPassed);
  });

  it('waits for events, and writes messages to the standard error stream', () => {
    const waiters = (threads: Thread[]) =>
      threads.map(
        ({ naps = [], prints = [] }): Thread => ({
          spans: naps.map(([startMs, endMs]) => ({ startMs, endMs, kind: 'waiting', on: 'lock' })),
          output: prints.map((atMs) => ({ atMs, stream: 'stderr', text: 'INFO: done\n' })),
        }),
      );
    expect(statusesOf(evidenceOf(runOf(waiters(uniform)), runOf(waiters(others))))).toEqual(allPassed);
  });

  it('never ends: what was seen counts', () => {
    const endless: Partial<Run> = { outcome: 'timed-out-virtual', exitStatus: null };
    const statuses = statusesOf(evidenceOf(runOf(uniform, endless), runOf(others, endless)));
    expect(statuses).toEqual({ ...allPassed, runs: 'failed' });
  });
});

describe('a wrong program', () => {
  it.each<[string, Thread[], Thread[], string[]]>([
    [
      'always draws the same fractions',
      uniform,
      nappers(2517.9, 2834.1, 2893.5, 2793, 1284.4),
      ['random-durations'],
    ],
    [
      'always draws the same whole seconds',
      nappers(1000, 3000, 2000, 2000, 1000),
      nappers(1000, 3000, 2000, 2000, 1000),
      ['random-durations'],
    ],
    [
      'draws one duration for all',
      nappers(1284, 1284.3, 1284, 1284.1, 1284),
      nappers(2001, 2001, 2001.2, 2001, 2001),
      ['random-durations'],
    ],
    ['has four threads', nappers(1284, 2834, 2893, 2793), nappers(1733, 1020, 2104, 2204), ['five-threads']],
    [
      'prints first',
      uniform.map((thread) => ({ ...thread, prints: [1] })),
      others.map((thread) => ({ ...thread, prints: [1] })),
      ['sleeps-then-prints'],
    ],
    [
      'prints nothing but a line break after the sleep',
      uniform.map((thread) => ({ ...thread, prints: [1], output: [{ atMs: 5000, text: '\n' }] })),
      others.map((thread) => ({ ...thread, prints: [1], output: [{ atMs: 5000, text: '\n' }] })),
      ['sleeps-then-prints'],
    ],
    [
      'fails in the threads after the sleep',
      uniform.map(({ naps = [] }) => ({
        naps,
        output: [{ atMs: 5000, stream: 'stderr', text: 'Exception in thread T:\nTraceback' }],
      })),
      others.map(({ naps = [] }) => ({
        naps,
        output: [{ atMs: 5000, stream: 'stderr', text: 'Exception in thread T:\nTraceback' }],
      })),
      ['five-threads', 'sleeps-then-prints'],
    ],
  ])('%s', (_, one, other, failing) => {
    const statuses = statusesOf(evidenceOf(runOf(one), runOf(other)));
    expect(statuses).toEqual({ ...allPassed, ...Object.fromEntries(failing.map((id) => [id, 'failed'])) });
  });

  it('sleeps one after the other', () => {
    const inTurn = (lengths: number[]) => {
      let now = 0;
      return lengths.map((length): Thread => {
        const startMs = now;
        now += length;
        return { naps: [[startMs, now]], prints: [now] };
      });
    };
    const evidence = evidenceOf(
      runOf(inTurn([500, 700, 600, 900, 300])),
      runOf(inTurn([600, 100, 400, 700, 300])),
    );
    expect(checks.overlap?.(evidence)).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('5 sleeps took 3.0 s in all; the longest took 0.9 s'),
    });
  });

  it('has threads in a pool that never get a task: the others sleep and print, one after the other', () => {
    const pool = [...nappers(500, 700, 600), {}, {}, {}];
    expect(statusesOf(evidenceOf(runOf(pool), runOf(pool)))).toMatchObject({
      'five-threads': 'failed',
      'sleeps-then-prints': 'passed',
    });
    const stuck: Partial<Run> = { outcome: 'deadlocked', exitStatus: null };
    const statuses = statusesOf(evidenceOf(runOf(pool, stuck), runOf(pool, stuck)));
    expect(statuses['sleeps-then-prints']).not.toBe('passed');
  });

  it('leaves the printing to a thread that does not sleep', () => {
    const silent = uniform.map(({ naps = [] }): Thread => ({ naps }));
    const evidence = evidenceOf(
      runOf([...silent, { prints: [3000] }]),
      runOf([...silent, { prints: [3000] }]),
    );
    expect(checks['five-threads']?.(evidence).message).toBe(
      '5 threads slept, but none of them printed anything; 1 thread that did not sleep printed.',
    );
    expect(checks['sleeps-then-prints']?.(evidence).message).toBe(
      '5 threads slept, none printed a message after the sleep.',
    );
  });

  it('sleeps for less than starting a thread takes', () => {
    const [one, other] = [nappers(0.7, 0.5, 0.6, 0.8, 0.4), nappers(0.3, 0.2, 0.9, 0.6, 0.5)];
    const verdict = checks['random-durations']?.(evidenceOf(runOf(one), runOf(other)));
    expect(verdict).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('too short to tell'),
    });
    expect(verdict?.hint).toContain('tenths of a second');
  });

  it('ends before its threads wake up', () => {
    const cut = [1, 2, 3, 4, 5].map(
      (): Thread => ({ spans: [{ startMs: 1, endMs: 20, ended: 'run-end' }], prints: [1] }),
    );
    const verdict = checks['five-threads']?.(evidenceOf(runOf(cut), runOf(cut)));
    expect(verdict).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('5 threads were started'),
    });
    expect(verdict?.hint).toContain('join');
  });

  it('goes wrong before anything can be seen', () => {
    const crashed: Partial<Run> = { exitStatus: 1 };
    const statuses = statusesOf(evidenceOf(runOf([], crashed), runOf([], crashed)));
    expect(statuses.runs).toBe('failed');
    expect(new Set(Object.values({ ...statuses, runs: 'not-reached' }))).toEqual(new Set(['not-reached']));
  });
});
