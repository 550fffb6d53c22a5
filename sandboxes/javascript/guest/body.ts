/** Headers, and what Request and Response have in common: a body that is read once. */
import { nodeError } from './host.js';
import { bytesOf, TextDecoder, TextEncoder } from './text.js';
import { URLSearchParams } from './url.js';

export class Headers {
  readonly #values = new Map<string, string>();

  constructor(init: unknown = []) {
    if (typeof init !== 'object' || init === null)
      throw new TypeError('Headers: expected an object or pairs');
    const pairs = Symbol.iterator in init ? [...(init as Iterable<[string, string]>)] : Object.entries(init);
    for (const [name, value] of pairs) this.append(name, value);
  }

  append(name: string, value: unknown): void {
    const key = nameOf(name);
    const before = this.#values.get(key);
    const text = String(value).trim();
    this.#values.set(key, before === undefined ? text : `${before}, ${text}`);
  }
  set(name: string, value: unknown): void {
    this.#values.set(nameOf(name), String(value).trim());
  }
  get(name: string): string | null {
    return this.#values.get(nameOf(name)) ?? null;
  }
  has(name: string): boolean {
    return this.#values.has(nameOf(name));
  }
  delete(name: string): void {
    this.#values.delete(nameOf(name));
  }
  getSetCookie(): string[] {
    return this.#values.get('set-cookie')?.split(/, (?=[^;]+=)/) ?? [];
  }
  forEach(callback: (value: string, name: string, headers: this) => void): void {
    for (const [name, value] of this) callback(value, name, this);
  }
  *keys(): Generator<string> {
    for (const [name] of this) yield name;
  }
  *values(): Generator<string> {
    for (const [, value] of this) yield value;
  }
  entries(): Generator<[string, string]> {
    return this[Symbol.iterator]();
  }
  *[Symbol.iterator](): Generator<[string, string]> {
    yield* [...this.#values].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

function nameOf(name: unknown): string {
  const text = String(name).toLowerCase();
  if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(text)) throw new TypeError(`Headers: "${text}" is no valid name`);
  return text;
}

/** What a program gives as a body, as bytes and the type that follows from it. */
export function bytesOfBody(body: unknown): { readonly bytes: Uint8Array; readonly type: string | null } {
  if (typeof body === 'string')
    return { bytes: new TextEncoder().encode(body), type: 'text/plain;charset=UTF-8' };
  if (body instanceof URLSearchParams) {
    const type = 'application/x-www-form-urlencoded;charset=UTF-8';
    return { bytes: new TextEncoder().encode(body.toString()), type };
  }
  if (ArrayBuffer.isView(body) || body instanceof ArrayBuffer) return { bytes: bytesOf(body), type: null };
  if (typeof body === 'object')
    throw new TypeError('A body may be text, URLSearchParams, an ArrayBuffer or a view of one');
  return { bytes: new TextEncoder().encode(String(body)), type: 'text/plain;charset=UTF-8' };
}

/** Bytes that come over time: whoever reads waits until there are some, or the end, or a failure. */
export class ByteSource {
  readonly #chunks: Uint8Array[] = [];
  #isEnded = false;
  #failure: { readonly error: unknown } | null = null;
  #wake: (() => void)[] = [];
  readonly #forks: ByteSource[] = [];

  static of(bytes: Uint8Array): ByteSource {
    const source = new ByteSource();
    if (bytes.length > 0) source.push(bytes);
    source.end();
    return source;
  }

  push(bytes: Uint8Array): void {
    this.#chunks.push(bytes);
    this.#wakeAll();
    for (const fork of this.#forks) fork.push(bytes.slice());
  }
  end(): void {
    this.#isEnded = true;
    this.#wakeAll();
    for (const fork of this.#forks) fork.end();
  }
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#wakeAll();
    for (const fork of this.#forks) fork.fail(error);
  }
  /** Another one with all that is still to be read of this one, now and later; each is read for itself. */
  fork(): ByteSource {
    const fork = new ByteSource();
    for (const chunk of this.#chunks) fork.push(chunk.slice());
    if (this.#failure) fork.fail(this.#failure.error);
    if (this.#isEnded) fork.end();
    this.#forks.push(fork);
    return fork;
  }
  #wakeAll(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }

  /** null at the end. */
  async next(): Promise<Uint8Array | null> {
    for (;;) {
      const chunk = this.#chunks.shift();
      if (chunk) return chunk;
      if (this.#failure) throw this.#failure.error;
      if (this.#isEnded) return null;
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }
}

/** As much of a ReadableStream as reading a body takes. */
export class BodyStream {
  #isLocked = false;
  readonly #source: ByteSource;
  readonly #stop: () => void;

  constructor(source: ByteSource, stop: () => void) {
    this.#source = source;
    this.#stop = stop;
  }
  get locked(): boolean {
    return this.#isLocked;
  }
  async cancel(): Promise<void> {
    this.#stop();
  }
  getReader() {
    if (this.#isLocked) throw nodeError('ERR_INVALID_STATE', 'ReadableStream is locked', TypeError);
    this.#isLocked = true;
    const source = this.#source;
    return {
      read: async () => {
        const value = await source.next();
        return value ? { value, done: false as const } : { value: undefined, done: true as const };
      },
      cancel: () => this.cancel(),
      releaseLock: () => {
        this.#isLocked = false;
      },
    };
  }
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    this.#isLocked = true;
    for (let chunk = await this.#source.next(); chunk; chunk = await this.#source.next()) yield chunk;
  }
}

export class Body {
  readonly #source: ByteSource | null;
  readonly #stream: BodyStream | null;
  #isUsed = false;

  constructor(source: ByteSource | null, stop: () => void = () => undefined) {
    this.#source = source;
    this.#stream = source && new BodyStream(source, stop);
  }

  get body(): BodyStream | null {
    return this.#stream;
  }
  get bodyUsed(): boolean {
    return this.#isUsed || (this.#stream?.locked ?? false);
  }

  /** What is to be read, once more: for a clone. */
  protected forkedSource(): ByteSource | null {
    if (this.bodyUsed) throw new TypeError(`${this.constructor.name}.clone: Body has already been consumed.`);
    return this.#source?.fork() ?? null;
  }

  async bytes(): Promise<Uint8Array> {
    if (this.bodyUsed) throw new TypeError('Body is unusable: Body has already been read');
    this.#isUsed = true;
    const chunks: Uint8Array[] = [];
    for (let chunk = await this.#source?.next(); chunk; chunk = await this.#source?.next())
      chunks.push(chunk);
    const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const chunk of chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    return whole;
  }
  async arrayBuffer(): Promise<ArrayBuffer> {
    return (await this.bytes()).buffer as ArrayBuffer;
  }
  async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes());
  }
  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }
  async blob(): Promise<Blob> {
    return new Blob([await this.bytes()]);
  }
}

/** What a download is mostly asked for: its size and its text. */
export class Blob {
  readonly #bytes: Uint8Array;
  readonly type: string;
  constructor(parts: readonly unknown[] = [], { type = '' }: { readonly type?: string } = {}) {
    const all = parts.map((part) => (part instanceof Blob ? part.#bytes : bytesOfBody(part).bytes));
    this.#bytes = new Uint8Array(all.flatMap((bytes) => [...bytes]));
    this.type = type;
  }
  get size(): number {
    return this.#bytes.length;
  }
  async text(): Promise<string> {
    return new TextDecoder().decode(this.#bytes);
  }
  async arrayBuffer(): Promise<ArrayBuffer> {
    return this.#bytes.slice().buffer;
  }
  async bytes(): Promise<Uint8Array> {
    return this.#bytes.slice();
  }
}
