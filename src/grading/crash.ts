/** The error that ended a program, read from its error output: as reported by the program itself. */
import type { Run } from './timeline.js';
import { outputOf } from './timeline-selectors.js';

/** What a traceback says. */
export interface Crash {
  /** "NameError: name 'tme' is not defined" */
  readonly error: string;
  /** The innermost place of the traceback that is in the student's own files. */
  readonly file: string | null;
  readonly line: number | null;
}

/** Longer ones are cut. */
const errorMax = 300;

/**
 * The last error that nobody caught: that of the main thread, or else of the lane that was the first to report one. Each
 * lane's text is read for itself, as several may write at once.
 */
export function crashOf(run: Run): Crash | null {
  const pieces = outputOf(run).filter(({ stream }) => stream === 'stderr');
  const byLane = [...Map.groupBy(pieces, ({ lane }) => lane)];
  byLane.sort(([a], [b]) => Number(b === 0) - Number(a === 0));
  for (const [, own] of byLane) {
    const text = own.map((piece) => piece.text).join('');
    const crash = crashInPython(text) ?? crashInNode(text);
    if (crash) return crash;
  }
  return null;
}

function crashInPython(text: string): Crash | null {
  const lines = text.split('\n');
  const start = lines.findLastIndex((line) => line.startsWith('Traceback (most recent call last)'));
  const syntax = lines.findLastIndex((line) => /^(SyntaxError|IndentationError|TabError):/.test(line));
  if (start < 0 && (syntax < 0 || endOfNode(lines) >= 0)) return null;
  const end =
    syntax > start ? syntax : lines.findIndex((line, at) => at > start && /^[A-Za-z_][\w.]*(:|$)/.test(line));
  const error = lines[end];
  if (end < 0 || error === undefined) return null;
  const places = lines.slice(Math.max(0, start), end).flatMap((line) => {
    const place = /^\s*File "\/box\/([^"/]+)", line (\d+)/.exec(line);
    return place ? [{ file: place[1] ?? null, line: Number(place[2]) }] : [];
  });
  const last = places.at(-1);
  // Some messages begin on the next line.
  const more = error.trimEnd().endsWith(':') ? lines.slice(end + 1, end + 3).map((line) => line.trim()) : [];
  return {
    error: [error.trimEnd(), ...more].join(' ').trim().slice(0, errorMax),
    file: last?.file ?? null,
    line: last?.line ?? null,
  };
}

/** Its last words when an error that nobody caught ends the program. */
const endOfNode = (lines: readonly string[]): number =>
  lines.findLastIndex((line) => /^Node\.js v\d/.test(line));

/** "ReferenceError: x is not defined", "Error [ERR_X]: …", "Uncaught 'text'", each followed by its places. */
function crashInNode(text: string): Crash | null {
  const all = text.split('\n');
  const lines = all.slice(0, Math.max(0, endOfNode(all)));
  const at = lines.findLastIndex((line) =>
    /^(?:Uncaught \S|[A-Z_$][\w$.]*(?: \[\w+\])?: |[A-Z]\w*Error$)/.test(line),
  );
  const error = lines[at];
  if (error === undefined) return null;
  // A message may have several lines; then come the places, the innermost first. Without any, the source is quoted above.
  const places = [...lines.slice(at + 1), ...lines.slice(0, at)].flatMap((line) => {
    const place = /^(?:\s+at .*)?(?:file:\/\/)?\/box\/([^:/]+):(\d+)/.exec(
      line.replace(/\((?=\/|file:)/, ''),
    );
    return place ? [{ file: place[1] ?? null, line: Number(place[2]) }] : [];
  });
  return {
    error: error.trim().slice(0, errorMax),
    file: places[0]?.file ?? null,
    line: places[0]?.line ?? null,
  };
}
