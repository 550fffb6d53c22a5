/** Reads checks that nobody here has written: in a process of its own, kept warm, and killed when it takes too long. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../config/package-root.js';
import { type ExerciseProblem, problemOf } from '../../exercises/problem.js';
import { checksFile } from '../../exercises/strip-checks.js';
import { type CompileAnswer, type CompileRequest, compileAnswer } from './messages.js';

export interface CompiledChecks {
  /** As JavaScript, lines and columns kept; null when there is a problem of severity `error`. */
  readonly source: string | null;
  readonly problems: readonly ExerciseProblem[];
}

/** Types of a checks.ts as long as any of ours take 100 ms; ten times the patience for a busy host, and more. */
const defaultTimeLimitMs = 10_000;
/** It reads the types of the language first. */
const startLimitMs = 60_000;
const memoryLimitMegabytes = 512;

export class ChecksCompiler {
  private child: ChildProcess | null = null;
  private ready: Promise<void> = Promise.resolve();
  private turn: Promise<unknown> = Promise.resolve();
  private lastId = 0;

  constructor(
    private readonly timeLimitMs = defaultTimeLimitMs,
    private readonly mainFile = join(packageRoot, 'dist/src/execution/checks-compiler/main.js'),
  ) {}

  /** One at a time. Rejects only when the process cannot be started. */
  async compile(text: string): Promise<CompiledChecks> {
    this.lastId += 1;
    const request = { id: this.lastId, text };
    const answer = this.turn.then(
      () => this.ask(request),
      () => this.ask(request),
    );
    this.turn = answer;
    return await answer;
  }

  async stop(): Promise<void> {
    await this.turn.catch(() => undefined);
    const { child } = this;
    this.child = null;
    child?.kill('SIGKILL');
  }

  private async ask(request: CompileRequest): Promise<CompiledChecks> {
    const child = this.childProcess();
    await this.ready;
    const answer = await new Promise<CompileAnswer | null>((resolve) => {
      const watchdog = setTimeout(() => child.kill('SIGKILL'), this.timeLimitMs);
      const settle = (settled: CompileAnswer | null) => {
        clearTimeout(watchdog);
        child.off('message', onMessage).off('close', onClose);
        resolve(settled);
      };
      const onMessage = (message: unknown) => settle(compileAnswer.parse(message));
      const onClose = () => settle(null);
      child.on('message', onMessage).on('close', onClose);
      child.send(request, (error) => error && child.kill('SIGKILL'));
    });
    return answer ? compiledOf(answer) : { source: null, problems: [tooMuch] };
  }

  private childProcess(): ChildProcess {
    if (this.child) return this.child;
    const child = fork(this.mainFile, [], {
      env: {},
      execArgv: ['--disable-warning=ExperimentalWarning', `--max-old-space-size=${memoryLimitMegabytes}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('error', () => undefined);
    child.on('exit', () => {
      if (this.child === child) this.child = null;
    });
    this.child = child;
    this.ready = readiness(child);
    this.ready.catch(() => undefined);
    return child;
  }
}

const tooMuch = problemOf(
  checksFile,
  'could not be read: its types or its nesting take more time or memory than there is for checks',
);

function readiness(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => child.kill('SIGKILL'), startLimitMs);
    child.once('message', () => {
      clearTimeout(limit);
      resolve();
    });
    child.once('close', () => {
      clearTimeout(limit);
      reject(new Error('The process that reads checks did not start'));
    });
  });
}

function compiledOf({ source, problems }: CompileAnswer): CompiledChecks {
  return {
    source,
    problems: problems.map(({ message, ...at }) => problemOf(checksFile, message, at)),
  };
}
