/** Virtual time as a program reads it: it moves by the steps that the program makes, and by nothing else. */
import { epochMs, msPerStep, stepsPerClockRead } from '../virtual-cost.js';

/** Steps that are left of this slice. */
let work = new Int32Array(new SharedArrayBuffer(4));
/** [0]: virtual ms at which the slice began; [1]: steps that it had then. The host writes, the lane reads. */
let slice = new Float64Array(new SharedArrayBuffer(16));
let payForWork = (): void => undefined;

export function setClock(
  workMemory: SharedArrayBuffer,
  sliceMemory: SharedArrayBuffer,
  pay: () => void,
): Int32Array {
  work = new Int32Array(workMemory);
  slice = new Float64Array(sliceMemory);
  payForWork = pay;
  return work;
}

export function charge(steps: number): void {
  work[0]! -= steps;
  if (work[0]! < 0) payForWork();
}

/** Virtual ms since the run began. */
export function nowMs(): number {
  charge(stepsPerClockRead);
  return Math.round((slice[0]! + (slice[1]! - work[0]!) * msPerStep) * 1e6) / 1e6;
}

let startMs = 0;
/** performance.now() counts from the start of its lane, as in Node. */
export function startClock(): void {
  startMs = slice[0]!;
}
export const sinceStartMs = (): number => nowMs() - startMs;

const RealDate = Date;
const wallMs = (): number => Math.floor(epochMs + nowMs());

export const VirtualDate = new Proxy(RealDate, {
  construct(target, values: unknown[], newTarget) {
    return Reflect.construct(target, values.length === 0 ? [wallMs()] : values, newTarget) as object;
  },
  apply() {
    return new RealDate(wallMs()).toString();
  },
});
RealDate.now = wallMs;
RealDate.prototype.constructor = VirtualDate;

interface Mark {
  readonly name: string;
  readonly entryType: 'mark' | 'measure';
  readonly startTime: number;
  readonly duration: number;
  readonly detail: unknown;
}

const marks: Mark[] = [];

function keep(name: string, entryType: Mark['entryType'], startTime: number, duration: number): Mark {
  const mark = { name, entryType, startTime, duration, detail: null };
  marks.push(mark);
  return mark;
}

const timeOfMark = (name: string | undefined, otherwise: number): number => {
  if (name === undefined) return otherwise;
  const mark = marks.findLast((each) => each.name === name);
  if (!mark) throw new SyntaxError(`The "${name}" performance mark has not been set`);
  return mark.startTime;
};

export const performance = {
  timeOrigin: epochMs,
  now: sinceStartMs,
  mark: (name: string) => keep(name, 'mark', sinceStartMs(), 0),
  measure(name: string, startMark?: string, endMark?: string) {
    const from = timeOfMark(startMark, 0);
    return keep(name, 'measure', from, timeOfMark(endMark, sinceStartMs()) - from);
  },
  getEntries: () => [...marks],
  getEntriesByName: (name: string) => marks.filter((mark) => mark.name === name),
  getEntriesByType: (type: string) => marks.filter((mark) => mark.entryType === type),
  clearMarks: () => void marks.splice(0),
  eventLoopUtilization: () => ({ idle: 0, active: 0, utilization: 0 }),
  toJSON: () => ({ timeOrigin: epochMs }),
};

const nanoseconds = (): bigint => BigInt(Math.round(nowMs() * 1e6));

export const hrtime = Object.assign(
  (before?: readonly [number, number]): [number, number] => {
    const sinceNs = nanoseconds() - (before ? BigInt(before[0]) * 1_000_000_000n + BigInt(before[1]) : 0n);
    return [Number(sinceNs / 1_000_000_000n), Number(sinceNs % 1_000_000_000n)];
  },
  { bigint: nanoseconds },
);
