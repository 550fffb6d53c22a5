const seconds = /^\d{1,9}$/;

/** Milliseconds of a Retry-After header (RFC 9110: seconds, or a date); null when it has none, or one that says nothing. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  if (seconds.test(text)) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}
