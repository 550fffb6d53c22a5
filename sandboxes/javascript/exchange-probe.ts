/**
 * For scenarios with the probe `work`: which numbers a lane handed to others, and which it was handed. Messages are seen
 * on their way. Shared memory is compared before and after each piece of work: only one lane runs at a time, so what has
 * changed, that lane has changed. Seen from outside the isolates; the numbers themselves are the program's own.
 */
import type { Recorder } from './recorder.js';
import { rounded } from './recorder.js';
import type { SharedMemory } from './shared-memory.js';

/** Of one message or memory: enough for an exercise, and no work for anybody. */
const mostNumbers = 200;
const mostSharedBytes = 4096;
const longestText = 2000;

interface Watched {
  readonly buffer: SharedArrayBuffer;
  /** As the last piece left it. */
  before: ArrayBuffer;
}

type Cells = Map<string, number>;

export class ExchangeProbe {
  readonly #watched = new Map<number, Watched>();
  readonly #changes = new Map<number, Cells>();

  constructor(
    private readonly recorder: Recorder,
    private readonly memory: SharedMemory,
  ) {}

  /** A message that the lane posted, whoever receives it. */
  posted(lane: number, value: unknown, atMs: number): void {
    this.#report(lane, atMs, { posted: this.#numbersIn(value) });
  }

  /** A message, or what a worker was made with. */
  received(lane: number, value: unknown, atMs: number): void {
    this.#report(lane, atMs, { received: this.#numbersIn(value) });
  }

  /** After each piece of a lane: by how much it has changed the numbers in shared memory, since the run began. */
  worked(lane: number, atMs: number): void {
    let hasChanged = false;
    const cells: Cells = this.#changes.get(lane) ?? new Map();
    for (const [number, watched] of this.#watched) {
      const after = copyOf(watched.buffer);
      for (const [cell, by] of changesOf(watched.before, after)) {
        cells.set(`${number} ${cell}`, (cells.get(`${number} ${cell}`) ?? 0) + by);
        hasChanged = true;
      }
      watched.before = after;
    }
    this.#changes.set(lane, cells);
    if (hasChanged) this.#report(lane, atMs, { shared: [...cells.values()].slice(0, mostNumbers) });
  }

  #report(lane: number, atMs: number, data: Readonly<Record<string, readonly number[]>>): void {
    if (Object.values(data).every((numbers) => numbers.length === 0)) return;
    const base64 = Buffer.from(`${JSON.stringify(data)}\n`).toString('base64');
    this.recorder.line({ type: 'reported', lane, atMs: rounded(atMs), base64 });
  }

  #numbersIn(message: unknown): number[] {
    const numbers: number[] = [];
    const seen = new Set<unknown>();
    const open = [message];
    while (open.length > 0 && seen.size <= mostNumbers && numbers.length < mostNumbers) {
      const value = open.shift();
      if (typeof value === 'number' || typeof value === 'bigint') numbers.push(Number(value));
      else if (typeof value === 'string') numbers.push(...numbersInText(value));
      if (typeof value !== 'object' || value === null || seen.has(value)) continue;
      seen.add(value);
      if (value instanceof SharedArrayBuffer) this.#watch(value);
      else if (ArrayBuffer.isView(value) && value.buffer instanceof SharedArrayBuffer)
        open.push(value.buffer);
      else open.push(...itemsOf(value).slice(0, mostNumbers));
    }
    return numbers.filter(Number.isFinite);
  }

  #watch(buffer: SharedArrayBuffer): void {
    if (buffer.byteLength === 0 || buffer.byteLength > mostSharedBytes) return;
    const number = this.memory.numberOf(buffer);
    if (!this.#watched.has(number)) this.#watched.set(number, { buffer, before: copyOf(buffer) });
  }
}

/** "5525", `{"sum": 5525}`, "part 1: 5525" */
const numbersInText = (text: string): number[] =>
  [...text.slice(0, longestText).matchAll(/(?<![\w.])\d{1,15}(?:\.0+)?(?![\w.])/g)].map(([number]) =>
    Number(number),
  );

function itemsOf(value: object): unknown[] {
  if (value instanceof Map) return [...value].flat();
  if (value instanceof Set) return [...value];
  return Object.values(value);
}

const copyOf = (buffer: SharedArrayBuffer): ArrayBuffer => new Uint8Array(buffer).slice().buffer;

/** What the numbers of each kind, at each place, have grown by: which kind the program takes them for is not known. */
function* changesOf(before: ArrayBuffer, after: ArrayBuffer): Generator<[cell: string, by: number]> {
  for (const Kind of [Int32Array, Float64Array, BigInt64Array]) {
    if (after.byteLength % Kind.BYTES_PER_ELEMENT !== 0) continue;
    const [old, now] = [new Kind(before), new Kind(after)];
    for (let at = 0; at < now.length; at += 1) {
      const by = Number(now[at]) - Number(old[at]);
      if (by !== 0 && Number.isFinite(by)) yield [`${Kind.name} ${at}`, by];
    }
  }
}
