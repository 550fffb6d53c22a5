import type { JavascriptRequest } from '../../sandboxes/protocol.js';
import type { PlannedRun } from '../grading/plan.js';
import type { Run } from '../grading/timeline.js';
import { JavascriptProcess } from './javascript-process.js';
import type { Sandbox } from './sandbox.js';

/** A spare process waits for a run with any limits; those of the kernel are the last resort. */
const mostCpuMs = 60_000;

/** Programs in JavaScript and TypeScript. Each run has a process of its own; the next one is started meanwhile. */
export class JavascriptSandbox implements Sandbox {
  /** By slot, as the user of a jail depends on it. */
  readonly #spare = new Map<number, JavascriptProcess>();
  #isStopped = false;

  async run(planned: PlannedRun, slot: number, signal?: AbortSignal): Promise<Run> {
    signal?.throwIfAborted();
    const process = this.#spare.get(slot) ?? new JavascriptProcess({ slot, cpuMs: mostCpuMs });
    this.#spare.delete(slot);
    try {
      return await process.run(requestOf(planned), planned.scenario.id, signal);
    } finally {
      if (!this.#isStopped) this.#spare.set(slot, new JavascriptProcess({ slot, cpuMs: mostCpuMs }));
    }
  }

  /** Runs under way must have ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all([...this.#spare.values()].map((process) => process.stop()));
    this.#spare.clear();
  }
}

function requestOf({ files, entry, scenario }: PlannedRun): JavascriptRequest {
  const { seed, probe, limits, internet } = scenario;
  const { virtualMs, cpuMs, realMs, memoryBytes, tasks, outputBytes } = limits;
  return {
    files,
    entry,
    seed,
    probe,
    limits: { virtualMs, cpuMs, realMs, memoryBytes, tasks, outputBytes },
    internet: { ...internet, seed },
  };
}
