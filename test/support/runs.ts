/** Hand-made runs for tests of what is computed from them. */
import type { Exercise } from '../../src/grading/exercise.js';
import { defaultLimits, type Scenario } from '../../src/grading/scenario.js';
import type { Lane, Output, RequestRecord, Run, Span, Timeline } from '../../src/grading/timeline.js';

export function aRun(run: Partial<Omit<Run, 'timeline'>> = {}, timeline: Partial<Timeline> = {}): Run {
  return {
    scenario: 'as-asked',
    outcome: 'exited',
    exitStatus: 0,
    signal: null,
    fault: null,
    blocked: [],
    elapsedMs: 1000,
    realMs: 20,
    cpuMs: 10,
    memoryBytes: 9_000_000,
    ...run,
    timeline: {
      lanes: [aLane({ id: 0 })],
      spans: [],
      requests: [],
      output: [],
      reported: [],
      truncated: false,
      ...timeline,
    },
  };
}

/** Lane 0 is the main one, others are threads of it unless told otherwise. */
export function aLane(lane: Partial<Lane> & Pick<Lane, 'id'>): Lane {
  const isMain = lane.id === 0;
  const kind = lane.kind ?? (isMain ? 'main' : 'thread');
  return {
    parent: isMain ? null : 0,
    kind,
    role: 'student',
    process: kind === 'process' ? lane.id : 0,
    startMs: 0,
    endMs: 1000,
    cpuMs: 1,
    exitStatus: kind === 'thread' ? null : 0,
    signal: null,
    ...lane,
  };
}

export function aSleep(lane: number, startMs: number, endMs: number, span: Partial<Span> = {}): Span {
  return { lane, kind: 'sleeping', on: 'sleep', startMs, endMs, ended: 'deadline', ...span };
}

export function aRequest(lane: number, startMs: number, endMs: number): RequestRecord {
  return {
    lane,
    connection: 0,
    method: 'GET',
    url: 'https://httpbin.org/delay/2',
    status: 200,
    startMs,
    endMs,
    requestBytes: 100,
    responseBytes: 300,
    completed: true,
  };
}

export function anOutput(text: string, output: Partial<Output> = {}): Output {
  return { lane: 0, stream: 'stdout', atMs: 0, text, ...output };
}

export function aScenario(scenario: Partial<Scenario> = {}): Scenario {
  return {
    id: 'as-asked',
    title: 'as asked',
    seed: 1,
    order: 'free',
    internet: { delaysMs: [] },
    probe: 'none',
    limits: defaultLimits,
    ...scenario,
  };
}

export function anExercise(exercise: Partial<Exercise> = {}): Exercise {
  return {
    slug: 'wait-a-second',
    version: 1,
    title: 'Wait a second',
    summary: 'A program that waits.',
    lesson: 1,
    position: 1,
    statement: '# Wait\n',
    languages: { python: { starter: [{ name: 'main.py', text: '' }], required: [] } },
    scenarios: [aScenario()],
    checks: [
      { id: 'runs', title: 'Runs to its end', points: 10 },
      { id: 'waits', title: 'Waits', points: 25 },
    ],
    checksSource: '',
    ...exercise,
  };
}
