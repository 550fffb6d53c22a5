import { memo } from 'react';
import type { Run } from '../api/types.ts';
import { describe, inOneLine } from './describe.ts';
import type { Mark } from './marks.ts';
import type { PlacedRow, Sizes } from './rows.ts';
import { type Scale, xOf } from './scale.ts';
import { asSeconds } from './seconds.ts';
import { centres, type Patterns, Shape } from './shapes.tsx';
import type { Comparison } from './story.ts';
import type { Tick } from './ticks.ts';
import classes from './timeline.module.css';
import { type LinesOfMarks, withLine } from './use-lines-of-marks.ts';

export const bracketPx = 30;

/** Bands for processes, grid lines, the line on which each lane lives, and who started whom. */
export const Ground = memo(function Ground({
  rows,
  ticks,
  scale,
  heightPx,
  sizes,
}: {
  rows: readonly PlacedRow[];
  ticks: readonly Tick[];
  scale: Scale;
  heightPx: number;
  sizes: Sizes;
}) {
  const rowOfLane = new Map(rows.map((row) => [row.named?.lane.id, row]));
  const showsParents = rows.length <= 28;
  return (
    <g>
      {rows.map((row) => (
        <rect
          key={row.key}
          x={0}
          y={row.topPx}
          width={scale.plotPx}
          height={row.heightPx}
          className={classes.band}
          data-odd={isOddProcess(row, rows) || undefined}
        />
      ))}
      {ticks.map(({ atMs }) => (
        <line
          key={atMs}
          x1={xOf(scale, atMs)}
          x2={xOf(scale, atMs)}
          y1={0}
          y2={heightPx}
          className={classes.grid}
        />
      ))}
      {rows.map((row) => {
        const lane = row.named?.lane;
        if (!lane) return null;
        const y = row.trackTopPx + sizes.trackPx / 2;
        const parent = rowOfLane.get(lane.parent ?? undefined);
        return (
          <g key={row.key}>
            {showsParents && parent && (
              <path
                d={`M${xOf(scale, lane.startMs)} ${parent.trackTopPx + sizes.trackPx / 2}V${y}`}
                className={classes.parent}
              />
            )}
            <line
              data-helper={row.helper || undefined}
              x1={xOf(scale, lane.startMs)}
              x2={xOf(scale, lane.endMs)}
              y1={y}
              y2={y}
              className={classes.life}
            />
          </g>
        );
      })}
    </g>
  );
});

function isOddProcess(row: PlacedRow, rows: readonly PlacedRow[]): boolean {
  const processes = [...new Set(rows.map((each) => each.named?.lane.process))];
  return processes.indexOf(row.named?.lane.process) % 2 === 1;
}

/** The dimension line over the lanes: from the first start to the last end of what the headline speaks of. */
export function Bracket({ comparison, scale }: { comparison: Comparison; scale: Scale }) {
  const { measure, what, tone } = comparison;
  const left = xOf(scale, measure.startMs);
  const right = xOf(scale, measure.endMs);
  const text = `${what}: ${asSeconds(measure.elapsedMs)} in all`;
  const isRoomy = right - left > text.length * 7.6 + 30;
  const isLate = left > scale.plotPx / 2;
  const y = 15;
  return (
    <g className={classes.bracket} data-tone={tone}>
      <path d={`M${left} ${y - 6}V${y + 9}M${right} ${y - 6}V${y + 9}M${left} ${y}H${right}`} />
      {isRoomy ? (
        centres(scale, left, right - left).map((centre) => (
          <text key={centre} x={centre} y={y} textAnchor="middle">
            {text}
          </text>
        ))
      ) : (
        <text x={isLate ? left - 10 : right + 10} y={y} textAnchor={isLate ? 'end' : 'start'}>
          {text}
        </text>
      )}
    </g>
  );
}

export function RunEnd({ run, scale, heightPx }: { run: Run; scale: Scale; heightPx: number }) {
  if (run.outcome === 'exited' && run.exitStatus === 0) return null;
  const x = xOf(scale, run.elapsedMs);
  return <line x1={x} x2={x} y1={0} y2={heightPx} className={classes.runEnd} />;
}

interface MarksProps {
  run: Run;
  scale: Scale;
  sizes: Sizes;
  patterns: Patterns;
  fromMs: number;
  toMs: number;
  active: string | null;
  roving: string | null;
  lines: LinesOfMarks;
}

export function Marks({
  marks,
  active,
  roving,
  ...rest
}: MarksProps & { marks: readonly (readonly Mark[])[] }) {
  return marks.map((row) => {
    const only = (key: string | null): string | null => (row.some((mark) => mark.key === key) ? key : null);
    return (
      <LaneMarks key={row[0]?.row.key} row={row} active={only(active)} roving={only(roving)} {...rest} />
    );
  });
}

/** The marks of a lane; drawn again only when something about this lane has changed. */
const LaneMarks = memo(function LaneMarks(props: MarksProps & { row: readonly Mark[] }) {
  const { row, run, scale, sizes, patterns, fromMs, toMs, active, roving, lines } = props;
  const blockedLanes = new Set(run.blocked.map(({ lane }) => lane));
  return (
    <g className={classes.lane} data-helper={row[0]?.row.helper || undefined}>
      {drawingOrder(row)
        .filter((mark) => (mark.endMs >= fromMs && mark.startMs <= toMs) || mark.key === roving)
        .map((mark) => (
          // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a picture in words; the arrow keys lead over them
          <g
            key={mark.key}
            data-mark={mark.key}
            role="img"
            aria-label={inOneLine(withLine(describe(mark), lines.of(mark)))}
            tabIndex={mark.key === roving ? 0 : -1}
            className={classes.mark}
            data-active={mark.key === active || undefined}
            data-chosen={lines.isChosen(mark) || undefined}
          >
            <Shape
              mark={mark}
              scale={scale}
              sizes={sizes}
              patterns={patterns}
              blocked={isBlocked(mark, blockedLanes)}
            />
          </g>
        ))}
    </g>
  );
});

/** Short things are drawn over long ones, and output over everything. */
function drawingOrder(row: readonly Mark[]): Mark[] {
  const depth = (mark: Mark): number => (mark.type === 'span' ? 0 : mark.type === 'request' ? 1 : 2);
  return [...row].sort((a, b) => depth(a) - depth(b));
}

function isBlocked(mark: Mark, blockedLanes: ReadonlySet<number>): boolean {
  if (mark.type !== 'span' || mark.drawn.count > 1) return false;
  const { first } = mark.drawn;
  return first.ended === 'run-end' && first.kind !== 'running' && blockedLanes.has(first.lane);
}
