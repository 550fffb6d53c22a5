import { useEffect, useMemo } from 'react';
import type { Run } from '../api/types.ts';
import { useChosenLine } from './chosen-line.tsx';
import type { Description } from './describe.ts';
import { isAmong, type Line, lineOfSpan, lineWords, spansOfLine } from './lines.ts';
import type { Mark } from './marks.ts';

export interface LinesOfMarks {
  /** With the text that stands there. */
  of: (mark: Mark) => LineOfMark | null;
  /** Belongs to the line that is chosen. */
  isChosen: (mark: Mark) => boolean;
}

export interface LineOfMark extends Line {
  text: string;
}

/** A mark that is one span or request, as reports refer to it. */
function spanOf(mark: Mark): { lane: number; startMs: number } | null {
  if (mark.type === 'request')
    return mark.request.lane === null ? null : { lane: mark.request.lane, startMs: mark.startMs };
  if (mark.type === 'span' && mark.drawn.count === 1)
    return { lane: mark.drawn.first.lane, startMs: mark.startMs };
  return null;
}

/** Choosing a mark chooses the line that it comes from; and the marks of a chosen line are to be seen. */
export function useLinesOfMarks(run: Run, marks: readonly Mark[][], focused: string | null): LinesOfMarks {
  const { report, files, chosen, choose } = useChosenLine();
  const { scenario } = run;
  const lines = useMemo((): LinesOfMarks => {
    const spans = spansOfLine(report, chosen).filter((each) => each.scenario === scenario);
    return {
      of: (mark) => {
        const span = spanOf(mark);
        const line = span && lineOfSpan(report, { scenario, ...span });
        return line && { ...line, text: files[line.file]?.split('\n')[line.line - 1]?.trim() ?? '' };
      },
      isChosen: (mark) => {
        const span = spans.length > 0 ? spanOf(mark) : null;
        return span !== null && isAmong(spans, { scenario, ...span });
      },
    };
  }, [report, files, chosen, scenario]);

  const mark = focused === null ? null : (marks.flat().find(({ key }) => key === focused) ?? null);
  const line = mark ? lines.of(mark) : null;
  const { file, line: number } = line ?? {};
  useEffect(() => {
    if (file !== undefined && number !== undefined) choose({ file, line: number });
  }, [file, number, choose]);
  return lines;
}

export function withLine(description: Description, line: LineOfMark | null): Description {
  if (!line) return description;
  const details = [...description.details, `From ${lineWords(line)}`];
  return { ...description, details, quote: description.quote ?? line.text };
}
