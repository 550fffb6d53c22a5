export interface Tick {
  atMs: number;
  label: string;
}

/** The next of 1, 2, 5, 10, 20, 50, … that is not below `least`. */
export function niceStepMs(leastMs: number): number {
  const power = 10 ** Math.floor(Math.log10(leastMs));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= leastMs * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Ticks from 0 to the end, at most one in `leastPx` pixels, labelled in one unit with as many digits as the step needs. */
export function ticksOf(endMs: number, pxPerMs: number, leastPx: number): Tick[] {
  const stepMs = niceStepMs(Math.max(leastPx / pxPerMs, 1e-3));
  const count = Math.floor(endMs / stepMs + 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => {
    const atMs = index * stepMs;
    return { atMs, label: labelOf(atMs, stepMs) };
  });
}

/** Seconds; below a step of 10 ms, milliseconds, because 0.005 s says nothing to anyone. */
function labelOf(atMs: number, stepMs: number): string {
  if (atMs === 0) return '0 s';
  if (stepMs >= 10) return `${(atMs / 1000).toFixed(digitsOf(stepMs / 1000))} s`;
  return `${atMs.toFixed(digitsOf(stepMs))} ms`;
}

const digitsOf = (step: number): number => Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
