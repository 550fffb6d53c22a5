import type { Run } from './timeline.js';
import { lanesOf, linesOf, outputOf, textOf } from './timeline-selectors.js';

/**
 * What was printed: all of it as it came, and each lane's own, because several may write at once and into each other's
 * lines. What is written on the error output counts, but not the traceback at its end.
 */
export function printedTextsOf(run: Run): string[] {
  const own = lanesOf(run).map((lane) =>
    outputOf(run, lane.id)
      .filter(({ stream }) => stream === 'stdout')
      .map(({ text }) => text)
      .join(''),
  );
  const errors = linesOf(run, 'stderr').map(({ text }) => text);
  const traceback = errors.findIndex((line) => line.startsWith('Traceback (most recent'));
  return [textOf(run, 'stdout'), ...own, ...(traceback < 0 ? errors : errors.slice(0, traceback))];
}

/** The program without its comments, and numbers without underscores: where to look for one that was typed in. */
export const codeOf = (files: Readonly<Record<string, string>>): string =>
  Object.entries(files)
    .filter(([name]) => name.endsWith('.py'))
    .map(([, text]) => text)
    .join('\n')
    .replace(/#.*$/gm, '')
    .replace(/(?<=\d)_(?=\d)/g, '');
