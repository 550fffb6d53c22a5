/** setTimeout and its kin, with the order in which Node calls them back. */
import { AbortError, type AbortSignalLike } from './abort.js';
import { call, newToken, nodeError, onEvent } from './host.js';

type Callback = (...values: unknown[]) => unknown;

const longestMs = 2 ** 31 - 1;

/** As Node reads it: whole milliseconds, at least one; what is no such number is one. */
function delayOf(value: unknown): number {
  const ms = Number(value);
  return ms >= 1 && ms <= longestMs ? Math.trunc(ms) : 1;
}

const timeouts = new Map<number, Timeout>();

export class Timeout {
  readonly #token = newToken();
  readonly #callback: Callback;
  readonly #values: readonly unknown[];
  readonly #delayMs: number;
  readonly #repeats: boolean;
  #isKeepingAlive = true;

  constructor(callback: Callback, delay: unknown, repeats: boolean, values: readonly unknown[]) {
    if (typeof callback !== 'function') {
      const message = `The "callback" argument must be of type function. Received ${callback === null ? 'null' : typeof callback}`;
      throw nodeError('ERR_INVALID_ARG_TYPE', message, TypeError);
    }
    this.#callback = callback;
    this.#delayMs = delayOf(delay);
    this.#repeats = repeats;
    this.#values = values;
    this.#begin();
  }

  #begin(): void {
    timeouts.set(this.#token, this);
    call('set-timer', this.#token, this.#delayMs, this.#isKeepingAlive, 'timer');
  }

  fire(): void {
    timeouts.delete(this.#token);
    if (this.#repeats) timeouts.set(this.#token, this);
    try {
      this.#callback.apply(this, [...this.#values]);
    } finally {
      if (this.#repeats && timeouts.has(this.#token)) this.#begin();
    }
  }

  close(): this {
    if (timeouts.delete(this.#token)) call('clear-timer', this.#token);
    return this;
  }

  refresh(): this {
    call('clear-timer', this.#token);
    this.#begin();
    return this;
  }

  ref(): this {
    this.#isKeepingAlive = true;
    call('keep-alive', this.#token, true);
    return this;
  }

  unref(): this {
    this.#isKeepingAlive = false;
    call('keep-alive', this.#token, false);
    return this;
  }

  hasRef(): boolean {
    return this.#isKeepingAlive;
  }

  [Symbol.toPrimitive](): number {
    return this.#token;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

const immediates = new Map<number, Immediate>();

export class Immediate {
  readonly #token = newToken();
  readonly #callback: Callback;
  readonly #values: readonly unknown[];

  constructor(callback: Callback, values: readonly unknown[]) {
    if (typeof callback !== 'function') {
      throw nodeError('ERR_INVALID_ARG_TYPE', 'The "callback" argument must be of type function', TypeError);
    }
    this.#callback = callback;
    this.#values = values;
    immediates.set(this.#token, this);
    call('set-immediate', this.#token);
  }

  fire(): void {
    if (immediates.delete(this.#token)) this.#callback(...this.#values);
  }

  clear(): void {
    if (immediates.delete(this.#token)) call('clear-timer', this.#token);
  }

  ref(): this {
    call('keep-alive', this.#token, true);
    return this;
  }

  unref(): this {
    call('keep-alive', this.#token, false);
    return this;
  }

  [Symbol.dispose](): void {
    this.clear();
  }
}

onEvent('timer', (token) => timeouts.get(token)?.fire());
onEvent('immediate', (token) => immediates.get(token)?.fire());

export const setTimeout = (callback: Callback, delay?: unknown, ...values: unknown[]): Timeout =>
  new Timeout(callback, delay, false, values);
export const setInterval = (callback: Callback, delay?: unknown, ...values: unknown[]): Timeout =>
  new Timeout(callback, delay, true, values);
export const setImmediate = (callback: Callback, ...values: unknown[]): Immediate =>
  new Immediate(callback, values);

export function clearTimeout(timer?: unknown): void {
  if (timer instanceof Timeout) timer.close();
  else if (typeof timer === 'number' || typeof timer === 'string') timeouts.get(Number(timer))?.close();
}
export const clearInterval = clearTimeout;
export function clearImmediate(immediate?: unknown): void {
  if (immediate instanceof Immediate) immediate.clear();
}

// ---- node:timers/promises ----------------------------------------------------------------------------------------

interface Options {
  readonly signal?: AbortSignalLike;
  readonly ref?: boolean;
}

function promised<T>(
  value: T,
  { signal }: Options,
  begin: (done: () => void) => { stop(): void },
): Promise<T> {
  if (signal?.aborted) return Promise.reject(new AbortError(signal.reason));
  return new Promise((resolve, reject) => {
    const abort = () => {
      timer.stop();
      reject(new AbortError(signal?.reason));
    };
    const timer = begin(() => {
      signal?.removeEventListener('abort', abort);
      resolve(value);
    });
    signal?.addEventListener('abort', abort);
  });
}

function wait<T>(delay?: number, value?: T, options: Options = {}): Promise<T | undefined> {
  return promised(value, options, (done) => {
    const timer = setTimeout(done, delay);
    if (options.ref === false) timer.unref();
    return { stop: () => timer.close() };
  });
}

async function* intervals<T>(
  delay?: number,
  value?: T,
  { signal }: Options = {},
): AsyncGenerator<T | undefined> {
  for (;;) {
    await wait(delay, value, signal ? { signal } : {});
    yield value;
  }
}

export const timersPromises = {
  setTimeout: wait,
  setImmediate: <T>(value?: T, options: Options = {}): Promise<T | undefined> =>
    promised(value, options, (done) => {
      const immediate = setImmediate(done);
      return { stop: () => immediate.clear() };
    }),
  setInterval: intervals,
  scheduler: {
    wait: (delay: number, options?: Options) => wait(delay, undefined, options),
    yield: () => wait(0),
  },
};
