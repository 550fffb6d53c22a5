import { describe, expect, it } from 'vitest';
import { modelsOf, timesInRounds, timesOf } from './concurrency-models.js';
import type { Lane, RequestRecord, Run, Span } from './timeline.js';

/** Lane 0 is the program; 1 and 2 are threads of it; 3 and 4 are processes; 5 is a thread of process 3. */
const lanes: Lane[] = [
  { id: 0, parent: null, kind: 'main', process: 0 },
  { id: 1, parent: 0, kind: 'thread', process: 0 },
  { id: 2, parent: 0, kind: 'thread', process: 0 },
  { id: 3, parent: 0, kind: 'process', process: 3 },
  { id: 4, parent: 0, kind: 'process', process: 4 },
  { id: 5, parent: 3, kind: 'thread', process: 3 },
].map((lane) => ({
  ...(lane as Pick<Lane, 'id' | 'parent' | 'kind' | 'process'>),
  role: 'student',
  startMs: 0,
  endMs: 20_000,
  cpuMs: 1,
  exitStatus: null,
  signal: null,
}));

function runOf(
  requests: readonly (readonly [lane: number | null, startMs: number, endMs: number, completed?: boolean])[],
  spans: readonly Span[] = [],
): Run {
  return {
    scenario: 'as-asked',
    outcome: 'exited',
    exitStatus: 0,
    signal: null,
    fault: null,
    blocked: [],
    elapsedMs: 20_000,
    realMs: 100,
    cpuMs: 100,
    memoryBytes: 1,
    timeline: {
      lanes,
      spans,
      requests: requests.map(
        ([lane, startMs, endMs, completed = true], at): RequestRecord => ({
          lane,
          connection: at,
          method: 'GET',
          url: `https://example.com/${at}`,
          status: 200,
          startMs,
          endMs,
          requestBytes: 0,
          responseBytes: 1,
          completed,
        }),
      ),
      output: [],
      reported: [],
      truncated: false,
    },
  };
}

const countsOf = (run: Run) => {
  const seen = modelsOf(run);
  return {
    threads: [seen.threads.requests.length, seen.threads.together],
    processes: [seen.processes.requests.length, seen.processes.together],
    asyncio: [seen.asyncio.requests.length, seen.asyncio.together],
    alone: seen.alone.length,
  };
};
const none = [0, 0];

describe('the model that requests show', () => {
  it('is threads for two threads, and for a thread beside the main one', () => {
    expect(
      countsOf(
        runOf([
          [1, 0, 100],
          [2, 10, 90],
        ]),
      ),
    ).toEqual({ threads: [2, 2], processes: none, asyncio: none, alone: 0 });
    expect(
      countsOf(
        runOf([
          [0, 0, 100],
          [2, 10, 90],
        ]),
      ).threads,
    ).toEqual([2, 2]);
  });

  it('is threads one after the other for a thread that is joined at once', () => {
    expect(
      countsOf(
        runOf([
          [1, 0, 100],
          [2, 110, 200],
        ]),
      ).threads,
    ).toEqual([2, 0]);
  });

  it('is processes for two processes, and for one beside the main one', () => {
    expect(
      countsOf(
        runOf([
          [3, 0, 100],
          [4, 10, 90],
        ]),
      ).processes,
    ).toEqual([2, 2]);
    expect(
      countsOf(
        runOf([
          [0, 0, 100],
          [4, 10, 90],
        ]),
      ),
    ).toEqual({ threads: none, processes: [2, 2], asyncio: none, alone: 0 });
    expect(
      countsOf(
        runOf([
          [3, 0, 100],
          [4, 110, 200],
        ]),
      ).processes,
    ).toEqual([2, 0]);
  });

  it('is asyncio for one thread with several, wherever that runs', () => {
    for (const lane of [0, 1, 3])
      expect(
        countsOf(
          runOf([
            [lane, 0, 100],
            [lane, 10, 90],
          ]),
        ).asyncio,
      ).toEqual([2, 2]);
  });

  it('is both for processes with threads of their own', () => {
    const seen = countsOf(
      runOf([
        [3, 0, 100],
        [5, 0, 100],
        [4, 0, 100],
      ]),
    );
    expect(seen.threads).toEqual([2, 2]);
    expect(seen.processes).toEqual([3, 3]);
  });

  it('is asyncio for a single request that its thread awaits in poll, and none for one that it stands still for', () => {
    const span: Span = { lane: 0, kind: 'waiting', on: 'poll', startMs: 1, endMs: 99, ended: 'woken' };
    expect(countsOf(runOf([[0, 0, 100]], [span]))).toMatchObject({ asyncio: [1, 0], alone: 0 });
    expect(countsOf(runOf([[0, 0, 100]], [{ ...span, on: 'socket' }]))).toMatchObject({
      asyncio: none,
      alone: 1,
    });
  });

  it('does not take a thread that was left running for a partner of the loop or of a process', () => {
    const seen = countsOf(
      runOf([
        [1, 0, 300],
        [2, 0, 300],
        [0, 10, 100],
        [0, 10, 100],
        [3, 110, 200],
      ]),
    );
    expect(seen).toEqual({ threads: [2, 2], processes: [1, 0], asyncio: [2, 2], alone: 0 });
  });

  it('leaves out what was not completed or has no known sender', () => {
    expect(
      countsOf(
        runOf([
          [1, 0, 100, false],
          [2, 0, 100],
          [null, 0, 100],
        ]),
      ).threads,
    ).toEqual([1, 0]);
  });
});

describe('how long a model took', () => {
  it('is from its first request to its last answer, and may hold the start of its processes', () => {
    const run = runOf([
      [3, 1000, 2000],
      [4, 1100, 2500],
    ]);
    expect(timesOf(run, modelsOf(run), 'processes')).toEqual([{ leastMs: 1500, mostMs: 2500, endMs: 2500 }]);
  });

  it('is each of several rounds, and their mean', () => {
    const run = runOf([
      [1, 0, 100],
      [2, 0, 100],
      [3, 200, 300],
      [4, 200, 300],
      [1, 400, 700],
      [2, 400, 700],
    ]);
    const least = timesOf(run, modelsOf(run), 'threads').map((time) => time.leastMs);
    expect(least).toEqual([100, 300, 200]);
  });

  it('is one whole if one follows the other, with the rounds in it', () => {
    const run = runOf([
      [0, 0, 100],
      [0, 0, 100],
      [0, 110, 210],
      [0, 110, 210],
    ]);
    expect(timesOf(run, modelsOf(run), 'asyncio').map((time) => time.leastMs)).toEqual([210, 100, 100, 100]);
    const serial = runOf([
      [0, 0, 100],
      [0, 110, 210],
    ]);
    expect(timesInRounds(serial, modelsOf(serial).alone).map((time) => time.leastMs)).toEqual([210]);
  });
});
