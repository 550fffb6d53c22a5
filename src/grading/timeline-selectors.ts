/** Questions to one run. Each gives a fresh array in order of time. */
import type { Interval } from './measures.js';
import type { Lane, LeftFile, Output, Reported, RequestRecord, Run, Span } from './timeline.js';

const byStart = (a: Interval, b: Interval): number => a.startMs - b.startMs;

/**
 * CPython waits in pieces of 5 ms for the interpreter lock while another thread runs. They end by their deadline,
 * but nobody asked for them; only a plain sleep may be as short as that.
 */
const interpreterLockWaitMs = 6;

/** Waits that ended because the time asked for had passed: sleep, and wait, poll or select that timed out. */
export function sleepsOf(run: Run, lane?: number): Span[] {
  return run.timeline.spans
    .filter((span) => lane === undefined || span.lane === lane)
    .filter((span) => span.ended === 'deadline' && span.kind !== 'running')
    .filter((span) => span.on === 'sleep' || span.endMs - span.startMs > interpreterLockWaitMs)
    .sort(byStart);
}

/** What lanes did, or what one lane did. */
export function spansOf(run: Run, lane?: number): Span[] {
  return run.timeline.spans.filter((span) => lane === undefined || span.lane === lane).sort(byStart);
}

/** Spans of one lane that lie in an interval, wholly or in part. Quick also when asked for many intervals. */
export function spansDuring(run: Run, lane: number, { startMs, endMs }: Interval): Span[] {
  const spans = spansByLane(run).get(lane) ?? [];
  // Spans of a lane follow one another, so they are in order of their ends too.
  let from = 0;
  for (let to = spans.length; from < to; ) {
    const middle = (from + to) >>> 1;
    if (spans[middle]!.endMs <= startMs) from = middle + 1;
    else to = middle;
  }
  const during: Span[] = [];
  for (let span = spans[from]; span && span.startMs < endMs; span = spans[++from]) during.push(span);
  return during;
}

const knownSpans = new WeakMap<Run, Map<number, Span[]>>();

function spansByLane(run: Run): Map<number, Span[]> {
  const known = knownSpans.get(run);
  if (known) return known;
  const byLane = Map.groupBy(spansOf(run), (span) => span.lane);
  knownSpans.set(run, byLane);
  return byLane;
}

/** All threads and processes, by their start. */
export function lanesOf(run: Run): Lane[] {
  return [...run.timeline.lanes].sort((a, b) => a.startMs - b.startMs || a.id - b.id);
}

/** The lane of this number; null if there is none. */
export function laneOf(run: Run, id: number): Lane | null {
  return run.timeline.lanes.find((lane) => lane.id === id) ?? null;
}

/** The first lane of the process that a lane belongs to. */
export function processOf(run: Run, lane: number): number | null {
  return laneOf(run, lane)?.process ?? null;
}

/** Threads of the student's processes besides the first of each; with `process`, of that process alone. */
export function threadsOf(run: Run, process?: number): Lane[] {
  return lanesOf(run).filter(
    (lane) =>
      lane.kind === 'thread' &&
      lane.role === 'student' &&
      (process === undefined || lane.process === process),
  );
}

/** Worker processes: the student's own besides the main one; no helper of the interpreter, no other program. */
export function workersOf(run: Run): Lane[] {
  return lanesOf(run).filter((lane) => lane.kind === 'process' && lane.role === 'student');
}

/** All requests, or those that one lane sent. */
export function requestsOf(run: Run, lane?: number): RequestRecord[] {
  return run.timeline.requests.filter((request) => lane === undefined || request.lane === lane).sort(byStart);
}

/** Everything that was written, or what one lane wrote, in the pieces in which it was written. */
export function outputOf(run: Run, lane?: number): Output[] {
  return run.timeline.output
    .filter((output) => lane === undefined || output.lane === lane)
    .sort((a, b) => a.atMs - b.atMs);
}

/** Everything written to one stream, by all lanes, in the order of writing. */
export function textOf(run: Run, stream: Output['stream']): string {
  return outputOf(run)
    .filter((output) => output.stream === stream)
    .map((output) => output.text)
    .join('');
}

/**
 * Whole lines, though `print` may write a line in pieces: the pieces of one lane are put together, and the line is at
 * the time of its last piece. An unfinished line counts too. Empty lines are left out.
 */
export function linesOf(run: Run, stream: Output['stream']): Output[] {
  const lines: Output[] = [];
  // Kept apart until the line ends: a program may write a megabyte byte by byte.
  const open = new Map<number | null, { last: Output; texts: string[] }>();
  const close = (lane: number | null): void => {
    const line = open.get(lane);
    open.delete(lane);
    const text = line?.texts.join('') ?? '';
    if (line && text !== '') lines.push({ ...line.last, text });
  };
  for (const piece of outputOf(run)) {
    if (piece.stream !== stream) continue;
    piece.text.split('\n').forEach((text, at) => {
      if (at > 0) close(piece.lane);
      const texts = open.get(piece.lane)?.texts ?? [];
      if (text !== '') texts.push(text);
      open.set(piece.lane, { last: piece, texts });
    });
  }
  for (const lane of [...open.keys()]) close(lane);
  return lines.sort((a, b) => a.atMs - b.atMs);
}

/** What a probe inside the interpreter said, in one lane or in all. */
export function reportedOf(run: Run, lane?: number): Reported[] {
  return run.timeline.reported
    .filter((reported) => lane === undefined || reported.lane === lane)
    .sort((a, b) => a.atMs - b.atMs);
}

/** Files that the program left in its folder, by path; none of those it came with. */
export const leftFilesOf = (run: Run): LeftFile[] => [...(run.timeline.leftFiles ?? [])];
