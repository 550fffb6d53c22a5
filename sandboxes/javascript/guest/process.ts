/** `process`, as far as it makes sense for a program that is alone. */
import { hrtime, nowMs, sinceStartMs } from './clock.js';
import { inspection, write } from './console.js';
import { EventEmitter } from './emitter.js';
import { call, onEvent, pause, thisLane } from './host.js';

type Callback = () => void;

const ticks: Callback[] = [];
let isAsked = false;

/** Before anything else that waits, as in Node. */
export function drainTicks(): void {
  isAsked = false;
  for (let tick = ticks.shift(); tick; tick = ticks.shift()) guarded(tick);
}

/** What nobody catches goes to the listeners of the process, or ends the lane. */
export function guarded(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (process().emit('uncaughtException', error, 'uncaughtException')) return;
    tellUncaught(error);
    throw error;
  }
}

/** Errors lose their own properties on the way out, and other values all of themselves. */
function tellUncaught(error: unknown): void {
  const isError = error instanceof Error;
  const text = inspection().inspect(error);
  try {
    call('uncaught', isError ? { error, own: { ...error, name: error.name } } : { value: error, text });
  } catch {
    call('uncaught', isError ? { error, own: { name: error.name } } : { value: text, text });
  }
}
onEvent('ticks', () => undefined);

function nextTick(callback: (...values: unknown[]) => void, ...values: unknown[]): void {
  if (typeof callback !== 'function') throw new TypeError('The "callback" argument must be of type function');
  ticks.push(() => callback(...values));
  if (isAsked) return;
  isAsked = true;
  call('ticks');
}

const stream = (name: 'stdout' | 'stderr', fd: number) => ({
  fd,
  isTTY: false,
  columns: 80,
  write(text: unknown, encoding?: unknown, done?: unknown): boolean {
    write(name, typeof text === 'string' ? text : String(text));
    const callback = [encoding, done].find((each) => typeof each === 'function') as Callback | undefined;
    if (callback) nextTick(callback);
    return true;
  },
  end: () => undefined,
  on: () => undefined,
  once: () => undefined,
});

class Process extends EventEmitter {
  readonly argv: string[];
  readonly env: Record<string, string>;
  exitCode: number | string | undefined = undefined;
  readonly argv0 = 'node';
  readonly execArgv: string[] = [];
  readonly execPath = '/usr/bin/node';
  readonly pid = 2;
  readonly ppid = 1;
  readonly platform = 'linux';
  readonly arch = 'x64';
  readonly version = 'v24.21.0';
  readonly versions = { node: '24.21.0' };
  readonly release = { name: 'node' };
  readonly title = 'node';
  readonly stdout = stream('stdout', 1);
  readonly stderr = stream('stderr', 2);
  readonly hrtime = hrtime;
  readonly nextTick = nextTick;

  #isExiting = false;

  constructor() {
    super();
    const { argv, env } = thisLane();
    this.argv = [...argv];
    this.env = { ...env };
  }

  exit(code?: number | string): never {
    this.#sayExit(code ?? this.exitCode);
    return pause('exit', this.#code) as never;
  }

  #sayExit(code: number | string | undefined): void {
    this.exitCode = code;
    if (this.#isExiting) return;
    this.#isExiting = true;
    this.emit('exit', this.#code);
  }

  get #code(): number {
    return Number(this.exitCode ?? 0) | 0;
  }

  /** The last words of a lane, and its exit code: `failed` after an error that nobody caught. */
  finish(failed: boolean): void {
    this.#sayExit(failed ? 1 : this.exitCode);
    call('exit-code', this.#code);
  }

  beforeExit(): void {
    this.emit('beforeExit', this.#code);
  }

  /** Of a rejection that nobody caught, or of a module. */
  uncaught(error: unknown): void {
    if (this.emit('unhandledRejection', error, Promise.resolve())) return;
    this.emit('uncaughtException', error, 'unhandledRejection');
  }

  protected override listenersChanged(name: string | symbol): void {
    if (typeof name === 'string') call('listens', name, this.listenerCount(name) > 0);
  }

  abort(): never {
    return pause('exit', 134) as never;
  }
  cwd(): string {
    return '/box';
  }
  uptime(): number {
    return sinceStartMs() / 1000;
  }
  cpuUsage() {
    return { user: Math.round(nowMs() * 1000), system: 0 };
  }
  memoryUsage() {
    return {
      rss: 50_000_000,
      heapTotal: 8_000_000,
      heapUsed: 5_000_000,
      external: 1_000_000,
      arrayBuffers: 10_000,
    };
  }
  availableMemory(): number {
    return 200_000_000;
  }
  emitWarning(warning: unknown): void {
    write(
      'stderr',
      `(node:2) ${warning instanceof Error ? `${warning.name}: ${warning.message}` : `Warning: ${String(warning)}`}\n`,
    );
  }
  getuid(): number {
    return 1000;
  }
}

let made: Process | null = null;
export function process(): Process {
  made ??= new Process();
  return made;
}
onEvent('finish', (_, failed) => process().finish(failed === true));
onEvent('before-exit', () => process().beforeExit());
onEvent('uncaught', (_, error) => process().uncaught(error));
