/** EventTarget, AbortController and AbortSignal of the web, as far as programs about concurrency use them. */
import { call, hidden, newToken, onEvent } from './host.js';

type Listener = ((event: Event) => void) | { handleEvent(event: Event): void };

export class Event {
  readonly type: string;
  target: EventTarget | null = null;
  readonly cancelable: boolean;
  #isPrevented = false;
  #isStopped = false;

  constructor(type: string, { cancelable = false }: { readonly cancelable?: boolean } = {}) {
    this.type = String(type);
    this.cancelable = cancelable;
  }

  get currentTarget(): EventTarget | null {
    return this.target;
  }
  get defaultPrevented(): boolean {
    return this.#isPrevented;
  }
  get isStopped(): boolean {
    return this.#isStopped;
  }
  preventDefault(): void {
    this.#isPrevented = this.cancelable;
  }
  stopPropagation(): void {
    this.#isStopped = false;
  }
  stopImmediatePropagation(): void {
    this.#isStopped = true;
  }
}

export class CustomEvent extends Event {
  readonly detail: unknown;
  constructor(type: string, options: { readonly detail?: unknown; readonly cancelable?: boolean } = {}) {
    super(type, options);
    this.detail = options.detail ?? null;
  }
}

interface Registered {
  readonly listener: Listener;
  readonly once: boolean;
}

export class EventTarget {
  readonly #listeners = new Map<string, Registered[]>();

  addEventListener(
    type: string,
    listener: Listener | null,
    options: { readonly once?: boolean } | boolean = {},
  ): void {
    if (listener === null) return;
    const all = this.#listeners.get(type) ?? [];
    if (all.some((each) => each.listener === listener)) return;
    this.#listeners.set(type, [
      ...all,
      { listener, once: typeof options === 'object' && options.once === true },
    ]);
  }

  removeEventListener(type: string, listener: Listener | null): void {
    const all = this.#listeners.get(type) ?? [];
    this.#listeners.set(
      type,
      all.filter((each) => each.listener !== listener),
    );
  }

  dispatchEvent(event: Event): boolean {
    event.target = this;
    const handler = (this as Record<string, unknown>)[`on${event.type}`];
    if (typeof handler === 'function') handler.call(this, event);
    for (const { listener, once } of this.#listeners.get(event.type) ?? []) {
      if (event.isStopped) break;
      if (once) this.removeEventListener(event.type, listener);
      if (typeof listener === 'function') listener.call(this, event);
      else listener.handleEvent(event);
    }
    return !event.defaultPrevented;
  }

  countListeners(type: string): number {
    return this.#listeners.get(type)?.length ?? 0;
  }
}
hidden(EventTarget.prototype, { countListeners: EventTarget.prototype.countListeners });

const legacyCodes: Readonly<Record<string, number>> = {
  AbortError: 20,
  TimeoutError: 23,
  DataCloneError: 25,
};

export class DOMException extends Error {
  readonly #name: string;
  constructor(message = '', name = 'Error') {
    super(message);
    this.#name = name;
  }
  override get name(): string {
    return this.#name;
  }
  get code(): number {
    return legacyCodes[this.#name] ?? 0;
  }
}

/** What Node's own functions reject with when a signal stops them. */
export class AbortError extends Error {
  readonly code = 'ABORT_ERR';
  constructor(cause?: unknown) {
    super('The operation was aborted', cause === undefined ? {} : { cause });
    this.name = 'AbortError';
  }
}

export type AbortSignalLike = AbortSignal;

const making = Symbol('making');

export class AbortSignal extends EventTarget {
  #isAborted = false;
  #reason: unknown;
  onabort: ((event: Event) => void) | null = null;

  constructor(key?: symbol) {
    super();
    if (key !== making) throw new TypeError('Illegal constructor');
    Object.defineProperty(this, 'onabort', { enumerable: false, writable: true, value: null });
  }

  get aborted(): boolean {
    return this.#isAborted;
  }
  get reason(): unknown {
    return this.#reason;
  }
  throwIfAborted(): void {
    if (this.#isAborted) throw this.#reason;
  }

  static make(): AbortSignal {
    return new AbortSignal(making);
  }

  static fire(signal: AbortSignal, reason: unknown): void {
    if (signal.#isAborted) return;
    signal.#isAborted = true;
    signal.#reason =
      reason === undefined ? new DOMException('This operation was aborted', 'AbortError') : reason;
    signal.dispatchEvent(new Event('abort'));
  }

  static abort(reason?: unknown): AbortSignal {
    const signal = AbortSignal.make();
    AbortSignal.fire(signal, reason);
    return signal;
  }

  static timeout(ms: number): AbortSignal {
    const signal = AbortSignal.make();
    const token = newToken();
    timeouts.set(token, signal);
    call('set-timer', token, Math.max(1, Math.trunc(ms)), false, 'abort-timer');
    return signal;
  }

  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const any = AbortSignal.make();
    for (const signal of signals) {
      if (signal.aborted) AbortSignal.fire(any, signal.reason);
      else signal.addEventListener('abort', () => AbortSignal.fire(any, signal.reason));
    }
    return any;
  }
}
hidden(AbortSignal, { make: AbortSignal.make, fire: AbortSignal.fire });

const timeouts = new Map<number, AbortSignal>();
onEvent('abort-timer', (token) => {
  const signal = timeouts.get(token);
  timeouts.delete(token);
  const message = 'The operation was aborted due to timeout';
  if (signal) AbortSignal.fire(signal, new DOMException(message, 'TimeoutError'));
});

export class AbortController {
  readonly #signal = AbortSignal.make();
  readonly #fire = AbortSignal.fire;
  get signal(): AbortSignal {
    return this.#signal;
  }
  abort(reason?: unknown): void {
    this.#fire(this.#signal, reason);
  }
}
