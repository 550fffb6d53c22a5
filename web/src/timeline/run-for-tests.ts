import type { Lane, Run, Span } from '../api/types.ts';

/** Small runs for unit tests; what is not said is a run of one quiet lane that ended well. */
export function runOf(timeline: Partial<Run['timeline']>, more: Partial<Run> = {}): Run {
  return {
    scenario: 'one',
    title: 'One',
    outcome: 'exited',
    exitStatus: 0,
    signal: null,
    fault: null,
    blocked: [],
    elapsedMs: 4000,
    realMs: 100,
    cpuMs: 50,
    memoryBytes: 1,
    timeline: {
      lanes: [laneOf(0)],
      spans: [],
      requests: [],
      output: [],
      reported: [],
      truncated: false,
      ...timeline,
    },
    ...more,
  };
}

export const laneOf = (id: number, more: Partial<Lane> = {}): Lane => ({
  id,
  parent: id === 0 ? null : 0,
  kind: id === 0 ? 'main' : 'thread',
  role: 'student',
  process: 0,
  startMs: 0,
  endMs: 4000,
  cpuMs: 1,
  exitStatus: null,
  signal: null,
  ...more,
});

export const sleepOf = (lane: number, startMs: number, endMs: number): Span => ({
  lane,
  kind: 'sleeping',
  on: 'sleep',
  startMs,
  endMs,
  ended: 'deadline',
});

export const requestOf = (
  lane: number,
  startMs: number,
  endMs: number,
): Run['timeline']['requests'][number] => ({
  lane,
  connection: 0,
  method: 'GET',
  url: 'https://httpbin.org/delay/2',
  status: 200,
  startMs,
  endMs,
  requestBytes: 1,
  responseBytes: 1,
  completed: true,
});
