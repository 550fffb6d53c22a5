const absolute = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** "just now", "5 minutes ago", "yesterday"; after a week, the date. */
export function whenWords(at: Date, now: Date): string {
  const agoMs = now.getTime() - at.getTime();
  if (agoMs < minuteMs) return 'just now';
  if (agoMs < hourMs) return relative.format(-Math.round(agoMs / minuteMs), 'minute');
  if (agoMs < dayMs) return relative.format(-Math.round(agoMs / hourMs), 'hour');
  if (agoMs < 7 * dayMs) return relative.format(-Math.round(agoMs / dayMs), 'day');
  return absolute.format(at);
}

export const dateWords = (at: Date): string => absolute.format(at);
