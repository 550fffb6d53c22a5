import type { Language } from '../grading/exercise.js';
import type { PlannedRun } from '../grading/plan.js';
import type { Run } from '../grading/timeline.js';
import type { Sandbox } from './sandbox.js';

/** Each run in the sandbox of its language. */
export class SandboxByLanguage implements Sandbox {
  constructor(private readonly sandboxes: Readonly<Record<Language, Sandbox>>) {}

  run(planned: PlannedRun, slot: number, signal?: AbortSignal): Promise<Run> {
    return this.sandboxes[planned.language].run(planned, slot, signal);
  }
}
