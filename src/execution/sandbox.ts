import type { PlannedRun } from '../grading/plan.js';
import type { Run } from '../grading/timeline.js';

/**
 * The port: makes one run in a place of its own that is used once, and tells what was observed. Adapters: Python
 * (python-sandbox.ts) and JavaScript (javascript-sandbox.ts).
 *
 * Whatever the student's program does is a value. So are our own faults: a run with the outcome `sandbox-fault` and the
 * step that failed. The promise rejects only with the reason of `signal`, when that is aborted; then nothing of the run
 * is alive any more.
 *
 * `slot`, 0…: no two runs that are under way on this host have the same one (see host-slots.ts).
 */
export interface Sandbox {
  run(planned: PlannedRun, slot: number, signal?: AbortSignal): Promise<Run>;
}
