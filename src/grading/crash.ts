/** The error that ended a program, as the program reported it on its error output. */
import type { Language } from './exercise.js';
import type { Run } from './timeline.js';
import { outputOf } from './timeline-selectors.js';

/** What a traceback says. */
export interface Crash {
  readonly language: Language;
  /** "NameError: name 'tme' is not defined" */
  readonly error: string;
  /** The last place of the traceback that is in the student's own files. */
  readonly file: string | null;
  readonly line: number | null;
}

const mostErrorLength = 300;

/**
 * The last traceback on the error output, as reported by the program: that of the main thread, or else of the lane that
 * was the first to report one. Each lane's text is read for itself, as several may write at once.
 */
export function crashOf(run: Run): Crash | null {
  const pieces = outputOf(run).filter(({ stream }) => stream === 'stderr');
  const byLane = [...Map.groupBy(pieces, ({ lane }) => lane)];
  byLane.sort(([a], [b]) => Number(b === 0) - Number(a === 0));
  for (const [, own] of byLane) {
    const lines = own
      .map(({ text }) => text)
      .join('')
      .split('\n');
    const crash = crashOfPython(lines) ?? crashOfNode(lines);
    if (crash) return crash;
  }
  return null;
}

const head = 'Traceback (most recent call last)';

/** Of a group, as a TaskGroup raises it, the first exception in it says what went wrong: without the frame of the group. */
function withoutGroup(text: string): string {
  const at = text.lastIndexOf(`+ Exception Group ${head}`);
  if (at < 0 || text.lastIndexOf(`\n${head}`) > at) return text;
  const lines = text.slice(at).split('\n');
  // Exceptions that were never raised have no traceback; the group has.
  const raised = lines.findIndex((line) => line.trimStart().startsWith(`| ${head}`));
  const own = lines.slice(Math.max(raised, 1));
  const frame = /^\s*\|/.exec(own[0] ?? '')?.[0] ?? '|';
  const end = own.findIndex((line) => !line.startsWith(frame));
  const inside = own.slice(0, end < 0 ? own.length : end).map((line) => line.slice(frame.length + 1));
  return [`${head}:`, ...inside].join('\n');
}

function crashOfPython(written: readonly string[]): Crash | null {
  const lines = withoutGroup(written.join('\n')).split('\n');
  const start = lines.findLastIndex((line) => line.startsWith(head));
  const syntax = lines.findLastIndex((line) => /^(SyntaxError|IndentationError|TabError)\b/.test(line));
  if (start < 0 && (syntax < 0 || isOfNode(lines))) return null;
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
    language: 'python',
    error: [error.trimEnd(), ...more].join(' ').trim().slice(0, mostErrorLength),
    file: last?.file ?? null,
    line: last?.line ?? null,
  };
}

const nodesCause = '  [cause]: Error: ';
const nodesLastLine = /^Node\.js v\d/;
const isOfNode = (lines: readonly string[]): boolean => lines.some((line) => nodesLastLine.test(line));

/** A place with its line and a caret, where that is known; the error and its stack; and the version of Node. */
function crashOfNode(lines: readonly string[]): Crash | null {
  const end = lines.findLastIndex((line) => nodesLastLine.test(line));
  if (end < 0) return null;
  const caret = lines.findLastIndex((line, at) => at < end && /^\s*\^$/.test(line));
  const isPlaced = caret >= 2 && place.test(lines[caret - 2] ?? '');
  const before = lines.slice(0, end);
  const stack = before.findLastIndex((line, at) => !isFrame(line) && isFrame(before[at + 1] ?? ''));
  const alone = before.findLastIndex((line) => /^(Uncaught \S|[A-Z]\w*Error\b)/.test(line));
  const head = isPlaced ? caret + 2 : Math.max(stack, alone);
  if (head < 0) return null;
  const cause = before.slice(head).find((line) => line.startsWith(nodesCause));
  const text = [
    ...before.slice(head, Math.max(stack, head) + 1),
    ...(cause ? [`(${cause.slice(nodesCause.length)})`] : []),
  ];
  const [, file = null, line = null] =
    place.exec([...(isPlaced ? [lines[caret - 2]] : []), ...before.slice(head)].join('\n')) ?? [];
  return {
    language: 'javascript',
    error: text.join(' ').trim().slice(0, mostErrorLength),
    file: file && fileIn(file),
    line: line === null ? null : Number(line),
  };
}

const place = /\/box\/([^/:)\n]+):(\d+)/;
const isFrame = (line: string): boolean => /^ {4}at /.test(line);

function fileIn(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
