import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { packageRoot } from '../../src/config/package-root.js';
import { eventually } from '../support/eventually.js';
import { makeTemporaryFolder } from '../support/temporary-folder.js';

export interface RunningService {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * What `make start` starts, built and in a process of its own, on a new database unless `environment` names one: no part of
 * it is pretended.
 */
export async function startRunningService(
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningService> {
  const program = join(packageRoot, 'dist/src/main.js');
  if (!existsSync(program)) throw new Error('The service is not built; setup/build.sh builds it');
  const state = makeTemporaryFolder();
  // Postgres and the jails run as users of their own.
  chmodSync(state.path, 0o755);
  const port = await freePort();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program], {
    cwd: packageRoot,
    env: {
      ...process.env,
      PORT: String(port),
      INTERLEAVE_STATE: state.path,
      INTERLEAVE_LOG_LEVEL: 'warn',
      DATABASE_URL: '',
      REDIS_URL: '',
      ...environment,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  await eventually('the service to be ready', () => isReady(url, child));
  return {
    url,
    stop: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
      state.remove();
    },
  };
}

async function isReady(url: string, child: ChildProcess): Promise<true | null> {
  if (child.exitCode !== null) throw new Error(`The service ended with status ${child.exitCode}`);
  const response = await fetch(`${url}/readyz`).catch(() => null);
  return response?.ok ? true : null;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was free');
  return address.port;
}
