import type { Span } from '../api/types.ts';

/** Spans that lie next to each other and are too short to be seen one by one, drawn as one. */
export interface DrawnSpan {
  /** `mixed`: several kinds in one. */
  kind: Span['kind'] | 'mixed';
  startMs: number;
  endMs: number;
  /** Spans in it; 1 for one that is drawn as it is. */
  count: number;
  runningMs: number;
  sleepingMs: number;
  waitingMs: number;
  /** The only one, or the first. */
  first: Span;
}

/**
 * Draws a lane's spans with at most one mark in `leastPx` pixels: neighbours shorter than that become one mark,
 * which knows how much of it was running, so that nothing is lost but the order inside.
 */
export function drawnSpans(spans: readonly Span[], pxPerMs: number, leastPx: number): DrawnSpan[] {
  const leastMs = leastPx / pxPerMs;
  const drawn: DrawnSpan[] = [];
  for (const span of [...spans].sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs)) {
    const last = drawn.at(-1);
    const joins =
      last !== undefined &&
      span.endMs - span.startMs < leastMs &&
      last.endMs - last.startMs < leastMs &&
      span.startMs - last.endMs < leastMs;
    if (joins) drawn[drawn.length - 1] = joined(last, span);
    else drawn.push(single(span));
  }
  return drawn;
}

function single(span: Span): DrawnSpan {
  const lengthMs = span.endMs - span.startMs;
  return {
    kind: span.kind,
    startMs: span.startMs,
    endMs: span.endMs,
    count: 1,
    runningMs: span.kind === 'running' ? lengthMs : 0,
    sleepingMs: span.kind === 'sleeping' ? lengthMs : 0,
    waitingMs: span.kind === 'waiting' ? lengthMs : 0,
    first: span,
  };
}

function joined(drawn: DrawnSpan, span: Span): DrawnSpan {
  const more = single(span);
  return {
    ...drawn,
    kind: drawn.kind === span.kind ? drawn.kind : 'mixed',
    endMs: Math.max(drawn.endMs, span.endMs),
    count: drawn.count + 1,
    runningMs: drawn.runningMs + more.runningMs,
    sleepingMs: drawn.sleepingMs + more.sleepingMs,
    waitingMs: drawn.waitingMs + more.waitingMs,
  };
}
