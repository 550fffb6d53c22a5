/** One mark each, drawn. Colour, height and texture say the same thing three times. */
import { requestLabels } from './describe.ts';
import type { Mark, OutputMark, RequestMark, SpanMark } from './marks.ts';
import { requestGapPx, type Sizes } from './rows.ts';
import { labelPlaces, type Scale, xOf } from './scale.ts';
import { asSeconds } from './seconds.ts';
import classes from './timeline.module.css';

interface ShapeProps<M extends Mark> {
  mark: M;
  scale: Scale;
  sizes: Sizes;
  patterns: Patterns;
}

export interface Patterns {
  sleeping: string;
  waiting: string;
  blocked: string;
}

export function Shape({ mark, ...rest }: ShapeProps<Mark> & { blocked: boolean }) {
  if (mark.type === 'request') return <RequestShape mark={mark} {...rest} />;
  if (mark.type === 'output') return <OutputShape mark={mark} {...rest} />;
  return <SpanShape mark={mark} {...rest} />;
}

const leastSpanPx = 1.5;
/** Of the words inside bars; the same as in timeline.module.css. */
const labelFontPx = 12;
const heightShare = { running: 1, sleeping: 0.7, waiting: 0.24 } as const;

function SpanShape({ mark, scale, sizes, patterns, blocked }: ShapeProps<SpanMark> & { blocked: boolean }) {
  const { drawn, row } = mark;
  const x = xOf(scale, mark.startMs);
  const width = Math.max(leastSpanPx, (mark.endMs - mark.startMs) * scale.pxPerMs);
  const totalMs = drawn.runningMs + drawn.sleepingMs + drawn.waitingMs;
  const share =
    drawn.kind === 'mixed'
      ? Math.max(heightShare.waiting, totalMs > 0 ? drawn.runningMs / totalMs : 1)
      : heightShare[drawn.kind];
  const height = blocked ? sizes.trackPx * 0.7 : Math.max(2, sizes.trackPx * share);
  const y = row.trackTopPx + (sizes.trackPx - height) / 2;
  const fill = fillOf(drawn.kind, patterns, blocked);
  const words = wordsIn(mark, blocked);
  return (
    <>
      <rect
        x={x}
        y={y}
        width={width}
        height={height}
        rx={Math.min(3, width / 2, height / 2)}
        fill={fill}
        className={classes.span}
        data-kind={blocked ? 'blocked' : drawn.kind}
      />
      {words &&
        sizes.trackPx >= 14 &&
        width > words.length * 7 + 16 &&
        centres(scale, x, width).map((centre) => (
          <text
            key={centre}
            x={centre}
            y={row.trackTopPx + sizes.trackPx / 2}
            className={classes.inSpan}
            data-kind={blocked ? 'blocked' : drawn.kind}
          >
            {words}
          </text>
        ))}
    </>
  );
}

/** The middle; of a bar that is wider than the screen, the middle of every screen. */
export function centres(scale: Scale, x: number, width: number): number[] {
  if (width <= scale.visiblePx || scale.plotPx <= scale.visiblePx) return [x + width / 2];
  return labelPlaces(scale, x + scale.visiblePx / 2, x + width - scale.visiblePx / 4);
}

function fillOf(kind: SpanMark['drawn']['kind'], patterns: Patterns, blocked: boolean): string | undefined {
  if (blocked) return `url(#${patterns.blocked})`;
  if (kind === 'sleeping') return `url(#${patterns.sleeping})`;
  if (kind === 'waiting') return `url(#${patterns.waiting})`;
  return undefined;
}

function wordsIn({ drawn }: SpanMark, blocked: boolean): string | null {
  if (blocked) return 'waits for ever';
  if (drawn.kind === 'sleeping') return asSeconds(drawn.endMs - drawn.startMs);
  return null;
}

function RequestShape({ mark, scale, sizes }: ShapeProps<RequestMark>) {
  const { request, row, subRow } = mark;
  const x = xOf(scale, mark.startMs);
  const width = Math.max(3, (mark.endMs - mark.startMs) * scale.pxPerMs);
  const y = row.requestsTopPx + subRow * (sizes.requestPx + requestGapPx);
  const label = fitting(requestLabels(request), width - 14, labelFontPx);
  return (
    <>
      <rect
        x={x}
        y={y}
        width={width}
        height={sizes.requestPx}
        rx={Math.min(5, width / 2)}
        className={classes.request}
        data-incomplete={!request.completed || undefined}
      />
      <line
        x1={x + 1}
        x2={x + 1}
        y1={row.trackTopPx + sizes.trackPx - 1}
        y2={y + 3}
        className={classes.requestStem}
      />
      {label &&
        sizes.requestPx >= 16 &&
        labelPlaces(scale, x + 8, x + width - label.length * labelFontPx * pxPerCharacter - 8).map(
          (start) => (
            <text
              key={start}
              x={start}
              y={y + sizes.requestPx / 2}
              className={classes.inRequest}
              data-incomplete={!request.completed || undefined}
            >
              {label}
            </text>
          ),
        )}
    </>
  );
}

/** An estimate suffices, with room to spare: the whole text is in the description. */
const pxPerCharacter = 0.62;

/** The longest of the wordings that fits, or null. */
export function fitting(wordings: readonly string[], roomPx: number, fontPx: number): string | null {
  return wordings.find(({ length }) => length * fontPx * pxPerCharacter <= roomPx) ?? null;
}

function OutputShape({ mark, scale, sizes }: ShapeProps<OutputMark>) {
  const { row, lines } = mark;
  const x = xOf(scale, mark.startMs);
  const isError = lines.every(({ stream }) => stream === 'stderr');
  const size = sizes.trackPx >= 14 ? 5 : 3.5;
  const middle = row.trackTopPx + sizes.trackPx / 2;
  return (
    <g className={classes.output} data-error={isError || undefined}>
      {isError ? (
        <rect x={x - size} y={middle - size} width={size * 2} height={size * 2} />
      ) : (
        <circle cx={x} cy={middle} r={size} />
      )}
    </g>
  );
}
