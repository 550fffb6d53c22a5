import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../src/config/package-root.js';
import { testEnvironment } from './service.js';

/** The compiled service as a process of its own, as people run it. */
export interface ServiceProcess {
  /** Null without the role api. */
  readonly url: string | null;
  readonly child: ChildProcess;
  readonly log: () => string;
  /** To the whole process group, as a terminal or a service manager does it. Fulfils when the process has ended. */
  signal(name: NodeJS.Signals): Promise<number | null>;
}

const main = join(packageRoot, 'dist/src/main.js');

/** Fulfils when it says that it is ready. `environment` must say where its state or its servers are. */
export async function startServiceProcess(
  environment: Readonly<Record<string, string>>,
): Promise<ServiceProcess> {
  let log = '';
  // It must not outlive a test run that is cut short.
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', process.execPath, main], {
    env: {
      PATH: process.env.PATH,
      ...testEnvironment,
      INTERLEAVE_LOG_LEVEL: 'log',
      INTERLEAVE_LOG_FORMAT: 'json',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', (status) => resolve(status)));
  const ready = new Promise<string>((resolve, reject) => {
    const read = (text: string) => {
      log += text;
      const line = log.split('\n').find((each) => each.includes('"Ready as '));
      if (line) resolve((JSON.parse(line) as { message: string }).message);
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    void ended.then((status) => reject(new Error(`The service ended with status ${status}:\n${log}`)));
  });
  const message = await ready;
  return {
    url: / at (http\S+)$/.exec(message)?.[1] ?? null,
    child,
    log: () => log,
    signal: (name) => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        process.kill(-child.pid, name);
      return ended;
    },
  };
}
