import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Outcome } from '../src/grading/timeline.js';

/** What the benchmark reads of `interleave run --json`. */
export interface RunSummary {
  readonly outcome: Outcome;
  readonly elapsedMs: number;
  readonly realMs: number;
  readonly cpuMs: number;
}

/** One run of one program through the command line, with no service. */
export async function interleaveRun(program: string): Promise<RunSummary> {
  const { stdout } = await promisify(execFile)('bin/interleave', ['run', program, '--json'], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const run = JSON.parse(stdout) as RunSummary;
  if (run.outcome !== 'exited') throw new Error(`${program} ended as ${run.outcome}`);
  return run;
}
