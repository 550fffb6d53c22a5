import { diffLines } from 'diff';

export interface ChangedLine {
  change: 'same' | 'added' | 'removed' | 'left-out';
  text: string;
  /** From 0, in the file before where it was removed, else in the one after; null for what stands in place of lines. */
  at: number | null;
}

/** Lines that stay the same are shown this far around a change. */
const around = 3;

/** What became of a file, line by line; long parts that stayed the same are left out. */
export function changedLines(before: string, after: string): ChangedLine[] {
  const parts = diffLines(before, after);
  const next = { before: 0, after: 0 };
  return parts.flatMap(({ value, added, removed }, index) => {
    const texts = value.replace(/\n$/, '').split('\n');
    const first = removed ? next.before : next.after;
    if (!added) next.before += texts.length;
    if (!removed) next.after += texts.length;
    const change = added ? 'added' : removed ? 'removed' : 'same';
    const lines = texts.map((text, at): ChangedLine => ({ change, text, at: first + at }));
    if (change !== 'same') return lines;
    const head = index === 0 ? 0 : around;
    const tail = index === parts.length - 1 ? 0 : around;
    return withoutMiddle(lines, head, tail);
  });
}

function withoutMiddle(lines: readonly ChangedLine[], head: number, tail: number): readonly ChangedLine[] {
  const leftOut = lines.length - head - tail;
  if (leftOut <= 1) return lines;
  return [
    ...lines.slice(0, head),
    { change: 'left-out', text: `${leftOut} lines that are the same`, at: null },
    ...lines.slice(lines.length - tail),
  ];
}
