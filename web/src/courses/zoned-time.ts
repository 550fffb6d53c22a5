/**
 * Moments as the clocks of a time zone show them. The browser's inputs know local times without a zone; a course has one, and
 * it is not that of whoever looks at it.
 */
const minuteMs = 60_000;

const partsOf = (timeZone: string) =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });

/** The value of an <input type="datetime-local">, as in 2027-01-31T23:59. */
export function toZoned(at: Date, timeZone: string): string {
  const parts = Object.fromEntries(
    partsOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/**
 * The moment at which the clocks of the zone show `text`; null when it is no time. A time that summer time skips becomes the one
 * an hour later, and of one that occurs twice the first is taken.
 */
export function fromZoned(text: string, timeZone: string): Date | null {
  const asUtc = Date.parse(`${text}Z`);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) || Number.isNaN(asUtc)) return null;
  const offsets = [asUtc - 24 * 60 * minuteMs, asUtc + 24 * 60 * minuteMs].map((near) =>
    offsetMs(near, timeZone),
  );
  const candidates = offsets.map((offset) => asUtc - offset).sort((a, b) => a - b);
  const exact = candidates.find((at) => at + offsetMs(at, timeZone) === asUtc);
  return new Date(exact ?? Math.max(...candidates));
}

/** How far the zone's clocks are ahead of UTC at a moment. */
function offsetMs(atMs: number, timeZone: string): number {
  const wholeMinute = Math.floor(atMs / minuteMs) * minuteMs;
  return Date.parse(`${toZoned(new Date(wholeMinute), timeZone)}Z`) - wholeMinute;
}
