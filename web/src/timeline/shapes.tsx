/** One mark each, drawn. Colour, height and texture say the same thing three times. */
import { requestLabel } from './describe.ts';
import type { Mark, OutputMark, RequestMark, SpanMark } from './marks.ts';
import { requestGapPx, type Sizes } from './rows.ts';
import { type Scale, xOf } from './scale.ts';
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
const heightShare = { running: 1, sleeping: 0.62, waiting: 0.24 } as const;

function SpanShape({ mark, scale, sizes, patterns, blocked }: ShapeProps<SpanMark> & { blocked: boolean }) {
  const { drawn, row } = mark;
  const x = xOf(scale, mark.startMs);
  const width = Math.max(leastSpanPx, (mark.endMs - mark.startMs) * scale.pxPerMs);
  const totalMs = drawn.runningMs + drawn.sleepingMs + drawn.waitingMs;
  const share =
    drawn.kind === 'mixed'
      ? Math.max(heightShare.waiting, totalMs > 0 ? drawn.runningMs / totalMs : 1)
      : heightShare[drawn.kind];
  const height = blocked ? sizes.trackPx * 0.62 : Math.max(2, sizes.trackPx * share);
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
      {words && sizes.trackPx >= 14 && width > words.length * 7 + 16 && (
        <text
          x={x + width / 2}
          y={row.trackTopPx + sizes.trackPx / 2}
          className={classes.inSpan}
          data-kind={blocked ? 'blocked' : drawn.kind}
        >
          {words}
        </text>
      )}
    </>
  );
}

function fillOf(kind: SpanMark['drawn']['kind'], patterns: Patterns, blocked: boolean): string | undefined {
  if (blocked) return `url(#${patterns.blocked})`;
  if (kind === 'sleeping') return `url(#${patterns.sleeping})`;
  if (kind === 'waiting') return `url(#${patterns.waiting})`;
  return undefined;
}

function wordsIn({ drawn }: SpanMark, blocked: boolean): string | null {
  if (blocked)
    return drawn.first.on === 'lock'
      ? 'waits for a lock'
      : drawn.first.on === 'child'
        ? 'waits for a child'
        : 'waits for ever';
  if (drawn.kind === 'sleeping') return asSeconds(drawn.endMs - drawn.startMs);
  return null;
}

function RequestShape({ mark, scale, sizes }: ShapeProps<RequestMark>) {
  const { request, row, subRow } = mark;
  const x = xOf(scale, mark.startMs);
  const width = Math.max(3, (mark.endMs - mark.startMs) * scale.pxPerMs);
  const y = row.requestsTopPx + subRow * (sizes.requestPx + requestGapPx);
  const label = fitted(requestLabel(request), width - 14, sizes.fontPx);
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
      {label && sizes.requestPx >= 16 && (
        <text
          x={x + 8}
          y={y + sizes.requestPx / 2}
          className={classes.inRequest}
          data-incomplete={!request.completed || undefined}
        >
          {label}
        </text>
      )}
    </>
  );
}

/** An estimate suffices: the text is cut with room to spare, and the whole of it is in the description. */
const pxPerCharacter = 0.6;

export function fitted(text: string, roomPx: number, fontPx: number): string | null {
  const room = Math.floor(roomPx / (fontPx * pxPerCharacter));
  if (text.length <= room) return text;
  const [what, duration] = text.split(' · ');
  if (duration && room >= duration.length + 8)
    return `${what?.slice(0, room - duration.length - 4)}… · ${duration}`;
  if (duration && room >= duration.length) return duration;
  return null;
}

function OutputShape({ mark, scale, sizes }: ShapeProps<OutputMark>) {
  const { row, lines } = mark;
  const x = xOf(scale, mark.startMs);
  const isError = lines.every(({ stream }) => stream === 'stderr');
  const size = sizes.trackPx >= 14 ? 4.5 : 3.5;
  const middle = row.trackTopPx + sizes.trackPx / 2;
  return (
    <g className={classes.output} data-error={isError || undefined}>
      <line x1={x} x2={x} y1={row.trackTopPx - 2} y2={row.trackTopPx + sizes.trackPx + 2} />
      {isError ? (
        <rect x={x - size} y={middle - size} width={size * 2} height={size * 2} />
      ) : (
        <circle cx={x} cy={middle} r={size} />
      )}
    </g>
  );
}
