import { setTimeout as delay } from 'node:timers/promises';

const lookEveryMs = 20;
/** Not a measure of anything: only how long a test hangs before it says what it was waiting for. */
const giveUpAfterMs = 150_000;

/** Looks until there is something to see; what was expected is named when nothing comes. */
export async function eventually<T>(what: string, look: () => Promise<T | null> | T | null): Promise<T> {
  const deadline = Date.now() + giveUpAfterMs;
  while (Date.now() < deadline) {
    const seen = await look();
    if (seen !== null) return seen;
    await delay(lookEveryMs);
  }
  throw new Error(`Waited in vain: ${what}`);
}
