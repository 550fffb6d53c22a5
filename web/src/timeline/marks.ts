import type { Output, RequestRecord, Span } from '../api/types.ts';
import { outputLines } from './output-lines.ts';
import type { PlacedRow } from './rows.ts';
import type { Scale } from './scale.ts';
import { type DrawnSpan, drawnSpans } from './spans.ts';

interface MarkBase {
  key: string;
  row: PlacedRow;
  startMs: number;
  endMs: number;
}
export interface SpanMark extends MarkBase {
  type: 'span';
  drawn: DrawnSpan;
}
export interface RequestMark extends MarkBase {
  type: 'request';
  request: RequestRecord;
  subRow: number;
}
export interface OutputMark extends MarkBase {
  type: 'output';
  lines: Output[];
}
/** Something on the picture that can be pointed at, tapped or focused. */
export type Mark = SpanMark | RequestMark | OutputMark;

/** Smallest mark that is drawn by itself. */
const leastPx = 3;
/** Output of one lane closer than this is one mark. */
const outputPx = 7;
/** More elements than this on what is drawn make a browser slow; then neighbours are joined more eagerly. */
const mostMarks = 3000;
/** Of a zoomed picture only so much is drawn at a time. */
const drawnScreens = 4;

/** The marks of every row, each row in order of time. */
export function marksOf(rows: readonly PlacedRow[], spans: readonly Span[], scale: Scale): Mark[][] {
  const { pxPerMs, plotPx, visiblePx } = scale;
  const most = mostMarks * Math.max(1, plotPx / Math.max(1, visiblePx) / drawnScreens);
  const spansOfLane = Map.groupBy(spans, ({ lane }) => lane);
  let atLeastPx = leastPx;
  let marks = rows.map((row) => marksOfRow(row, spansOfLane, pxPerMs, atLeastPx));
  while (marks.reduce((sum, { length }) => sum + length, 0) > most && atLeastPx < 200) {
    atLeastPx *= 2;
    marks = rows.map((row) => marksOfRow(row, spansOfLane, pxPerMs, atLeastPx));
  }
  return marks;
}

function marksOfRow(
  row: PlacedRow,
  spansOfLane: Map<number, Span[]>,
  pxPerMs: number,
  atLeastPx: number,
): Mark[] {
  const spans = row.named ? (spansOfLane.get(row.named.lane.id) ?? []) : [];
  const marks: Mark[] = [
    ...drawnSpans(spans, pxPerMs, atLeastPx).map(
      (drawn): SpanMark => ({
        type: 'span',
        key: `${row.key}:span:${drawn.startMs}:${drawn.kind}`,
        row,
        startMs: drawn.startMs,
        endMs: drawn.endMs,
        drawn,
      }),
    ),
    ...row.requests.map(
      ({ item, row: subRow }, index): RequestMark => ({
        type: 'request',
        key: `${row.key}:request:${index}`,
        row,
        startMs: item.startMs,
        endMs: item.endMs,
        request: item,
        subRow,
      }),
    ),
    ...outputMarks(row, Math.max(outputPx, atLeastPx) / pxPerMs),
  ];
  return marks.sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
}

function outputMarks(row: PlacedRow, leastMs: number): OutputMark[] {
  const marks: OutputMark[] = [];
  for (const line of outputLines(row.outputs)) {
    if (line.text === '') continue;
    const last = marks.at(-1);
    if (last && line.atMs - last.endMs < leastMs) {
      last.lines.push(line);
      last.endMs = line.atMs;
      continue;
    }
    const key = `${row.key}:output:${marks.length}`;
    marks.push({ type: 'output', key, row, startMs: line.atMs, endMs: line.atMs, lines: [line] });
  }
  return marks;
}

export type Move = 'previous' | 'next' | 'up' | 'down' | 'first' | 'last';

/** Where an arrow key leads: along a row in order of time, or to the mark of a neighbouring row that is nearest in time. */
export function moved(marks: readonly Mark[][], from: string | null, move: Move): Mark | null {
  const filled = marks.filter((row) => row.length > 0);
  const rowIndex = filled.findIndex((row) => row.some(({ key }) => key === from));
  const row = filled[rowIndex];
  if (!row) return filled[0]?.[0] ?? null;
  const index = row.findIndex(({ key }) => key === from);
  const mark = row[index];
  switch (move) {
    case 'previous':
      return row[index - 1] ?? null;
    case 'next':
      return row[index + 1] ?? null;
    case 'first':
      return row[0] ?? null;
    case 'last':
      return row.at(-1) ?? null;
    case 'up':
      return mark ? nearest(filled[rowIndex - 1] ?? [], mark) : null;
    case 'down':
      return mark ? nearest(filled[rowIndex + 1] ?? [], mark) : null;
  }
}

function nearest(row: readonly Mark[], to: Mark): Mark | null {
  const middle = (mark: Mark): number => (mark.startMs + mark.endMs) / 2;
  const distance = (mark: Mark): number => Math.abs(middle(mark) - middle(to));
  return row.reduce<Mark | null>(
    (best, mark) => (best && distance(best) <= distance(mark) ? best : mark),
    null,
  );
}
