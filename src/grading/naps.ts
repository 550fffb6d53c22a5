/**
 * Threads that sleep for a while and print: what each of them did, and for how long. Shared by the languages of an
 * exercise, whose threads look alike in a timeline.
 */
import type { Interval } from './measures.js';
import { asSeconds } from './seconds.js';
import type { Lane, Output, Run } from './timeline.js';
import { lanesOf, outputOf, sleepsOf, threadsOf } from './timeline-selectors.js';

export const threadsWanted = 5;

/** A thread of the student's, and what it did in one run. */
export interface Sleeper {
  readonly lane: Lane;
  readonly waits: readonly Interval[];
  readonly waitedMs: number;
  readonly printed: boolean;
  readonly printedAfter: boolean;
}

/** To run a program such as `sleep 2` and wait for it is as good as a sleep of one's own. */
function waitsForPrograms(run: Run, lane: Lane): Interval[] {
  return lanesOf(run)
    .filter(({ role, kind, parent }) => role === 'program' && kind === 'process' && parent === lane.id)
    .map(({ startMs, endMs }) => ({ startMs, endMs }));
}

/** Text that the lane printed since then, without the report of an exception that ended the thread. */
function printedSince(run: Run, lane: Lane, atMs: number): boolean {
  // Through a duplicate of the standard output it cannot be seen which thread wrote, and the moment only roughly.
  const isPossible = (piece: Output) => piece.atMs >= atMs - 1 && piece.atMs <= lane.endMs + 20;
  const pieces = outputOf(run).filter((piece) =>
    piece.lane === null ? isPossible(piece) : piece.lane === lane.id && piece.atMs >= atMs,
  );
  const textOf = (stream: 'stdout' | 'stderr') =>
    pieces
      .filter((piece) => piece.stream === stream)
      .map((piece) => piece.text)
      .join('');
  const [messages = ''] = textOf('stderr').split(/Exception in thread|Traceback \(most recent/, 1);
  return /\S/.test(textOf('stdout') + messages);
}

function sleeperOf(run: Run, lane: Lane): Sleeper {
  const waits = [...sleepsOf(run, lane.id), ...waitsForPrograms(run, lane)].sort(
    (a, b) => a.startMs - b.startMs,
  );
  const [first] = waits;
  return {
    lane,
    waits,
    waitedMs: waits.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0),
    printed: printedSince(run, lane, 0),
    printedAfter: first !== undefined && printedSince(run, lane, first.endMs),
  };
}

/** The threads that waited or printed, of that process which has most of them. */
export function sleepersOf(run: Run): Sleeper[] {
  const all = threadsOf(run)
    .map((lane) => sleeperOf(run, lane))
    .filter(({ waits, printed }) => waits.length > 0 || printed);
  const sizeOf = (process: number) => all.filter(({ lane }) => lane.process === process).length;
  const processes = [...new Set(all.map(({ lane }) => lane.process))].sort((a, b) => sizeOf(b) - sizeOf(a));
  return all.filter(({ lane }) => lane.process === processes[0]);
}

export const waiting = (sleepers: readonly Sleeper[]) => sleepers.filter(({ waits }) => waits.length > 0);

/** Whole hundredths of a second, as randint and choice give them; five arbitrary fractions are never all like that. */
function areRoundNumbers(naps: readonly Nap[]): boolean {
  return naps.every(({ waitedMs, parts }) => {
    return Math.abs(waitedMs - Math.round(waitedMs / 10) * 10) <= noiseMs(parts);
  });
}

/** How far two waits of the same length may differ: what starting and ending each of their parts takes. */
const noiseMs = (parts: number) => 1 + 0.2 * parts;

/**
 * `randint(0, 3)` may give 0. Such a thread does not wait, and a pool lets it take the next task at once, so that fewer
 * threads are needed. It is no fault where the durations are round numbers and others do wait.
 */
function mayHaveDrawnZero(sleepers: readonly Sleeper[], isGood: (sleeper: Sleeper) => boolean): boolean {
  const idle = sleepers.filter((sleeper) => sleeper.waits.length === 0);
  const good = sleepers.filter(isGood).length;
  return good >= 2 && good + idle.length === sleepers.length && areRoundNumbers(sleepers.map(napOf));
}

/** Passes if five threads are good in every run, or in one and the others may have drawn a zero. */
export function fiveAreGood(all: readonly Run[], isGood: (sleeper: Sleeper) => boolean): boolean {
  const runs = all.map(sleepersOf);
  const isFull = (sleepers: Sleeper[]) => sleepers.filter(isGood).length >= threadsWanted;
  if (runs.every((sleepers) => isFull(sleepers) || mayHaveDrawnZero(sleepers, isGood))) {
    return runs.some(isFull) || runs.every((sleepers) => sleepers.length >= threadsWanted);
  }
  return false;
}

/** What is compared: the time from a thread's first nap to the end of its last one; 0 for one that may have drawn 0. */
export interface Nap extends Interval {
  readonly waitedMs: number;
  readonly parts: number;
  readonly laneStartMs: number;
}

function napOf({ lane, waits, waitedMs }: Sleeper): Nap {
  const startMs = waits[0]?.startMs ?? lane.startMs;
  const endMs = Math.max(startMs, ...waits.map((wait) => wait.endMs));
  return { startMs, endMs, waitedMs, parts: waits.length, laneStartMs: lane.startMs };
}

/** Where there are too few threads, as in a small pool, one thread's naps belong to different tasks. */
export function napsOf(run: Run): Nap[] {
  const sleepers = sleepersOf(run);
  if (waiting(sleepers).length >= threadsWanted) return waiting(sleepers).map(napOf);
  return waiting(sleepers).flatMap((sleeper) =>
    sleeper.waits.map((wait) => {
      return napOf({ ...sleeper, waits: [wait], waitedMs: wait.endMs - wait.startMs });
    }),
  );
}

/** The durations that were drawn. With `randint(0, 1)` those of 0 are all that makes them differ. */
export function drawsOf(run: Run): Nap[] {
  const sleepers = sleepersOf(run);
  const zeros = mayHaveDrawnZero(sleepers, ({ waits, printed }) => waits.length > 0 && printed);
  const isFull = waiting(sleepers).length >= threadsWanted;
  return !isFull && zeros && sleepers.length >= threadsWanted ? sleepers.map(napOf) : napsOf(run);
}

export const secondsOf = (naps: readonly Nap[]) => naps.map(({ waitedMs }) => asSeconds(waitedMs)).join(', ');
export const areEqual = (a: Nap, b: Nap) =>
  Math.abs(a.waitedMs - b.waitedMs) <= noiseMs(Math.max(a.parts, b.parts));

function areTheSame(one: readonly Nap[], other: readonly Nap[], order: (a: Nap, b: Nap) => number): boolean {
  const sorted = [...other].sort(order);
  return (
    one.length === other.length && [...one].sort(order).every((nap, at) => areEqual(nap, sorted[at] as Nap))
  );
}

/**
 * The durations of one run against those of the other. Five fractions that are equal as a set were not drawn anew,
 * whichever thread got which. With round numbers that can happen by chance, or because they were shuffled; then it
 * counts who got which, by the order of starting and by the order of falling asleep.
 */
export function areRepeated(one: readonly Nap[], other: readonly Nap[]): boolean {
  if (!areTheSame(one, other, (a, b) => a.waitedMs - b.waitedMs)) return false;
  if (!areRoundNumbers(one)) return true;
  const byThread = (a: Nap, b: Nap) => a.laneStartMs - b.laneStartMs || a.startMs - b.startMs;
  return areTheSame(one, other, byThread) || areTheSame(one, other, (a, b) => a.startMs - b.startMs);
}
