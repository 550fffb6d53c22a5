/** `process`, as far as it makes sense for a program that is alone. */
import { hrtime, nowMs, sinceStartMs } from './clock.js';
import { write } from './console.js';
import { EventEmitter } from './emitter.js';
import { call, onEvent, pause, thisLane } from './host.js';

type Callback = () => void;

const ticks: Callback[] = [];
let isAsked = false;

/** Before anything else that waits, as in Node. */
export function drainTicks(): void {
  isAsked = false;
  for (let tick = ticks.shift(); tick; tick = ticks.shift()) tick();
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

  constructor() {
    super();
    const { argv, env } = thisLane();
    this.argv = [...argv];
    this.env = { ...env };
  }

  exit(code?: number | string): never {
    this.#end(code ?? this.exitCode ?? 0);
    return pause('exit', Number(code ?? this.exitCode ?? 0)) as never;
  }

  #end(code: number | string): void {
    this.exitCode = code;
    this.emit('exit', Number(code));
  }

  /** The event loop has nothing left to do: the last words, and the exit code. */
  finish(): void {
    this.#end(this.exitCode ?? 0);
    call('exit-code', Number(this.exitCode ?? 0));
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
onEvent('finish', () => process().finish());
