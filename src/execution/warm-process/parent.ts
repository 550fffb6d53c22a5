/** A process of ours that answers requests one at a time, kept warm, and killed when an answer takes too long. */
import { type ChildProcess, fork } from 'node:child_process';
import type { Asked, Told } from './child.js';
import { cpuMsOf } from './cpu-time.js';

/** Node starts in a tenth of a second; on a host that is busy beyond reason, in many. */
const startLimitMs = 60_000;
/** Of what a process writes to its standard error while it is asked. */
const mostSaid = 4_000;
/** How often the CPU time of a process is looked at, where that is limited. */
const lookEveryMs = 100;

export interface WarmProcessOptions {
  /** What the process does, for errors: "runs checks". */
  readonly does: string;
  /** A module that calls `answerRequests` of child.ts. */
  readonly mainFile: string;
  readonly execArgv?: readonly string[];
}

export interface AnswerLimits {
  /** On the clock on the wall. */
  readonly timeMs: number;
  /** Of its CPU time, which a busy host does not change; none by default. */
  readonly cpuMs?: number;
}

/** An answer is anybody's word until it is read; or the process ended instead. */
export type Answered =
  | { readonly kind: 'answer'; readonly answer: unknown }
  | {
      readonly kind: 'ended';
      /** By us, when the time was over. */
      readonly wasLate: boolean;
      /** The end of what it wrote to its standard error meanwhile. */
      readonly said: string;
    };

export class WarmProcess {
  private child: ChildProcess | null = null;
  private ready: Promise<void> = Promise.resolve();
  private turn: Promise<unknown> = Promise.resolve();
  private lastId = 0;
  private isStopped = false;

  constructor(private readonly options: WarmProcessOptions) {}

  /** Starts the process ahead of the first request. */
  warmUp(): void {
    if (!this.isStopped) this.childProcess();
  }

  /** The time begins when the process has the request. Rejects only when the process can not be started, or was stopped. */
  ask(request: object, limits: AnswerLimits): Promise<Answered> {
    this.lastId += 1;
    if (this.isStopped) return Promise.reject(new Error(`The process that ${this.options.does} was stopped`));
    const asked: Asked = { id: this.lastId, request };
    const answered = this.turn
      .catch(() => undefined)
      .then(() => this.childWhenReady())
      .then((child) => answerOf(child, asked, limits));
    this.turn = answered;
    return answered;
  }

  /** Who asks next asks another process. What is asked now ends without an answer. */
  discard(): void {
    const { child } = this;
    this.child = null;
    child?.kill('SIGKILL');
  }

  /** Ends the process once all that was asked is answered; nothing more is. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.turn.catch(() => undefined);
    this.discard();
  }

  private async childWhenReady(): Promise<ChildProcess> {
    const child = this.childProcess();
    await this.ready;
    return child;
  }

  private childProcess(): ChildProcess {
    if (this.child) return this.child;
    const { does, mainFile, execArgv = [] } = this.options;
    const child = fork(mainFile, [], {
      env: {},
      execArgv: [...execArgv],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    // A pipe that nobody reads would stop the process when it is full.
    child.stderr?.setEncoding('utf8').resume();
    child.on('error', () => undefined);
    child.on('exit', () => {
      if (this.child === child) this.child = null;
    });
    this.child = child;
    this.ready = readiness(child, does);
    // Whoever asks next will see it; nobody may have asked yet.
    this.ready.catch(() => undefined);
    return child;
  }
}

/** Rejects when the process ends before it is ready, and ends one that takes far too long. */
function readiness(child: ChildProcess, does: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => child.kill('SIGKILL'), startLimitMs);
    child.once('message', () => {
      clearTimeout(limit);
      resolve();
    });
    child.once('close', () => {
      clearTimeout(limit);
      reject(new Error(`The process that ${does} did not start`));
    });
  });
}

function answerOf(child: ChildProcess, asked: Asked, limits: AnswerLimits): Promise<Answered> {
  return new Promise((resolve) => {
    let said = '';
    let wasLate = false;
    const onStderr = (text: string) => {
      said = (said + text).slice(-mostSaid);
    };
    const stopWatching = watch(child, limits, () => {
      wasLate = true;
      child.kill('SIGKILL');
    });
    const settle = (answered: Answered) => {
      stopWatching();
      child.stderr?.off('data', onStderr);
      child.off('message', onMessage).off('close', onClose);
      resolve(answered);
    };
    const onMessage = (message: Partial<Told> | null) => {
      if (message?.id === asked.id) settle({ kind: 'answer', answer: message.answer });
    };
    const onClose = () => settle({ kind: 'ended', wasLate, said: said.trim() });
    child.stderr?.on('data', onStderr);
    child.on('message', onMessage).on('close', onClose);
    child.send(asked, (error) => error && child.kill('SIGKILL'));
  });
}

/** Calls `onLate` once, unless what it returns is called before. */
function watch(child: ChildProcess, { timeMs, cpuMs }: AnswerLimits, onLate: () => void): () => void {
  const watchdog = setTimeout(onLate, timeMs);
  if (cpuMs === undefined || child.pid === undefined) return () => clearTimeout(watchdog);
  const { pid } = child;
  const beforeMs = cpuMsOf(pid) ?? 0;
  const look = setInterval(
    () => {
      if ((cpuMsOf(pid) ?? 0) - beforeMs > cpuMs) onLate();
    },
    Math.min(lookEveryMs, cpuMs),
  );
  return () => {
    clearTimeout(watchdog);
    clearInterval(look);
  };
}
