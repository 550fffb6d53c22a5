import { type Interval, lengthOf, pack } from './intervals.ts';
import type { Comparison } from './story.ts';

export interface ComparedBar extends Interval {
  subRow: number;
  /** Neighbours in a chain differ in shade, so that they can be counted. */
  shade: 0 | 1;
}

export interface ComparedRow {
  id: 'this-run' | 'serial' | 'together';
  label: string;
  totalMs: number;
  subRows: number;
  bars: ComparedBar[];
}

const shadeOf = (index: number): 0 | 1 => (index % 2 === 0 ? 0 : 1);

/** The same intervals two or three times: as they were, end to end, and all starting at once. */
export function comparedRows({ measure, intervals, tone }: Comparison): ComparedRow[] {
  const each: Interval[] = intervals ?? [{ startMs: measure.startMs, endMs: measure.endMs }];
  const rows = [asTheyWere(each, measure.startMs, measure.elapsedMs)];
  if (tone !== 'bad')
    rows.push(endToEnd(intervals ?? [{ startMs: 0, endMs: measure.serialMs }], measure.serialMs));
  if (tone !== 'good')
    rows.push(allTogether(intervals ?? [{ startMs: 0, endMs: measure.longestMs }], measure.longestMs));
  return rows;
}

function asTheyWere(intervals: readonly Interval[], originMs: number, totalMs: number): ComparedRow {
  const shadeOfInterval = new Map(intervals.map((interval, index) => [interval, shadeOf(index)]));
  const { packed, rows } = pack(intervals);
  const bars = packed.map(({ item, row }) => ({
    startMs: item.startMs - originMs,
    endMs: item.endMs - originMs,
    subRow: row,
    shade: shadeOfInterval.get(item) ?? 0,
  }));
  return { id: 'this-run', label: 'This run', totalMs, subRows: rows, bars };
}

function endToEnd(intervals: readonly Interval[], totalMs: number): ComparedRow {
  let atMs = 0;
  const bars = intervals.map((interval, index) => {
    const startMs = atMs;
    atMs += lengthOf(interval);
    return { startMs, endMs: atMs, subRow: 0, shade: shadeOf(index) };
  });
  return { id: 'serial', label: 'One after the other', totalMs, subRows: 1, bars };
}

function allTogether(intervals: readonly Interval[], totalMs: number): ComparedRow {
  const bars = intervals.map((interval, index) => ({
    startMs: 0,
    endMs: lengthOf(interval),
    subRow: index,
    shade: shadeOf(index),
  }));
  return { id: 'together', label: 'All at once', totalMs, subRows: intervals.length, bars };
}
