/** The parts that grade on this host, put together from where the package keeps them. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../config/package-root.js';
import { CheckHost } from './check-host/client.js';
import type { Execution } from './grade.js';
import { HostSlots } from './host-slots.js';
import { Internet } from './internet.js';
import { JavascriptSandbox } from './javascript-sandbox.js';
import { Pool } from './pool.js';
import { ProgramReader } from './program-reader/client.js';
import { PythonSandbox } from './python-sandbox.js';
import { SandboxByLanguage } from './sandbox-by-language.js';

const supervisorBinary = join(packageRoot, 'build/supervisor/interleave-supervisor');
const internetMainFile = join(packageRoot, 'dist/sandboxes/internet/main.js');
const javascriptMainFile = join(packageRoot, 'dist/sandboxes/javascript/main.js');
const checkHostMainFile = join(packageRoot, 'dist/src/execution/check-host/main.js');

export interface LocalExecution extends Execution {
  readonly sandbox: PythonSandbox;
  readonly slots: HostSlots;
  /** Starts the processes that the first submission would have to wait for. */
  warmUp(): Promise<void>;
  /** Ends the processes that were kept warm. Runs under way must have ended. */
  close(): Promise<void>;
}

export interface LocalExecutionOptions {
  /** Where the CA of the stand-in internet is kept. */
  readonly stateDirectory: string;
  /** Sandboxes at once; the number of cores by default. */
  readonly sandboxes?: number;
}

/** What must be built before anything can be graded, and is not. */
export function missingBuilds(): string[] {
  return [supervisorBinary, internetMainFile, javascriptMainFile, checkHostMainFile].filter(
    (file) => !existsSync(file),
  );
}

/** Starts nothing yet: each process starts when it is first needed. */
export function localExecution({ stateDirectory, sandboxes }: LocalExecutionOptions): LocalExecution {
  const size = sandboxes ?? availableParallelism();
  const internet = new Internet({ mainFile: internetMainFile, caDirectory: join(stateDirectory, 'ca') });
  const sandbox = new PythonSandbox({
    supervisorBinary,
    probeDirectory: join(packageRoot, 'sandboxes/probe/work'),
    internet,
  });
  const javascript = new JavascriptSandbox();
  const slots = new HostSlots(size);
  const checkHost = new CheckHost();
  const programReader = new ProgramReader();
  const warmUp = async () => {
    checkHost.warmUp();
    programReader.warmUp();
    await internet.address();
  };
  const close = async () => {
    await Promise.all([checkHost.stop(), programReader.stop(), internet.stop(), javascript.stop()]);
  };
  const pool = new Pool(size, new SandboxByLanguage({ python: sandbox, javascript }), slots);
  return { pool, checkHost, programReader, sandbox, slots, warmUp, close };
}
