import { describe, expect, it } from 'vitest';
import { aLane, anOutput, aRun, aSleep } from '../../test/support/runs.js';
import * as api from './checks-api.js';
import { defaultLimits } from './scenario.js';

const evidence = (...runs: api.Run[]): api.Evidence => ({
  files: { 'main.py': '' },
  entry: 'main.py',
  runs,
  scenarios: [{ id: 'other', title: 'Another one', limits: { ...defaultLimits, cpuMs: 20_000 } }],
});
const good = aRun();
const bad = aRun({ scenario: 'other', exitStatus: 1 });

describe('ranToItsEnd', () => {
  it('passes when all runs exited with 0', () => {
    expect(api.ranToItsEnd(evidence(good, good))).toMatchObject({ status: 'passed' });
  });

  it('fails with the reason, the scenario and a hint', () => {
    const verdict = api.ranToItsEnd(evidence(good, bad));
    expect(verdict).toMatchObject({ status: 'failed', share: 0 });
    expect(verdict.message).toContain('status 1');
    expect(verdict.message).toContain('"Another one"');
    expect(verdict.hint).not.toBeNull();
  });

  it('says the limit that the scenario had', () => {
    const run = aRun({ scenario: 'other', outcome: 'cpu-exceeded' });
    expect(api.ranToItsEnd(evidence(run)).message).toContain('20.0 s of CPU time');
  });
});

describe('afterRuns and orNotReached', () => {
  const passing = () => api.passed('seen');
  const failing = () => api.failed('not seen', 'do it');
  it.each([
    ['afterRuns', api.afterRuns(passing), good, 'passed'],
    ['afterRuns', api.afterRuns(failing), good, 'failed'],
    ['afterRuns', api.afterRuns(passing), bad, 'not-reached'],
    ['orNotReached', api.orNotReached(passing), bad, 'passed'],
    ['orNotReached', api.orNotReached(failing), bad, 'not-reached'],
    ['orNotReached', api.orNotReached(failing), good, 'failed'],
  ])('%s gives case %#', (_, check, run, status) => {
    expect(check(evidence(run)).status).toBe(status);
  });
});

describe('inEveryRun', () => {
  it('gives the worst verdict and names its scenario', () => {
    const verdict = api.inEveryRun(evidence(good, bad), (run) =>
      run === bad ? api.partial(0.5, 'half', 'more') : api.passed('all'),
    );
    expect(verdict).toEqual({
      status: 'partial',
      share: 0.5,
      message: 'half (In the run "Another one".)',
      hint: 'more',
    });
  });

  it('gives the first when all passed', () => {
    expect(api.inEveryRun(evidence(good, good), () => api.passed('all')).message).toBe('all');
  });
});

describe('runOf', () => {
  it('finds by id, and throws for an id that exercise.yaml does not have', () => {
    expect(api.runOf(evidence(good, bad), 'other')).toBe(bad);
    expect(() => api.runOf(evidence(good), 'none')).toThrow('"none"');
  });
});

describe('selectors', () => {
  const run = aRun(
    {},
    {
      lanes: [
        aLane({ id: 4, kind: 'process', startMs: 9 }),
        aLane({ id: 0 }),
        aLane({ id: 1, startMs: 3 }),
        aLane({ id: 2, kind: 'process', role: 'forkserver', startMs: 2 }),
        aLane({ id: 3, kind: 'process', role: 'program', startMs: 2 }),
        aLane({ id: 5, process: 4, startMs: 10 }),
        aLane({ id: 6, process: 2, role: 'forkserver' }),
      ],
      spans: [
        aSleep(1, 500, 900),
        aSleep(1, 0, 2),
        aSleep(1, 3, 8, { kind: 'waiting', on: 'lock' }),
        aSleep(1, 10, 300, { kind: 'waiting', on: 'poll' }),
        aSleep(4, 0, 100),
        aSleep(1, 910, 950, { ended: 'woken' }),
        aSleep(1, 960, 970, { ended: 'run-end' }),
      ],
    },
  );

  it('takes as threads and workers only what is the student’s', () => {
    expect(api.threadsOf(run).map(({ id }) => id)).toEqual([1, 5]);
    expect(api.threadsOf(run, 0).map(({ id }) => id)).toEqual([1]);
    expect(api.workersOf(run).map(({ id }) => id)).toEqual([4]);
  });

  it('takes as sleeps what ended by its deadline, without the waits for the interpreter lock', () => {
    expect(api.sleepsOf(run, 1).map(({ startMs }) => startMs)).toEqual([0, 10, 500]);
    expect(api.sleepsOf(run)).toHaveLength(4);
  });

  it('puts lines together from the pieces of each lane', () => {
    const pieces = aRun(
      {},
      {
        output: [
          anOutput('one', { lane: 1, atMs: 1 }),
          anOutput('two\nthree\n', { lane: 2, atMs: 2 }),
          anOutput('\n', { lane: 1, atMs: 3 }),
          anOutput('err\n', { stream: 'stderr', atMs: 4 }),
          anOutput('last', { lane: 1, atMs: 5 }),
        ],
      },
    );
    expect(api.linesOf(pieces, 'stdout').map(({ lane, atMs, text }) => [lane, atMs, text])).toEqual([
      [2, 2, 'two'],
      [2, 2, 'three'],
      [1, 3, 'one'],
      [1, 5, 'last'],
    ]);
    expect(api.textOf(pieces, 'stdout')).toBe('onetwo\nthree\n\nlast');
    expect(api.outputOf(pieces, 1)).toHaveLength(3);
  });
});

describe('asSeconds', () => {
  it.each([
    [0, '0.0 s'],
    [0.25, '0.3 ms'],
    [12.4, '12 ms'],
    [250, '0.25 s'],
    [2003, '2.0 s'],
    [2046, '2.05 s'],
    [30_000, '30.0 s'],
  ])('%d ms is %s', (ms, text) => {
    expect(api.asSeconds(ms)).toBe(text);
  });
});
