/**
 * The sizes of change of a set as columns: those who lose on the left, the largest change outermost. Those who stay the same
 * are many and would make the rest small. Pure.
 */
import type { RegradeSize } from '../api/regrades.ts';
import type { Column } from '../gradebook/columns.tsx';

export function sizeColumns(sizes: readonly RegradeSize[]): Column[] {
  const lose = sizes.map((size) => column(size, 'lose')).reverse();
  return [...lose, ...sizes.map((size) => column(size, 'gain'))];
}

function column(size: RegradeSize, change: 'gain' | 'lose'): Column {
  const count = size[change];
  return {
    key: `${change} ${size.from}`,
    count,
    words: `${change} ${sizeWords(size)}: ${count}`,
    label: `${change === 'gain' ? '+' : '−'}${size.from === 0 ? `<${size.below}` : size.from}`,
    tone: change === 'gain' ? 'good' : 'bad',
  };
}

/** "5 to 10 points", "less than 5 points", "50 points or more". */
function sizeWords({ from, below }: RegradeSize): string {
  if (below === null) return `${from} points or more`;
  return from === 0 ? `less than ${below} points` : `${from} to ${below} points`;
}
