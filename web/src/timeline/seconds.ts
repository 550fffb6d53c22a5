/** "2.0 s", "0.25 s", "12 ms": as many digits as a person needs to follow the argument. */
export function asSeconds(ms: number): string {
  if (ms < 0.05) return '0 s';
  if (ms < 99.5) return `${ms < 10 ? Number(ms.toFixed(1)) : Math.round(ms)} ms`;
  const seconds = ms / 1000;
  const hundredths = Math.round(seconds * 100);
  return `${hundredths % 10 === 0 || seconds >= 10 ? seconds.toFixed(1) : seconds.toFixed(2)} s`;
}

export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** A point of the virtual clock, always in the same form, so that a column of them lines up: "0.004 s", "12.300 s". */
export function asClock(ms: number): string {
  return `${(ms / 1000).toFixed(3)} s`;
}
