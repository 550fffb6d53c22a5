/** Text as bytes, copies, and randomness; each is answered by the host. */
import { DOMException } from './abort.js';
import { call, newToken, nodeError, thisLane } from './host.js';

export class TextEncoder {
  readonly encoding = 'utf-8';
  encode(text: unknown = ''): Uint8Array {
    return call('text-encode', String(text)) as Uint8Array;
  }
  encodeInto(text: string, into: Uint8Array): { read: number; written: number } {
    const bytes = this.encode(text).subarray(0, into.length);
    into.set(bytes);
    return { read: new TextDecoder().decode(bytes).length, written: bytes.length };
  }
}

interface DecoderOptions {
  readonly fatal?: boolean;
  readonly ignoreBOM?: boolean;
}

export class TextDecoder {
  readonly #token = newToken();
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;

  constructor(label = 'utf-8', { fatal = false, ignoreBOM = false }: DecoderOptions = {}) {
    const encoding = call('text-decoder', this.#token, String(label), fatal, ignoreBOM);
    if (typeof encoding !== 'string') {
      throw nodeError('ERR_ENCODING_NOT_SUPPORTED', `The "${label}" encoding is not supported`, RangeError);
    }
    this.encoding = encoding;
    this.fatal = fatal;
    this.ignoreBOM = ignoreBOM;
  }

  decode(bytes: unknown = new Uint8Array(), { stream = false }: { readonly stream?: boolean } = {}): string {
    const text = call('text-decode', this.#token, bytesOf(bytes), stream);
    if (typeof text !== 'string') {
      throw nodeError('ERR_ENCODING_INVALID_ENCODED_DATA', 'The encoded data was not valid', TypeError);
    }
    return text;
  }
}

/** A copy, so that memory which lanes share may be given too. */
export function bytesOf(value: unknown): Uint8Array {
  if (ArrayBuffer.isView(value))
    return new Uint8Array(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer)
    return new Uint8Array(new Uint8Array(value));
  throw nodeError('ERR_INVALID_ARG_TYPE', 'Expected an ArrayBuffer or a view of one', TypeError);
}

/** In the text of a function, which the message quotes. */
const ourCounting =
  /if\(--__interleave\w+\[0\]<0\)__interleave\w+\(\);|\(--__interleave\w+\[0\]<0&&__interleave\w+\(\),|\)(?= could not be cloned\.$)/g;

/** What cannot be copied from one isolate to another, said as Node says it. */
export function cloned<T>(copy: () => T): T {
  try {
    return copy();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!message.includes('could not be cloned')) throw error;
    throw new DOMException(message.replace(ourCounting, ''), 'DataCloneError');
  }
}

/** Memory that has gone with a message is gone here. */
export function detach(moved: readonly unknown[]): void {
  for (const each of moved) if (each instanceof ArrayBuffer && !each.detached) each.transfer();
}

export function structuredClone<T>(value: T, { transfer = [] }: { transfer?: readonly unknown[] } = {}): T {
  const copy = cloned(() => (call('copy', { value }) as { value: T }).value);
  detach(transfer);
  return copy;
}

export const btoa = (text: string): string => call('base64', String(text), true) as string;
export const atob = (text: string): string => call('base64', String(text), false) as string;

// ---- randomness ---------------------------------------------------------------------------------------------------

const randomBytesAtOnce = 65_536;

export const crypto = {
  getRandomValues<T extends ArrayBufferView>(into: T): T {
    if (into.byteLength > randomBytesAtOnce) {
      const message = `The ArrayBufferView's byte length (${into.byteLength}) exceeds the number of bytes of entropy available via this API (${randomBytesAtOnce})`;
      throw new DOMException(message, 'QuotaExceededError');
    }
    new Uint8Array(into.buffer, into.byteOffset, into.byteLength).set(randomBytes(into.byteLength));
    return into;
  },
  randomUUID: (): string => call('random-uuid') as string,
};

export const randomBytes = (count: number): Uint8Array => call('random-bytes', count) as Uint8Array;

/** As node:crypto's: from `least` up to, and without, `end`. */
export function randomInt(least: number, end?: number): number {
  const [from, to] = end === undefined ? [0, least] : [least, end];
  return from + Math.floor(Math.random() * (to - from));
}

/** sfc32 of Chris Doty-Humphrey's PractRand, which is in the public domain: small, quick, and the same everywhere. */
export function seedRandom(): void {
  let [a = 0, b = 0, c = 0, d = 0] = thisLane().randomState;
  Math.random = function random(): number {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
}
