/** What programs use of Node's Buffer with what they download: bytes from text and back, joined, compared. */
import { nodeError } from './host.js';
import { atob, btoa, TextDecoder, TextEncoder } from './text.js';

const mostShown = 50;
const fromBinary = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0) & 255);
const toBinary = (bytes: Uint8Array): string => Array.from(bytes, (one) => String.fromCharCode(one)).join('');
const fromHex = (text: string): Uint8Array => {
  const digits = /^(?:[\da-f]{2})*/i.exec(text)?.[0] ?? '';
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
};
const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (one) => one.toString(16).padStart(2, '0')).join('');
const toBase64Url = (bytes: Uint8Array): string =>
  btoa(toBinary(bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const fromBase64 = (text: string): Uint8Array =>
  fromBinary(
    atob(
      text
        .replaceAll('-', '+')
        .replaceAll('_', '/')
        .replace(/[^\w+/]/g, ''),
    ),
  );

interface Coding {
  readonly bytes: (text: string) => Uint8Array;
  readonly text: (bytes: Uint8Array) => string;
}

const utf8: Coding = {
  bytes: (text) => new TextEncoder().encode(text),
  text: (bytes) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
};
const latin1: Coding = { bytes: fromBinary, text: toBinary };
const codings: Readonly<Record<string, Coding>> = {
  utf8,
  'utf-8': utf8,
  latin1,
  binary: latin1,
  ascii: { bytes: fromBinary, text: (bytes) => toBinary(bytes.map((one) => one & 127)) },
  hex: { bytes: fromHex, text: toHex },
  base64: { bytes: fromBase64, text: (bytes) => btoa(toBinary(bytes)) },
  base64url: { bytes: fromBase64, text: toBase64Url },
};

function codingOf(name: unknown = 'utf8'): Coding {
  const key = String(name).toLowerCase();
  const coding = Object.hasOwn(codings, key) ? codings[key] : undefined;
  if (!coding) throw nodeError('ERR_UNKNOWN_ENCODING', `Unknown encoding: ${String(name)}`, TypeError);
  return coding;
}

class Bytes extends Uint8Array {
  override toString(encoding?: string, start = 0, end = this.length): string {
    return codingOf(encoding).text(this.subarray(start, end));
  }
  /** Unlike that of other arrays, a view and no copy. */
  override slice(start?: number, end?: number): this {
    return this.subarray(start, end) as this;
  }
  equals(other: Uint8Array): boolean {
    return this.length === other.length && this.every((one, at) => one === other[at]);
  }
  toJSON(): { type: 'Buffer'; data: number[] } {
    return { type: 'Buffer', data: [...this] };
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    const shown = toHex(this.subarray(0, mostShown)).replace(/..(?!$)/g, '$& ');
    const more = this.length > mostShown ? ` ... ${this.length - mostShown} more bytes` : '';
    return `<Buffer ${shown}${more}>`;
  }
}
Object.defineProperty(Bytes, 'name', { value: 'Buffer' });

/** Of text, or a copy of bytes; of an ArrayBuffer a view. */
function from(value: unknown, encodingOrOffset?: unknown, length?: number): Bytes {
  if (typeof value === 'string') return copyOf(codingOf(encodingOrOffset).bytes(value));
  if (value instanceof ArrayBuffer || value instanceof SharedArrayBuffer)
    return new Bytes(value as ArrayBuffer, Number(encodingOrOffset ?? 0), length);
  if (ArrayBuffer.isView(value) || Array.isArray(value)) return copyOf(value as unknown as number[]);
  const received = value === null || value === undefined ? String(value) : `type ${typeof value}`;
  throw nodeError(
    'ERR_INVALID_ARG_TYPE',
    `The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object. Received ${received}`,
    TypeError,
  );
}

function copyOf(values: ArrayLike<number>): Bytes {
  const bytes = new Bytes(values.length);
  bytes.set(values);
  return bytes;
}

function concat(list: readonly Uint8Array[], totalLength?: number): Bytes {
  const length = totalLength ?? list.reduce((sum, one) => sum + one.length, 0);
  const whole = new Bytes(length);
  let at = 0;
  for (const one of list) {
    if (at < length) whole.set(one.subarray(0, length - at), at);
    at += one.length;
  }
  return whole;
}

function alloc(size: number, fill: number | string = 0, encoding?: string): Bytes {
  const bytes = new Bytes(size);
  const pattern = typeof fill === 'number' ? [fill] : [...codingOf(encoding).bytes(fill)];
  return pattern.length === 0 ? bytes : (bytes.map((_, at) => pattern[at % pattern.length] ?? 0) as Bytes);
}

const byteLength = (value: unknown, encoding?: string): number =>
  typeof value === 'string'
    ? codingOf(encoding).bytes(value).length
    : (value as ArrayBuffer | ArrayBufferView).byteLength;

export const Buffer = Object.assign(Bytes, {
  from,
  concat,
  alloc,
  allocUnsafe: (size: number) => new Bytes(size),
  byteLength,
  isBuffer: (value: unknown) => value instanceof Bytes,
  isEncoding: (name: unknown) => Object.hasOwn(codings, String(name).toLowerCase()),
});
