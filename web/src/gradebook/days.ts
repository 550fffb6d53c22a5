import { toZoned } from '../courses/zoned-time.ts';
import type { Column } from './columns.tsx';

const dayMs = 24 * 60 * 60 * 1000;
const short = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });
/** A column each; more days than this are hardly told apart. */
const mostDays = 370;

/** Every day from the first to the last, also those on which nothing came: a pause must be seen as one. */
export function dayColumns(counts: readonly { day: string; count: number }[]): Column[] {
  const byDay = new Map(counts.map(({ day, count }) => [day, count]));
  const days = [...byDay.keys()].sort();
  const first = days[0];
  const last = days.at(-1);
  if (first === undefined || last === undefined) return [];
  const span = Math.min(mostDays, Math.round((Date.parse(last) - Date.parse(first)) / dayMs) + 1);
  const every = Math.max(1, Math.ceil(span / 8));
  return Array.from({ length: span }, (_, index) => {
    const date = new Date(Date.parse(first) + index * dayMs);
    const key = date.toISOString().slice(0, 10);
    const count = byDay.get(key) ?? 0;
    const words = short.format(date);
    return { key, count, words: `${words}: ${count}`, label: index % every === 0 ? words : '' };
  });
}

/** Where a moment falls among the days of a time zone, as 0…1; null when it is outside of them. */
export function placeAmong(columns: readonly Column[], at: string, timeZone: string): number | null {
  const first = columns[0];
  if (!first) return null;
  const shownMs = Date.parse(`${toZoned(new Date(at), timeZone)}Z`);
  const place = (shownMs - Date.parse(first.key)) / dayMs / columns.length;
  return place >= 0 && place <= 1 ? place : null;
}
