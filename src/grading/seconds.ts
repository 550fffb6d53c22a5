/** "2.0 s", "0.25 s", "12 ms": as many digits as a person needs to follow the argument. */
export function asSeconds(ms: number): string {
  if (ms > 0 && ms < 100) return `${ms < 10 ? Number(ms.toFixed(1)) : Math.round(ms)} ms`;
  const seconds = ms / 1000;
  const hundredths = Math.round(seconds * 100);
  return `${hundredths % 10 === 0 || seconds >= 10 ? seconds.toFixed(1) : seconds.toFixed(2)} s`;
}

/** "1 request", "2 requests", "1 process", "3 processes". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
