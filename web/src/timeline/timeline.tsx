import { useId, useMemo, useRef, useState } from 'react';
import type { Run } from '../api/types.ts';
import { describe, summaryOf } from './describe.ts';
import { markAt } from './hit.ts';
import { Legend } from './legend.tsx';
import { type Mark, marksOf } from './marks.ts';
import { PatternDefinitions, patternsNamed } from './patterns.tsx';
import { Bracket, bracketPx, Ground, Marks, RunEnd } from './plot.tsx';
import { type PlacedRow, placeRows, rowsOf, type Sizes, sizesFor } from './rows.ts';
import { msAt, type Scale, scaleOf, xOf } from './scale.ts';
import type { Comparison } from './story.ts';
import { type Tick, ticksOf } from './ticks.ts';
import classes from './timeline.module.css';
import { Tip } from './tip.tsx';
import { useLinesOfMarks, withLine } from './use-lines-of-marks.ts';
import { useMarkFocus } from './use-mark-focus.ts';
import { useViewport } from './use-viewport.ts';
import { useZoom } from './use-zoom.ts';
import { ZoomButtons } from './zoom-buttons.tsx';

const narrowPx = 620;
const gutterPx = 138;
const axisPx = 30;

/** The picture of one run: lanes against virtual time. */
export function Timeline({ run, comparison }: { run: Run; comparison: Comparison | null }) {
  const scroller = useRef<HTMLDivElement>(null);
  const viewport = useViewport(scroller);
  const narrow = viewport.widthPx < narrowPx;
  const gutter = narrow ? 0 : gutterPx;
  const visiblePx = Math.max(0, viewport.widthPx - gutter);
  const zoom = useZoom(scroller, run.elapsedMs, visiblePx, gutter);
  const layout = useLayout(run, visiblePx, zoom.zoom, narrow, comparison !== null);
  const { scale, sizes, placed, heightPx, marks, ticks } = layout;
  const [hovered, setHovered] = useState<string | null>(null);
  const focus = useMarkFocus({ marks, scroller, scale, gutterPx: gutter, zoom });
  const id = useId();
  const patterns = useMemo(() => patternsNamed(id), [id]);
  const active = hovered ?? focus.focused;
  const lines = useLinesOfMarks(run, marks, focus.focused);
  const activeMark = active ? findMark(marks, active) : null;
  const visible = visibleRange(scale, viewport.scrollLeftPx, visiblePx);

  const point = (event: React.PointerEvent<SVGSVGElement> | React.MouseEvent<SVGSVGElement>): Mark | null => {
    const box = event.currentTarget.getBoundingClientRect();
    return markAt(marks, scale, sizes, event.clientX - box.left, event.clientY - box.top);
  };

  return (
    <div className={classes.timeline}>
      <div className={classes.bar}>
        <Legend run={run} patterns={patterns} />
        <ZoomButtons zoom={zoom} comparison={comparison} elapsedMs={run.elapsedMs} />
      </div>
      <p id={`${id}-summary`} className="visually-hidden">
        {summaryOf(run)} Arrow keys move between marks, plus and minus zoom.
      </p>
      <div className={classes.frame}>
        <div ref={scroller} className={classes.scroller} data-narrow={narrow || undefined}>
          <div className={classes.canvas} style={{ width: gutter + scale.plotPx, height: axisPx + heightPx }}>
            <Axis ticks={ticks} scale={scale} gutterPx={gutter} />
            <Labels rows={placed} sizes={sizes} gutterPx={gutter} heightPx={heightPx} />
            {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot hold a picture */}
            <svg
              className={classes.plot}
              style={{ left: gutter, top: axisPx }}
              width={scale.plotPx}
              height={heightPx}
              role="group"
              aria-label={`Timeline of the scenario ${run.title}`}
              aria-describedby={`${id}-summary`}
              onPointerMove={(event) =>
                event.pointerType === 'mouse' && setHovered(point(event)?.key ?? null)
              }
              onPointerLeave={() => setHovered(null)}
              onClick={(event) => focus.take(point(event)?.key ?? null)}
              onKeyDown={focus.onKeyDown}
              onFocus={focus.onFocus}
              onBlur={focus.onBlur}
            >
              <PatternDefinitions patterns={patterns} />
              <Ground rows={placed} ticks={ticks} scale={scale} heightPx={heightPx} sizes={sizes} />
              {comparison && <Bracket comparison={comparison} scale={scale} />}
              <Marks
                marks={marks}
                run={run}
                scale={scale}
                sizes={sizes}
                patterns={patterns}
                fromMs={visible.fromMs}
                toMs={visible.toMs}
                active={active}
                roving={focus.roving}
                lines={lines}
              />
              <RunEnd run={run} scale={scale} heightPx={heightPx} />
            </svg>
          </div>
        </div>
        {activeMark && (
          <Tip
            description={withLine(describe(activeMark), lines.of(activeMark))}
            at={tipPlace(activeMark, scale, gutter, viewport.scrollLeftPx, viewport.scrollTopPx)}
            frameWidthPx={viewport.widthPx}
          />
        )}
      </div>
    </div>
  );
}

function useLayout(run: Run, visiblePx: number, zoom: number, narrow: boolean, hasBracket: boolean) {
  const rows = useMemo(() => rowsOf(run), [run]);
  const scale = useMemo(() => scaleOf(run.elapsedMs, visiblePx, zoom), [run.elapsedMs, visiblePx, zoom]);
  const sizes = useMemo(() => sizesFor(rows.length, narrow), [rows.length, narrow]);
  const { placed, heightPx } = useMemo(
    () => placeRows(rows, sizes, hasBracket ? bracketPx : 4),
    [rows, sizes, hasBracket],
  );
  const marks = useMemo(
    () => marksOf(placed, run.timeline.spans, scale),
    [placed, run.timeline.spans, scale],
  );
  const ticks = useMemo(() => ticksOf(scale.endMs, scale.pxPerMs, narrow ? 58 : 84), [scale, narrow]);
  return { scale, sizes, placed, heightPx: heightPx + 6, marks, ticks };
}

function Axis({
  ticks,
  scale,
  gutterPx: gutter,
}: {
  ticks: readonly Tick[];
  scale: Scale;
  gutterPx: number;
}) {
  return (
    <div className={classes.axis} style={{ height: axisPx }} aria-hidden="true">
      <div className={classes.axisCorner} style={{ width: gutter }}>
        {gutter > 0 && 'virtual time'}
      </div>
      <svg width={scale.plotPx} height={axisPx} aria-hidden="true">
        {ticks.map(({ atMs, label }) => (
          <g key={atMs}>
            <line x1={xOf(scale, atMs)} x2={xOf(scale, atMs)} y1={axisPx - 6} y2={axisPx} />
            <text
              x={Math.max(2, xOf(scale, atMs))}
              y={axisPx - 11}
              textAnchor={atMs === 0 ? 'start' : 'middle'}
            >
              {label}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

function Labels({
  rows,
  sizes,
  gutterPx: gutter,
  heightPx,
}: {
  rows: readonly PlacedRow[];
  sizes: Sizes;
  gutterPx: number;
  heightPx: number;
}) {
  return (
    <div className={classes.labels} style={{ width: gutter, height: heightPx }} aria-hidden="true">
      {rows.map((row) => (
        <div
          key={row.key}
          className={classes.label}
          data-nested={row.named?.nested || undefined}
          data-helper={row.helper || undefined}
          style={{
            top: row.labelPx > 0 ? row.topPx + sizes.gapPx / 2 - 2 : row.trackTopPx,
            height: row.labelPx > 0 ? row.labelPx : sizes.trackPx,
            fontSize: sizes.fontPx,
          }}
        >
          {row.labelPx > 0 ? row.fullName : row.name}
        </div>
      ))}
    </div>
  );
}

const findMark = (marks: readonly Mark[][], key: string): Mark | null =>
  marks.flat().find((mark) => mark.key === key) ?? null;

/** What is on the screen and as much again on both sides, in steps, so that scrolling draws seldom and meets no bare ground. */
function visibleRange(
  scale: Scale,
  scrollLeftPx: number,
  visiblePx: number,
): { fromMs: number; toMs: number } {
  const screens = Math.floor(scrollLeftPx / Math.max(1, visiblePx));
  return { fromMs: msAt(scale, (screens - 1) * visiblePx), toMs: msAt(scale, (screens + 3) * visiblePx) };
}

function tipPlace(
  mark: Mark,
  scale: Scale,
  gutter: number,
  scrollLeftPx: number,
  scrollTopPx: number,
): { xPx: number; yPx: number } {
  const middleMs = (mark.startMs + mark.endMs) / 2;
  const top = mark.type === 'request' ? mark.row.requestsTopPx : mark.row.trackTopPx;
  return { xPx: gutter + xOf(scale, middleMs) - scrollLeftPx, yPx: axisPx + top - scrollTopPx };
}
