/** What the report knows of lines of the program: which of them a span comes from, and which spans a hint speaks of. */
import type { LineHint, Report, SpanReference } from '../api/types.ts';

export interface Line {
  file: string;
  line: number;
}

export const isSameLine = (a: Line | null, b: Line | null): boolean =>
  a !== null && b !== null && a.file === b.file && a.line === b.line;

export const lineWords = ({ file, line }: Line): string => `${file}, line ${line}`;

/** Runs are stored as they are referred to; only the way through JSON may round. */
const roundingMs = 0.001;

const isSpan = (
  reference: SpanReference,
  { scenario, lane, startMs }: Omit<SpanReference, 'endMs'>,
): boolean =>
  reference.scenario === scenario &&
  reference.lane === lane &&
  Math.abs(reference.startMs - startMs) < roundingMs;

/** Where a span comes from. Only that: a hint may speak of spans that come from other lines than its own. */
export function lineOfSpan(report: Report | null, span: Omit<SpanReference, 'endMs'>): Line | null {
  const place = report?.places?.find(({ spans }) => spans.some((each) => isSpan(each, span)));
  return place ? { file: place.file, line: place.line } : null;
}

/** The spans that come from a line, and those that a hint at it speaks of. */
export function spansOfLine(report: Report | null, line: Line | null): SpanReference[] {
  const of = <Item extends Line & { spans: SpanReference[] }>(items: Item[] | undefined) =>
    (items ?? []).filter((item) => isSameLine(item, line)).flatMap(({ spans }) => spans);
  return [...of(report?.places), ...of(report?.hints)];
}

export const isAmong = (spans: readonly SpanReference[], span: Omit<SpanReference, 'endMs'>): boolean =>
  spans.some((each) => isSpan(each, span));

export const hintsAt = (report: Report | null, { file, line }: Line): LineHint[] =>
  report?.hints?.filter((hint) => isSameLine(hint, { file, line })) ?? [];
