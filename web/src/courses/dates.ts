/** Dates of a course in words: always in the zone of the course, with the name of the zone where it is not the reader's. */
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** "Fri 27 Nov, 23:59", with the year where it is not that of `now`. */
export function momentWords(at: Date, timeZone: string, now: Date): string {
  const year = new Intl.DateTimeFormat('en', { year: 'numeric', timeZone });
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(year.format(at) === year.format(now) ? {} : { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  })
    .format(at)
    .replace(/^(\p{L}+),/u, '$1');
}

/** "in 3 days", "2 hours ago". Whole units, rounded down in the future, so that nobody believes to have more time. */
export function distanceWords(at: Date, now: Date): string {
  const aheadMs = at.getTime() - now.getTime();
  const sizeMs = Math.abs(aheadMs);
  const [unitMs, unit] =
    sizeMs >= 2 * dayMs
      ? ([dayMs, 'day'] as const)
      : sizeMs >= 2 * hourMs
        ? ([hourMs, 'hour'] as const)
        : ([minuteMs, 'minute'] as const);
  if (sizeMs < minuteMs) return aheadMs >= 0 ? 'in less than a minute' : 'just now';
  return relative.format(Math.trunc(aheadMs / unitMs), unit);
}

/** "4:05", "1:02:09": what is left of a cool-down. */
export function countdownWords(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** "45 seconds", "10 minutes", "2 hours", "1 day": a length that somebody has set. */
export function lengthWords(seconds: number): string {
  const units = [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ] as const;
  const [size, unit] = units.find(([size]) => seconds >= size && seconds % size === 0) ?? [1, 'second'];
  const count = seconds / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** "Europe/Berlin time"; empty where the reader's clock shows the same. */
export function zoneWords(timeZone: string): string {
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return own === timeZone ? '' : `${timeZone.replaceAll('_', ' ')} time`;
}
