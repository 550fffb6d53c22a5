import type { DrawOptions } from './draw-timeline.js';

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

const pipedWidth = 100;
const maxWidth = 140;

/** Colours on a terminal only, and not there if NO_COLOR (no-color.org) is set. */
export function drawOptions(): DrawOptions {
  const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
  return { width: Math.min(maxWidth, process.stdout.columns ?? pipedWidth), colour };
}
