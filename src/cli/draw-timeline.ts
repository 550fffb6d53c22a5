/** A run as a picture of text: a row for each lane and request, virtual time from left to right. */
import { styleText } from 'node:util';
import { laneNames } from '../grading/lane-names.js';
import { asSeconds } from '../grading/seconds.js';
import type { Lane, RequestRecord, Run, SpanKind } from '../grading/timeline.js';
import { lanesOf, outputOf, requestsOf, spansOf } from '../grading/timeline-selectors.js';

export interface DrawOptions {
  /** Of the whole picture, in characters. */
  readonly width: number;
  readonly colour: boolean;
}

const marks: Readonly<Record<SpanKind, string>> = { running: '█', sleeping: '░', waiting: '▒' };
const outputMark = '•';
const colours = {
  running: 'green',
  sleeping: 'blue',
  waiting: 'gray',
  output: 'yellow',
  request: 'magenta',
} as const;
type Ink = keyof typeof colours;

const maxLabelWidth = 30;
const maxRows = 48;
/** Room to the right of the axis for what a request was answered. */
const tailWidth = 6;

export function drawTimeline(run: Run, { width, colour }: DrawOptions): string {
  const names = laneNames(run);
  const rows = lanesOf(run).flatMap((lane) => rowsOf(run, lane, names.get(lane.id) ?? ''));
  const others = requestsOf(run).filter(({ lane }) => lane === null || !names.has(lane));
  const all = [...rows, ...others.map((request) => ({ label: requestLabel(request), request }))];
  const shown = all.slice(0, maxRows);
  const labelWidth = Math.min(maxLabelWidth, Math.max(4, ...shown.map(({ label }) => label.length)));
  const scale = scaleOf(run.elapsedMs, Math.max(20, width - labelWidth - 1 - tailWidth));
  const paint = (text: string, ink: Ink) =>
    colour ? styleText(colours[ink], text, { validateStream: false }) : text;
  const lines = shown.map((row) => {
    const cells =
      'lane' in row ? laneCells(run, row.lane, scale, paint) : requestCells(row.request, scale, paint);
    return `${fitted(row.label, labelWidth)} ${cells}`.trimEnd();
  });
  const hidden = all.length > shown.length ? [`… and ${all.length - shown.length} more rows`] : [];
  return [...axis(scale, labelWidth), ...lines, ...hidden, legend(run, paint)].join('\n');
}

type Row =
  | { readonly label: string; readonly lane: Lane }
  | { readonly label: string; readonly request: RequestRecord };

function rowsOf(run: Run, lane: Lane, name: string): Row[] {
  const requests = requestsOf(run, lane.id);
  return [{ label: name, lane }, ...requests.map((request) => ({ label: requestLabel(request), request }))];
}

const requestLabel = ({ method, url }: RequestRecord): string =>
  `  ${method} ${url.replace(/^https?:\/\//, '')}`;

function fitted(label: string, width: number): string {
  return label.length > width ? `${label.slice(0, width - 1)}…` : label.padEnd(width);
}

interface Scale {
  readonly columns: number;
  readonly msPerColumn: number;
}

function scaleOf(elapsedMs: number, columns: number): Scale {
  return { columns, msPerColumn: Math.max(elapsedMs, 0.001) / columns };
}

function columnOf(ms: number, { columns, msPerColumn }: Scale): number {
  return Math.min(columns - 1, Math.max(0, Math.floor(ms / msPerColumn)));
}

type Paint = (text: string, ink: Ink) => string;

/** Each cell shows what the lane did for most of its time; what it wrote is marked over that. */
function laneCells(run: Run, lane: Lane, scale: Scale, paint: Paint): string {
  const cells = Array.from({ length: scale.columns }, () => ({ running: 0, sleeping: 0, waiting: 0 }));
  const add = (kind: SpanKind, startMs: number, endMs: number) => {
    for (let column = columnOf(startMs, scale); column <= columnOf(endMs, scale); column += 1) {
      const cell = cells[column];
      const from = Math.max(startMs, column * scale.msPerColumn);
      const to = Math.min(endMs, (column + 1) * scale.msPerColumn);
      if (cell && to > from) cell[kind] += to - from;
    }
  };
  let lastEnd = lane.startMs;
  for (const { kind, startMs, endMs } of spansOf(run, lane.id)) {
    if (startMs > lastEnd) add('running', lastEnd, startMs);
    add(kind, startMs, endMs);
    lastEnd = Math.max(lastEnd, endMs);
  }
  if (lane.endMs > lastEnd) add('running', lastEnd, lane.endMs);
  const written = new Set(outputOf(run, lane.id).map(({ atMs }) => columnOf(atMs, scale)));
  return cells
    .map(({ running, sleeping, waiting }, column) => {
      if (written.has(column)) return paint(outputMark, 'output');
      const most = Math.max(running, sleeping, waiting);
      if (most === 0) return ' ';
      const kind = most === running ? 'running' : most === sleeping ? 'sleeping' : 'waiting';
      return paint(marks[kind], kind);
    })
    .join('');
}

function requestCells(request: RequestRecord, scale: Scale, paint: Paint): string {
  const [start, end] = [columnOf(request.startMs, scale), columnOf(request.endMs, scale)];
  const line = start === end ? '┃' : `┣${'━'.repeat(end - start - 1)}┫`;
  const answer = request.completed ? String(request.status ?? '') : 'cut';
  return `${' '.repeat(start)}${paint(line, 'request')} ${answer}`;
}

/** Two lines: times, and ticks under them. */
function axis(scale: Scale, labelWidth: number): string[] {
  const elapsedMs = scale.columns * scale.msPerColumn;
  const stepMs = stepOf(elapsedMs / (scale.columns / 12));
  const times = Array.from({ length: scale.columns + tailWidth }, () => ' ');
  const ticks = Array.from({ length: scale.columns }, () => '─');
  for (let ms = 0; ms <= elapsedMs; ms += stepMs) {
    const column = columnOf(ms, scale);
    ticks[column] = '┬';
    [...tickLabel(ms, stepMs)].forEach((letter, at) => {
      times[column + at] = letter;
    });
  }
  const margin = ' '.repeat(labelWidth + 1);
  return [`${margin}${times.join('').trimEnd()}`, `${margin}${ticks.join('')}`];
}

/** 1, 2 or 5 times a power of ten, at least as much as asked for. */
function stepOf(atLeastMs: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeastMs));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= atLeastMs) ?? 10 * power;
}

function tickLabel(ms: number, stepMs: number): string {
  if (stepMs < 50) return `${Number(ms.toFixed(3))} ms`;
  return `${(ms / 1000).toFixed(stepMs >= 1000 ? 0 : stepMs >= 100 ? 1 : 2)} s`;
}

function legend(run: Run, paint: Paint): string {
  const parts = (['running', 'sleeping', 'waiting'] as const).map(
    (kind) => `${paint(marks[kind], kind)} ${kind}`,
  );
  const requests = run.timeline.requests.length > 0 ? [`${paint('━', 'request')} request`] : [];
  return [...parts, `${paint(outputMark, 'output')} output`, ...requests].join('   ');
}

/** "exited with status 0 after 2.0 s (real 0.11 s, CPU 30 ms, 9 MB)" */
export function summaryOf(run: Run): string {
  const ends: Partial<Record<Run['outcome'], string>> = {
    exited: `exited with status ${run.exitStatus}`,
    signalled: `was ended by ${run.signal}`,
  };
  const end = ends[run.outcome] ?? run.outcome.replaceAll('-', ' ');
  const megabytes = Math.round(run.memoryBytes / (1024 * 1024));
  const costs = `real ${asSeconds(run.realMs)}, CPU ${asSeconds(run.cpuMs)}, ${megabytes} MB`;
  return `${end} after ${asSeconds(run.elapsedMs)} (${costs})`;
}
