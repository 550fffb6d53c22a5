/** MessagePort and MessageChannel. Every port has a number that holds in all lanes; the host passes the messages on. */
import { DOMException, Event, EventTarget } from './abort.js';
import { call, hidden, onEvent } from './host.js';
import { cloned, detach } from './text.js';

type Listener = (...values: never[]) => void;

export class MessageEvent extends Event {
  readonly data: unknown;
  readonly ports: readonly MessagePort[] = [];
  constructor(type: string, { data }: { readonly data?: unknown } = {}) {
    super(type);
    this.data = data;
  }
}

const ports = new Map<number, MessagePort>();
const numbers = new WeakMap<MessagePort, number>();
const isOpen = new WeakSet<MessagePort>();

/** In a message, in the place of a port that goes with it. */
const portMark = '\u0000interleave port';

export class MessagePort extends EventTarget {
  readonly #listeners = new Map<string, Map<Listener, (event: Event) => void>>();
  #onmessage: ((event: Event) => void) | null = null;

  constructor(number?: unknown) {
    super();
    if (typeof number !== 'number') throw new TypeError('Illegal constructor');
    numbers.set(this, number);
    isOpen.add(this);
    ports.set(number, this);
  }

  postMessage(
    value: unknown,
    transfer: readonly unknown[] | { readonly transfer?: readonly unknown[] } = [],
  ): void {
    const number = numbers.get(this);
    if (!isOpen.has(this) || number === undefined) return;
    const moved = isList(transfer) ? transfer : (transfer.transfer ?? []);
    cloned(() => call('post', number, packed(value, moved)));
    detach(moved);
  }

  on(type: string, listener: Listener): this {
    const wrapped = (event: Event) => {
      if (event instanceof MessageEvent) (listener as (value: unknown) => void)(event.data);
      else (listener as () => void)();
    };
    const ofType = this.#listeners.get(type) ?? new Map();
    this.#listeners.set(type, ofType.set(listener, wrapped));
    this.addEventListener(type, wrapped);
    return this;
  }

  addListener(type: string, listener: Listener): this {
    return this.on(type, listener);
  }

  once(type: string, listener: Listener): this {
    const single = (...values: never[]) => {
      this.off(type, listener);
      listener(...values);
    };
    this.on(type, single);
    const wrapped = this.#listeners.get(type)?.get(single);
    if (wrapped) this.#listeners.get(type)?.set(listener, wrapped);
    return this;
  }

  off(type: string, listener: Listener): this {
    const wrapped = this.#listeners.get(type)?.get(listener);
    this.#listeners.get(type)?.delete(listener);
    if (wrapped) this.removeEventListener(type, wrapped);
    return this;
  }

  removeListener(type: string, listener: Listener): this {
    return this.off(type, listener);
  }

  removeAllListeners(type?: string): this {
    for (const [each, listeners] of this.#listeners) {
      if (type !== undefined && each !== type) continue;
      for (const listener of [...listeners.keys()]) this.off(each, listener);
    }
    return this;
  }

  emit(type: string, value?: unknown): boolean {
    return this.dispatchEvent(new MessageEvent(type, { data: value }));
  }

  override addEventListener(...args: Parameters<EventTarget['addEventListener']>): void {
    super.addEventListener(...args);
    if (args[0] === 'message') this.ref().start();
  }

  override removeEventListener(...args: Parameters<EventTarget['removeEventListener']>): void {
    super.removeEventListener(...args);
    if (args[0] === 'message' && this.countListeners('message') === 0 && this.#onmessage === null)
      this.unref();
  }

  get onmessage(): ((event: Event) => void) | null {
    return this.#onmessage;
  }
  set onmessage(listener: ((event: Event) => void) | null) {
    this.#onmessage = typeof listener === 'function' ? listener : null;
    if (this.#onmessage) this.ref().start();
    else if (this.countListeners('message') === 0) this.unref();
  }

  start(): void {
    call('start-port', numbers.get(this));
  }
  close(): void {
    call('close-port', numbers.get(this));
  }
  ref(): this {
    call('listen', numbers.get(this), true);
    return this;
  }
  unref(): this {
    call('listen', numbers.get(this), false);
    return this;
  }
}
hidden(MessagePort.prototype, { constructor: MessagePort });

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** A port that is now another lane's can no longer be used here. */
function packed(value: unknown, transfer: readonly unknown[]): unknown {
  const moved = new Map<unknown, unknown>();
  for (const each of transfer) {
    if (!(each instanceof MessagePort)) continue;
    const number = numbers.get(each);
    if (!isOpen.has(each) || number === undefined)
      throw new DOMException('MessagePort in transfer list is already detached', 'DataCloneError');
    moved.set(each, { [portMark]: number });
  }
  const copy = withoutPorts(value, moved, new Map());
  const message = moved.size > 0 ? copy : value;
  for (const port of moved.keys()) {
    const number = numbers.get(port as MessagePort) ?? 0;
    call('send-port', number);
    ports.delete(number);
    isOpen.delete(port as MessagePort);
  }
  return message;
}

/** What structuredClone takes apart, and so has to be looked into. */
const isOrdinary = (value: object): boolean => Object.prototype.toString.call(value) === '[object Object]';

/** A copy with marks in the places of ports; throws where one is not in the list of those that move. */
function withoutPorts(
  value: unknown,
  marks: ReadonlyMap<unknown, unknown>,
  copies: Map<unknown, unknown>,
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof MessagePort) {
    const mark = marks.get(value);
    if (mark) return mark;
    throw new DOMException(
      'Object that needs transfer was found in message but not listed in transferList',
      'DataCloneError',
    );
  }
  if (copies.has(value)) return copies.get(value);
  const copied = (each: unknown) => withoutPorts(each, marks, copies);
  const kept = <T>(copy: T): T => {
    copies.set(value, copy);
    return copy;
  };
  if (isList(value)) {
    const list = kept(new Array<unknown>(value.length));
    value.forEach((item, at) => {
      list[at] = copied(item);
    });
    return list;
  }
  if (value instanceof Map) {
    const map = kept(new Map<unknown, unknown>());
    for (const [key, each] of value) map.set(copied(key), copied(each));
    return map;
  }
  if (value instanceof Set) {
    const set = kept(new Set<unknown>());
    for (const each of value) set.add(copied(each));
    return set;
  }
  if (!isOrdinary(value)) return value;
  const fields = kept<Record<string, unknown>>({});
  for (const [name, each] of Object.entries(value)) fields[name] = copied(each);
  return fields;
}

/** The message as it arrives, with ports of this lane where such were sent. */
export function unpacked(value: unknown, seen = new Set<unknown>()): unknown {
  if (typeof value !== 'object' || value === null || seen.has(value)) return value;
  seen.add(value);
  const number = (value as Record<string, unknown>)[portMark];
  if (typeof number === 'number') {
    call('receive-port', number);
    return new MessagePort(number);
  }
  if (Array.isArray(value)) {
    value.forEach((item, at) => {
      value[at] = unpacked(item, seen);
    });
  } else if (value instanceof Map) {
    const entries = [...value];
    value.clear();
    for (const [key, each] of entries) value.set(unpacked(key, seen), unpacked(each, seen));
  } else if (value instanceof Set) {
    const items = [...value];
    value.clear();
    for (const item of items) value.add(unpacked(item, seen));
  } else if (isOrdinary(value)) {
    const fields = value as Record<string, unknown>;
    for (const name of Object.keys(fields)) fields[name] = unpacked(fields[name], seen);
  }
  return value;
}

export const packedForWorker = packed;

onEvent('message', (number, payload) => {
  const port = ports.get(number);
  port?.dispatchEvent(new MessageEvent('message', { data: unpacked((payload as { value: unknown }).value) }));
});
onEvent('port-closed', (number) => {
  const port = ports.get(number);
  ports.delete(number);
  if (port) isOpen.delete(port);
  port?.dispatchEvent(new Event('close'));
});

export class MessageChannel {
  readonly port1: MessagePort;
  readonly port2: MessagePort;
  constructor() {
    const [first, second] = call('make-channel') as [number, number];
    this.port1 = new MessagePort(first);
    this.port2 = new MessagePort(second);
  }
}

/** The next message that has arrived, without waiting for one. */
export function receiveMessageOnPort(port: unknown): { message: unknown } | undefined {
  const number = port instanceof MessagePort ? numbers.get(port) : undefined;
  if (number === undefined) throw new TypeError('The "port" argument must be a MessagePort instance');
  const received = call('take-message', number) as { value: unknown } | null;
  return received ? { message: unpacked(received.value) } : undefined;
}
