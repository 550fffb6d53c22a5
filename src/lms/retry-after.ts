const seconds = /^\d{1,9}$/;
/** Begins with the day of the week; Date.parse would take much else. */
const date = /^[a-z]{3,9},? /i;

/** Milliseconds of a Retry-After header (RFC 9110: seconds, or a date); null when it has none, or one that says nothing. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  if (seconds.test(text)) return Number(text) * 1_000;
  const at = date.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}
