import { diffLines } from 'diff';

export interface ChangedLine {
  change: 'same' | 'added' | 'removed' | 'left-out';
  text: string;
}

/** Lines that stay the same are shown this far around a change. */
const around = 3;

/** What became of a file, line by line; long parts that stayed the same are left out. */
export function changedLines(before: string, after: string): ChangedLine[] {
  const parts = diffLines(before, after);
  return parts.flatMap(({ value, added, removed }, index) => {
    const lines = value.replace(/\n$/, '').split('\n');
    if (added || removed) {
      return lines.map((text): ChangedLine => ({ change: added ? 'added' : 'removed', text }));
    }
    const head = index === 0 ? 0 : around;
    const tail = index === parts.length - 1 ? 0 : around;
    return withoutMiddle(lines, head, tail);
  });
}

function withoutMiddle(lines: readonly string[], head: number, tail: number): ChangedLine[] {
  const same = (text: string): ChangedLine => ({ change: 'same', text });
  const leftOut = lines.length - head - tail;
  if (leftOut <= 1) return lines.map(same);
  return [
    ...lines.slice(0, head).map(same),
    { change: 'left-out', text: `${leftOut} lines that are the same` },
    ...lines.slice(lines.length - tail).map(same),
  ];
}
