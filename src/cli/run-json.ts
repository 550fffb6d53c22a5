import type { Run, Timeline } from '../grading/timeline.js';

/** A run as `grade --json` and `run --json` print it. */
export interface RunJson {
  readonly scenario: string;
  readonly outcome: Run['outcome'];
  readonly exitStatus: number | null;
  readonly elapsedMs: number;
  readonly realMs: number;
  readonly cpuMs: number;
  readonly memoryBytes: number;
  readonly timeline: Timeline;
}

export function runJson(run: Run): RunJson {
  const { scenario, outcome, exitStatus, elapsedMs, realMs, cpuMs, memoryBytes, timeline } = run;
  return { scenario, outcome, exitStatus, elapsedMs, realMs, cpuMs, memoryBytes, timeline };
}
