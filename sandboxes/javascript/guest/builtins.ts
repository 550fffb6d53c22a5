/** The modules of Node that a program can import, by their names without "node:". */

import { virtualCores } from '../virtual-cost.js';
import { EventTarget } from './abort.js';
import { Blob } from './body.js';
import { Buffer } from './buffer.js';
import { performance } from './clock.js';
import { console, format, inspection } from './console.js';
import { EventEmitter, once } from './emitter.js';
import { MessageChannel, MessagePort, receiveMessageOnPort } from './ports.js';
import { process } from './process.js';
import { atob, btoa, crypto, randomBytes, randomInt, TextDecoder, TextEncoder } from './text.js';
import {
  clearImmediate,
  clearInterval,
  clearTimeout,
  setImmediate,
  setInterval,
  setTimeout,
  timersPromises,
} from './timers.js';
import { fileURLToPath, pathToFileURL, URL, URLSearchParams } from './url.js';
import { Worker, workerThreads } from './workers.js';

type Exports = Readonly<Record<string, unknown>>;

const timers = () => ({
  setTimeout,
  setInterval,
  setImmediate,
  clearTimeout,
  clearInterval,
  clearImmediate,
});

/** What `util.promisify` gives for functions that have a promise of their own. */
const promisified = new Map<unknown, unknown>([
  [setTimeout, timersPromises.setTimeout],
  [setImmediate, timersPromises.setImmediate],
]);

type WithCallback = (...values: unknown[]) => void;

const promisify = (original: WithCallback): unknown =>
  promisified.get(original) ??
  function promised(this: unknown, ...values: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      original.call(this, ...values, (error: unknown, value: unknown) =>
        error ? reject(error) : resolve(value),
      );
    });
  };

const util = () => ({
  promisify,
  inspect: (value: unknown, options?: object) => inspection().inspect(value, options),
  format,
  TextEncoder,
  TextDecoder,
  types: { isPromise: (value: unknown) => value instanceof Promise },
});

const cpus = () =>
  Array.from({ length: virtualCores }, () => ({
    model: 'virtual core',
    speed: 3000,
    times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 },
  }));

const os = () => ({
  cpus,
  availableParallelism: () => virtualCores,
  EOL: '\n',
  platform: () => 'linux',
  totalmem: () => 1_000_000_000,
  freemem: () => 500_000_000,
});

/** Of paths below /box, which is all there are. */
function normalized(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return (path.startsWith('/') ? '/' : '') + parts.join('/') || '.';
}
const resolvePath = (...paths: string[]): string =>
  normalized(paths.reduce((before, path) => (path.startsWith('/') ? path : `${before}/${path}`), '/box'));
const dirname = (path: string): string => path.replace(/\/[^/]*$/, '') || (path.startsWith('/') ? '/' : '.');
const basename = (path: string, end = ''): string => {
  const name = path.split('/').at(-1) ?? '';
  return end !== '' && name.endsWith(end) ? name.slice(0, -end.length) : name;
};
const path = () => ({
  sep: '/',
  join: (...paths: string[]) => normalized(paths.filter((each) => each !== '').join('/')),
  resolve: resolvePath,
  normalize: normalized,
  dirname,
  basename,
  extname: (name: string) => /.(\.[^./]*)$/.exec(basename(name))?.[1] ?? '',
});

const makers: Readonly<Record<string, () => Exports>> = {
  worker_threads: () => ({ ...workerThreads(), Worker, MessageChannel, MessagePort, receiveMessageOnPort }),
  timers: () => ({ ...timers(), promises: timersPromises }),
  'timers/promises': () => timersPromises,
  perf_hooks: () => ({ performance }),
  events: () => ({ EventEmitter, once, EventTarget }),
  process: () => {
    const all = process();
    return {
      ...all,
      exit: all.exit.bind(all),
      cwd: all.cwd,
      uptime: all.uptime,
      memoryUsage: all.memoryUsage,
    };
  },
  console: () => console,
  util,
  url: () => ({ URL, URLSearchParams, fileURLToPath, pathToFileURL }),
  os,
  path,
  crypto: () => ({ ...crypto, webcrypto: crypto, randomBytes, randomInt }),
  buffer: () => ({ Buffer, Blob, atob, btoa }),
};

const made = new Map<string, Exports>();

/** null: there is no such module here. */
export function builtin(name: string): Exports | null {
  const known = made.get(name);
  if (known) return known;
  const exports = makers[name]?.() ?? null;
  if (exports) made.set(name, exports);
  return exports;
}

export function defaultOf(name: string): unknown {
  if (name === 'events') return EventEmitter;
  return name === 'process' ? process() : builtin(name);
}

export const globalTimers = timers;
