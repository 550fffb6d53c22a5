/** EventEmitter and `once` of node:events. */
import { AbortError, type AbortSignal } from './abort.js';
import { nodeError } from './host.js';

type Name = string | symbol;
type Listener = (...values: unknown[]) => void;

interface Registered {
  readonly listener: Listener;
  readonly once: boolean;
}

const registered = new WeakMap<EventEmitter, Map<Name, Registered[]>>();

/** Made when first asked for: a class may inherit from this one without calling its constructor. */
function listenersOf(emitter: EventEmitter): Map<Name, Registered[]> {
  const known = registered.get(emitter);
  if (known) return known;
  const map = new Map<Name, Registered[]>();
  registered.set(emitter, map);
  return map;
}

export class EventEmitter {
  on(name: Name, listener: Listener): this {
    return this.#add(name, { listener, once: false });
  }

  once(name: Name, listener: Listener): this {
    return this.#add(name, { listener, once: true });
  }

  prependListener(name: Name, listener: Listener): this {
    const all = listenersOf(this);
    all.set(name, [{ listener, once: false }, ...(all.get(name) ?? [])]);
    this.listenersChanged(name);
    return this;
  }

  addListener(name: Name, listener: Listener): this {
    return this.on(name, listener);
  }

  #add(name: Name, one: Registered): this {
    if (typeof one.listener !== 'function') {
      throw nodeError('ERR_INVALID_ARG_TYPE', 'The "listener" argument must be of type function', TypeError);
    }
    const all = listenersOf(this);
    all.set(name, [...(all.get(name) ?? []), one]);
    this.listenersChanged(name);
    return this;
  }

  off(name: Name, listener: Listener): this {
    const all = listenersOf(this);
    const kept = [...(all.get(name) ?? [])];
    const at = kept.findLastIndex((each) => each.listener === listener);
    if (at >= 0) kept.splice(at, 1);
    all.set(name, kept);
    this.listenersChanged(name);
    return this;
  }

  removeListener(name: Name, listener: Listener): this {
    return this.off(name, listener);
  }

  removeAllListeners(name?: Name): this {
    const all = listenersOf(this);
    const names = name === undefined ? [...all.keys()] : [name];
    for (const each of names) {
      all.delete(each);
      this.listenersChanged(each);
    }
    return this;
  }

  emit(name: Name, ...values: unknown[]): boolean {
    const listeners = listenersOf(this).get(name) ?? [];
    if (name === 'error' && listeners.length === 0) {
      throw values[0] instanceof Error
        ? values[0]
        : nodeError('ERR_UNHANDLED_ERROR', `Unhandled error. (${String(values[0])})`);
    }
    for (const { listener, once } of listeners) {
      if (once) this.off(name, listener);
      listener.apply(this, values);
    }
    return listeners.length > 0;
  }

  listenerCount(name: Name): number {
    return listenersOf(this).get(name)?.length ?? 0;
  }

  listeners(name: Name): Listener[] {
    return (listenersOf(this).get(name) ?? []).map(({ listener }) => listener);
  }

  eventNames(): Name[] {
    return [...listenersOf(this).keys()].filter((name) => this.listenerCount(name) > 0);
  }

  setMaxListeners(): this {
    return this;
  }

  /** For who must know whether anybody listens; here nobody. */
  protected listenersChanged(_name: Name): void {}
}
interface Emits {
  once?(name: Name, listener: Listener): unknown;
  off?(name: Name, listener: Listener): unknown;
  addEventListener?(name: Name, listener: Listener, options: { once: boolean }): unknown;
}

/** Resolves with the values of the next event of that name; rejects with the next `error`. */
export function once(
  emitter: Emits,
  name: Name,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<unknown[]> {
  if (signal?.aborted) return Promise.reject(new AbortError(signal.reason));
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new AbortError(signal.reason)));
    if (!emitter.once) {
      emitter.addEventListener?.(name, (...values) => resolve(values), { once: true });
      return;
    }
    const fail = (error: unknown) => reject(error);
    emitter.once(name, (...values) => {
      emitter.off?.('error', fail);
      resolve(values);
    });
    if (name !== 'error') emitter.once('error', fail);
  });
}

Object.assign(EventEmitter, { EventEmitter, once });
