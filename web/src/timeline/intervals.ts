export interface Interval {
  startMs: number;
  endMs: number;
}

export interface Measure {
  count: number;
  startMs: number;
  endMs: number;
  elapsedMs: number;
  longestMs: number;
  serialMs: number;
  peak: number;
  /** 1: the total equals the longest one; 0: one after the other; null with fewer than two. */
  overlap: number | null;
}

/** The measures of DESIGN.md, over any intervals. The figures of the report come from the service; these draw it. */
export function measure(intervals: readonly Interval[]): Measure | null {
  if (intervals.length === 0) return null;
  const startMs = intervals.reduce(
    (least, { startMs }) => Math.min(least, startMs),
    Number.POSITIVE_INFINITY,
  );
  const endMs = intervals.reduce((most, { endMs }) => Math.max(most, endMs), Number.NEGATIVE_INFINITY);
  const longestMs = intervals.reduce((most, each) => Math.max(most, lengthOf(each)), 0);
  const serialMs = intervals.reduce((sum, each) => sum + lengthOf(each), 0);
  const elapsedMs = endMs - startMs;
  const canBeSavedMs = serialMs - longestMs;
  const overlap =
    intervals.length < 2 || canBeSavedMs < 0.001
      ? null
      : Math.min(1, Math.max(0, (serialMs - elapsedMs) / canBeSavedMs));
  return {
    count: intervals.length,
    startMs,
    endMs,
    elapsedMs,
    longestMs,
    serialMs,
    peak: peakOf(intervals),
    overlap,
  };
}

export const lengthOf = ({ startMs, endMs }: Interval): number => endMs - startMs;

/** Most intervals open at once; one that ends when another starts is not open with it. */
export function peakOf(intervals: readonly Interval[]): number {
  const changes = intervals
    .filter((each) => lengthOf(each) > 0)
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

/** Groups that hang together in time: each interval overlaps another of its group and none of another group. */
export function groupsOpenTogether<T extends Interval>(intervals: readonly T[]): T[][] {
  const groups: T[][] = [];
  let lastEndMs = Number.NEGATIVE_INFINITY;
  for (const interval of [...intervals].sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs)) {
    const group = groups.at(-1);
    if (group && interval.startMs < lastEndMs) group.push(interval);
    else groups.push([interval]);
    lastEndMs = Math.max(lastEndMs, interval.endMs);
  }
  return groups;
}

export interface Packed<T> {
  item: T;
  /** Sub-row, from 0: two items in the same one never overlap. */
  row: number;
}

/** Puts each interval into the first sub-row that is free when it starts: overlap becomes depth. */
export function pack<T extends Interval>(intervals: readonly T[]): { packed: Packed<T>[]; rows: number } {
  const endOfRow: number[] = [];
  const packed = [...intervals]
    .sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs)
    .map((item) => {
      const free = endOfRow.findIndex((endMs) => endMs <= item.startMs);
      const row = free < 0 ? endOfRow.length : free;
      endOfRow[row] = item.endMs;
      return { item, row };
    });
  return { packed, rows: endOfRow.length };
}
