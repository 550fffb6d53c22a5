/** Reads programs in a process of its own, kept warm. A reading that fails is none: no grading may depend on it. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../config/package-root.js';
import { nothingRead, type ProgramReading } from '../../grading/findings.js';
import { readAnswer, readyMessage } from './messages.js';

export interface ReadingLimits {
  /** For one program, from when the process has begun with it. */
  readonly timeMs: number;
  /** Of all Python files together; larger programs are not read. */
  readonly characters: number;
  /** A process that has grown to so much is replaced by another one, between two programs. */
  readonly memoryBytes: number;
}

/** An ordinary program takes a few milliseconds; the rest is for a host that is busy beyond reason. */
const defaultReadingLimits: ReadingLimits = {
  timeMs: 4_000,
  characters: 60_000,
  memoryBytes: 256 * 1024 * 1024,
};
const startLimitMs = 60_000;
/** Of the process; its parsers have theirs beside it. */
const memoryMegabytes = 128;

export class ProgramReader {
  private child: ChildProcess | null = null;
  private ready: Promise<void> = Promise.resolve();
  private turn: Promise<unknown> = Promise.resolve();
  private lastId = 0;
  private isStopped = false;

  constructor(
    private readonly limits: ReadingLimits = defaultReadingLimits,
    private readonly mainFile = join(packageRoot, 'dist/src/execution/program-reader/main.js'),
  ) {}

  /** Starts the process ahead of the first program. */
  warmUp(): void {
    this.childProcess();
  }

  /** Never rejects. One at a time: each is over in milliseconds. */
  read(files: Readonly<Record<string, string>>): Promise<ProgramReading> {
    const python = Object.fromEntries(Object.entries(files).filter(([name]) => name.endsWith('.py')));
    const size = Object.values(python).reduce((sum, text) => sum + text.length, 0);
    if (this.isStopped || size === 0 || size > this.limits.characters) return Promise.resolve(nothingRead);
    const reading = this.turn.then(() => this.ask(python)).catch(() => nothingRead);
    this.turn = reading;
    return reading;
  }

  /** What is being read ends with nothing. */
  stop(): void {
    this.isStopped = true;
    if (this.child) this.discard(this.child);
  }

  private async ask(files: Readonly<Record<string, string>>): Promise<ProgramReading> {
    if (this.isStopped) return nothingRead;
    const child = this.childProcess();
    await this.ready;
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve, reject) => {
      const watchdog = setTimeout(() => this.discard(child), this.limits.timeMs);
      const onMessage = (message: unknown) => {
        done();
        const answer = readAnswer.safeParse(message);
        const reading = answer.data?.id === id ? answer.data.reading : null;
        if (reading === null) this.discard(child);
        else if ((answer.data?.memoryBytes ?? 0) > this.limits.memoryBytes) this.replace(child);
        resolve(reading ?? nothingRead);
      };
      const onExit = () => {
        done();
        reject(new Error('The process that reads programs died'));
      };
      const done = () => {
        clearTimeout(watchdog);
        child.off('message', onMessage).off('exit', onExit);
      };
      child.on('message', onMessage).on('exit', onExit);
      child.send({ id, files }, (error) => error && this.discard(child));
    });
  }

  /** So that the next program finds one that is ready. */
  private replace(child: ChildProcess): void {
    this.discard(child);
    this.warmUp();
  }

  /** Not to be asked again, though it may take a moment to be gone. */
  private discard(child: ChildProcess): void {
    if (this.child === child) this.child = null;
    child.kill('SIGKILL');
  }

  private childProcess(): ChildProcess {
    if (this.child) return this.child;
    const child = fork(this.mainFile, [], {
      env: {},
      execArgv: [`--max-old-space-size=${memoryMegabytes}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('error', () => undefined);
    child.on('exit', () => {
      if (this.child === child) this.child = null;
    });
    this.child = child;
    this.ready = readiness(child);
    // Whoever asks next will see it; nobody may have asked yet.
    this.ready.catch(() => undefined);
    return child;
  }
}

/** Rejects when the process ends before it is ready, and ends one that takes far too long. */
function readiness(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => child.kill('SIGKILL'), startLimitMs);
    child.once('message', (message) => {
      clearTimeout(limit);
      if (message === readyMessage) resolve();
      else reject(new Error('The process that reads programs did not start'));
    });
    child.once('exit', () => {
      clearTimeout(limit);
      reject(new Error('The process that reads programs did not start'));
    });
  });
}
