export interface Axis {
  /** The last tick: not below any count. */
  top: number;
  ticks: number[];
}

const mostSteps = 4;

/** Whole numbers from 0 to at least `most`, in steps of 1, 2, 5, 10, 20, … */
export function axisTo(most: number): Axis {
  const least = most / mostSteps;
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, least))));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
  const count = Math.max(1, Math.ceil(most / step));
  return { top: count * step, ticks: Array.from({ length: count + 1 }, (_, index) => index * step) };
}
