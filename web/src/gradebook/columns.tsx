import { useElementSize } from '@mantine/hooks';
import { type Axis, axisTo } from './axis.ts';
import classes from './figures.module.css';

export interface Column {
  key: string;
  count: number;
  /** For the tip under the pointer. */
  words: string;
  /** Below the column; empty for none. */
  label: string;
  tone?: 'good' | 'part' | 'bad' | 'plain';
}

const heightPx = 190;
const topPx = 22;
const bottomPx = 26;
const leftPx = 44;
const plotPx = heightPx - topPx - bottomPx;
/** Wide enough that a figure can stand above it. */
const labelledPx = 22;
const leastBarPx = 2;

/** Counts as columns over a line, drawn as the timeline is: flat bars, thin lines, few labels. */
export function Columns({
  columns,
  label,
  mark,
}: {
  columns: readonly Column[];
  label: string;
  /** A moment between columns, as 0…1 of the width. */
  mark?: { at: number; words: string } | null;
}) {
  const { ref, width } = useElementSize();
  const axis = axisTo(Math.max(1, ...columns.map(({ count }) => count)));
  const stepPx = Math.max(1, (width - leftPx) / Math.max(1, columns.length));
  return (
    <div ref={ref} className={classes.columns} style={{ height: heightPx }}>
      {width > 0 && (
        <svg width={width} height={heightPx} role="img" aria-label={label}>
          <Grid axis={axis} width={width} />
          {columns.map((column, index) => (
            <Bar key={column.key} column={column} x={leftPx + index * stepPx} stepPx={stepPx} axis={axis} />
          ))}
          {mark && <Mark x={leftPx + mark.at * (width - leftPx)} words={mark.words} width={width} />}
        </svg>
      )}
    </div>
  );
}

const yOf = (axis: Axis, count: number): number => topPx + plotPx * (1 - count / axis.top);

function Grid({ axis, width }: { axis: Axis; width: number }) {
  return axis.ticks.map((tick) => (
    <g key={tick}>
      <line x1={leftPx} x2={width} y1={yOf(axis, tick)} y2={yOf(axis, tick)} className={classes.line} />
      <text x={leftPx - 8} y={yOf(axis, tick) + 4} textAnchor="end" className={classes.label}>
        {tick}
      </text>
    </g>
  ));
}

function Bar({ column, x, stepPx, axis }: { column: Column; x: number; stepPx: number; axis: Axis }) {
  const gapPx = stepPx > 12 ? Math.min(8, stepPx * 0.16) : stepPx > 4 ? 1 : 0;
  const y = column.count === 0 ? yOf(axis, 0) : Math.min(yOf(axis, column.count), yOf(axis, 0) - leastBarPx);
  const middle = x + stepPx / 2;
  return (
    <g>
      <title>{column.words}</title>
      <rect x={x} y={topPx} width={stepPx} height={plotPx} className={classes.ground} />
      <rect
        x={x + gapPx / 2}
        y={y}
        width={Math.max(1, stepPx - gapPx)}
        height={yOf(axis, 0) - y}
        rx={stepPx > 12 ? 3 : 0}
        className={classes.bar}
        data-tone={column.tone ?? 'plain'}
      />
      {stepPx >= labelledPx && column.count > 0 && (
        <text x={middle} y={y - 6} textAnchor="middle" className={classes.figure}>
          {column.count}
        </text>
      )}
      {column.label && (
        <text x={middle} y={heightPx - 8} textAnchor="middle" className={classes.label}>
          {column.label}
        </text>
      )}
    </g>
  );
}

function Mark({ x, words, width }: { x: number; words: string; width: number }) {
  const isLeft = x > width / 2;
  return (
    <g>
      <line x1={x} x2={x} y1={4} y2={topPx + plotPx} className={classes.mark} />
      <text x={isLeft ? x - 6 : x + 6} y={13} textAnchor={isLeft ? 'end' : 'start'} className={classes.label}>
        {words}
      </text>
    </g>
  );
}
