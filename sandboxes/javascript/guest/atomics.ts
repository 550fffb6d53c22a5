/**
 * Atomics.wait, notify and waitAsync in virtual time. Memory is really shared, and only one lane runs at a time; so the
 * host keeps the list of who waits, and knows when nobody can wake them any more.
 */
import { call, newToken, onEvent, pause } from './host.js';

type Waitable = Int32Array | BigInt64Array;

const load = Atomics.load;
const memories = new WeakMap<SharedArrayBuffer, number>();

/** The same number in all lanes for the same memory. */
function memoryOf(buffer: SharedArrayBuffer): number {
  const known = memories.get(buffer);
  if (known !== undefined) return known;
  const number = call('memory', buffer) as number;
  memories.set(buffer, number);
  return number;
}

function check(array: unknown, index: number): asserts array is Waitable {
  if (!(array instanceof Int32Array || array instanceof BigInt64Array)) {
    throw new TypeError('[object Array] is not an int32 or BigInt64 typed array.');
  }
  if (!Number.isInteger(index) || index < 0 || index >= array.length)
    throw new RangeError('Invalid atomic access index');
}

function placeOf(array: Waitable, index: number): [memory: number, byte: number] {
  if (!(array.buffer instanceof SharedArrayBuffer))
    throw new TypeError('[object Int32Array] is not a shared typed array.');
  return [memoryOf(array.buffer), array.byteOffset + index * array.BYTES_PER_ELEMENT];
}

const holds = (array: Waitable, index: number, value: unknown): boolean =>
  array instanceof Int32Array
    ? load(array, index) === (Number(value) | 0)
    : load(array, index) === BigInt(value as bigint);

/** NaN and what is not given mean for ever, as in the standard. */
function timeoutOf(timeout: unknown): number | null {
  const ms = timeout === undefined ? Number.NaN : Number(timeout);
  return Number.isNaN(ms) || ms === Number.POSITIVE_INFINITY ? null : Math.max(0, ms);
}

function wait(array: Waitable, index: number, value: unknown, timeout?: unknown): string {
  check(array, index);
  const place = placeOf(array, index);
  if (!holds(array, index, value)) return 'not-equal';
  return pause('wait', ...place, timeoutOf(timeout)) as string;
}

function notify(array: Waitable, index: number, count = Number.POSITIVE_INFINITY): number {
  check(array, index);
  if (!(array.buffer instanceof SharedArrayBuffer)) return 0;
  return call('notify', ...placeOf(array, index), count) as number;
}

const waitingAsync = new Map<number, (result: string) => void>();
onEvent('woken', (token, result) => {
  waitingAsync.get(token)?.(String(result));
  waitingAsync.delete(token);
});

function waitAsync(array: Waitable, index: number, value: unknown, timeout?: unknown) {
  check(array, index);
  const place = placeOf(array, index);
  if (!holds(array, index, value)) return { async: false, value: 'not-equal' };
  const timeoutMs = timeoutOf(timeout);
  if (timeoutMs === 0) return { async: false, value: 'timed-out' };
  const token = newToken();
  const promise = new Promise<string>((resolve) => waitingAsync.set(token, resolve));
  call('wait-async', token, ...place, timeoutMs);
  return { async: true, value: promise };
}

export function installAtomics(): void {
  for (const [name, value] of Object.entries({ wait, notify, waitAsync })) {
    Object.defineProperty(Atomics, name, { value, writable: true, configurable: true, enumerable: false });
  }
}
