import { spawnSync } from 'node:child_process';

/** Real time of a program by the bare interpreter: what the machine needs at this moment, to compare with. */
export function barePythonMs(...pythonArguments: readonly string[]): number {
  const startedMs = performance.now();
  const { status } = spawnSync('/usr/bin/python3', ['-u', ...pythonArguments], { stdio: 'ignore' });
  if (status !== 0) throw new Error(`python3 ended with status ${status}`);
  return performance.now() - startedMs;
}
