import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Run } from '../src/grading/timeline.js';

/** One run of one program through the command line, with no service. */
export async function interleaveRun(program: string): Promise<Run> {
  const { stdout } = await promisify(execFile)('bin/interleave', ['run', program, '--json'], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const run = JSON.parse(stdout) as Run;
  if (run.outcome !== 'exited') throw new Error(`${program} ended as ${run.outcome}`);
  return run;
}
