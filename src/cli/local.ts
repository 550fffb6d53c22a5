import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../config/package-root.js';
import { type LocalExecution, localExecution, missingBuilds } from '../execution/local-execution.js';
import { OurFaultError } from './exit-status.js';

/** Does something with the parts that grade on this host, and ends them. Ctrl-C aborts the signal. */
export async function withLocalExecution<T>(
  use: (execution: LocalExecution, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const missing = missingBuilds();
  if (missing.length > 0) {
    const advice = `run: make -C ${packageRoot} build`;
    throw new OurFaultError('not-built', `These parts are not built; ${advice}\n  ${missing.join('\n  ')}`);
  }
  const state = stateDirectory();
  const execution = localExecution({ stateDirectory: state.path });
  const stop = new AbortController();
  const abort = () => stop.abort(new OurFaultError('interrupted', 'Interrupted'));
  process.once('SIGINT', abort).once('SIGTERM', abort);
  try {
    return await use(execution, stop.signal);
  } finally {
    process.off('SIGINT', abort).off('SIGTERM', abort);
    await execution.close();
    state.release();
  }
}

interface StateDirectory {
  readonly path: string;
  release(): void;
}

/**
 * Not in the working folder, as for the service: that is the student's. Where the package may not be written to, a
 * private folder for this one command.
 */
function stateDirectory(): StateDirectory {
  const chosen = process.env.INTERLEAVE_STATE;
  if (chosen) return { path: chosen, release: () => undefined };
  try {
    accessSync(packageRoot, constants.W_OK);
    return { path: join(packageRoot, '.interleave'), release: () => undefined };
  } catch {
    const path = mkdtempSync(join(tmpdir(), 'interleave-state-'));
    return { path, release: () => rmSync(path, { recursive: true, force: true }) };
  }
}
