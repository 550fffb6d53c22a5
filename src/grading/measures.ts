/** A half-open interval of virtual time, in milliseconds. */
export interface Interval {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * `elapsed` = last end − first start; `longest`; `serial` = sum of the lengths; `peak` = most open at once;
 * `overlap` = (serial − elapsed) / (serial − longest), clamped to 0…1: 1 means that the total equals the longest one,
 * 0 means one after the other. Null (undefined) with fewer than two intervals.
 */
export interface Measure {
  readonly count: number;
  readonly elapsedMs: number;
  readonly longestMs: number;
  readonly serialMs: number;
  readonly peak: number;
  readonly overlap: number | null;
}

const microsecond = 1000;
/** Times come with three decimals; sums of them should too. */
const toMicroseconds = (ms: number): number => Math.round(ms * microsecond) / microsecond;

/** How intervals lie to one another: how many, how long in all, and how much they overlap. */
export function measure(intervals: readonly Interval[]): Measure {
  if (intervals.length === 0) {
    return { count: 0, elapsedMs: 0, longestMs: 0, serialMs: 0, peak: 0, overlap: null };
  }
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  let longest = 0;
  let serial = 0;
  for (const { startMs, endMs } of intervals) {
    first = Math.min(first, startMs);
    last = Math.max(last, endMs);
    longest = Math.max(longest, endMs - startMs);
    serial += endMs - startMs;
  }
  return {
    count: intervals.length,
    elapsedMs: toMicroseconds(last - first),
    longestMs: toMicroseconds(longest),
    serialMs: toMicroseconds(serial),
    peak: peakOf(intervals),
    overlap: overlapOf(last - first, longest, serial),
  };
}

/** Most intervals open at once. They are half-open: one that ends when another starts is not open with it. */
export function peakOf(intervals: readonly Interval[]): number {
  const changes = intervals
    .filter(({ startMs, endMs }) => endMs > startMs)
    .flatMap(({ startMs, endMs }) => [
      { atMs: startMs, by: 1 },
      { atMs: endMs, by: -1 },
    ])
    .sort((a, b) => a.atMs - b.atMs || a.by - b.by);
  let open = 0;
  let peak = 0;
  for (const { by } of changes) {
    open += by;
    peak = Math.max(peak, open);
  }
  return peak;
}

/** Null also when all but one are empty: then nothing could have been saved, and the quotient is 0 ÷ 0. */
function overlapOf(elapsed: number, longest: number, serial: number): number | null {
  const canBeSaved = serial - longest;
  if (canBeSaved < 1 / microsecond) return null;
  const overlap = (serial - elapsed) / canBeSaved;
  return Math.min(1, Math.max(0, Math.round(overlap * 1e6) / 1e6));
}

/** Intervals that overlap or touch become one; in order of time. */
export function merged(intervals: readonly Interval[]): Interval[] {
  const found: { startMs: number; endMs: number }[] = [];
  for (const { startMs, endMs } of [...intervals].sort((a, b) => a.startMs - b.startMs)) {
    const last = found.at(-1);
    if (last && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
    else found.push({ startMs, endMs });
  }
  return found;
}

/**
 * The same for workers, each busy in intervals of its own: `longest` is what the busiest one did in all, `elapsed` the time
 * in which any was busy, `peak` the most that were at once. Idle workers do not count.
 */
export function measureWorkers(workers: readonly (readonly Interval[])[]): Measure {
  const busy = workers.map(merged).filter((intervals) => lengthOf(intervals) > 0);
  const longest = Math.max(0, ...busy.map(lengthOf));
  const serial = busy.reduce((sum, intervals) => sum + lengthOf(intervals), 0);
  const elapsed = lengthOf(merged(busy.flat()));
  return {
    count: busy.length,
    elapsedMs: toMicroseconds(elapsed),
    longestMs: toMicroseconds(longest),
    serialMs: toMicroseconds(serial),
    peak: peakOf(busy.flat()),
    overlap: overlapOf(elapsed, longest, serial),
  };
}

/**
 * The best round of work: where a program shows two ways after one another, one of them is enough. A round is a stretch of
 * time without a pause in which at least so many workers were busy, each for at least so long. All of the time is one too,
 * whatever was done in it.
 */
export function bestRound(
  workers: readonly (readonly Interval[])[],
  least: { readonly workers: number; readonly busyMs: number },
): Measure {
  const rounds = groupsOpenTogether(workers.flat()).flatMap((group) => {
    const members = new Set(group);
    const inRound = workers.map((intervals) => intervals.filter((interval) => members.has(interval)));
    const busy = inRound.filter((intervals) => lengthOf(merged(intervals)) > least.busyMs);
    return busy.length >= least.workers ? [measureWorkers(busy)] : [];
  });
  return rounds.reduce((a, b) => ((b.overlap ?? 0) > (a.overlap ?? 0) ? b : a), measureWorkers(workers));
}

/** Of intervals apart from one another. */
export const lengthOf = (intervals: readonly Interval[]): number =>
  intervals.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);

/** Whether two intervals overlap. */
export const areOpenTogether = (a: Interval, b: Interval): boolean =>
  a.startMs < b.endMs && b.startMs < a.endMs;

/** How long both were open; 0 if they never were at once. */
export const sharedMsOf = (a: Interval, b: Interval): number =>
  Math.max(0, Math.min(a.endMs, b.endMs) - Math.max(a.startMs, b.startMs));

/**
 * Groups of intervals that hang together in time: each overlaps another one of its group, none overlaps one of
 * another group. In order of time.
 */
export function groupsOpenTogether<T extends Interval>(intervals: readonly T[]): T[][] {
  const groups: T[][] = [];
  let lastEnd = Number.NEGATIVE_INFINITY;
  for (const interval of [...intervals].sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs)) {
    const group = groups.at(-1);
    if (group && interval.startMs < lastEnd) group.push(interval);
    else groups.push([interval]);
    lastEnd = Math.max(lastEnd, interval.endMs);
  }
  return groups;
}
