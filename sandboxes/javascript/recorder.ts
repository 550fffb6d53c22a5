/** Writes what is seen as the lines of protocol.ts. */
import type { SupervisorLine } from '../protocol.js';

type LineOf<Type extends SupervisorLine['type']> = Extract<SupervisorLine, { type: Type }>;
export type Target = NonNullable<LineOf<'span'>['on']>;
export type SpanEnd = LineOf<'span'>['ended'];
export type Outcome = LineOf<'result'>['outcome'];

/** More than this of one run nobody can look at; the earliest are kept. */
const mostLines = 20_000;

/** Milliseconds with three decimals, as in every message of the project. */
export const rounded = (ms: number): number => Math.round(ms * 1000) / 1000;

interface OpenSpan {
  readonly startMs: number;
  endMs: number;
}

export class Recorder {
  #lines = 0;
  #isTruncated = false;
  readonly #running = new Map<number, OpenSpan>();

  constructor(private readonly write: (line: string) => void) {}

  get isTruncated(): boolean {
    return this.#isTruncated;
  }

  /** Lanes and the result are always written. */
  line(line: SupervisorLine): void {
    const isKept = line.type === 'lane' || line.type === 'lane-end' || line.type === 'result';
    if (!isKept && this.#lines >= mostLines) {
      this.#isTruncated = true;
      return;
    }
    this.#lines += 1;
    this.write(JSON.stringify(line));
  }

  /** Pieces that follow one another are one span. */
  running(lane: number, startMs: number, endMs: number): void {
    const open = this.#running.get(lane);
    if (open && rounded(open.endMs) === rounded(startMs)) {
      open.endMs = endMs;
      return;
    }
    this.endRunning(lane);
    this.#running.set(lane, { startMs, endMs });
  }

  endRunning(lane: number, ended: SpanEnd = 'woken'): void {
    const open = this.#running.get(lane);
    this.#running.delete(lane);
    if (open)
      this.#span({ lane, kind: 'running', on: null, startMs: open.startMs, endMs: open.endMs, ended });
  }

  waiting(lane: number, on: Target, startMs: number, endMs: number, ended: SpanEnd): void {
    if (rounded(endMs) <= rounded(startMs)) return;
    this.endRunning(lane);
    const kind = ended === 'deadline' ? 'sleeping' : 'waiting';
    this.#span({ lane, kind, on, startMs, endMs, ended });
  }

  #span({ startMs, endMs, ...span }: Omit<LineOf<'span'>, 'type'>): void {
    this.line({ type: 'span', ...span, startMs: rounded(startMs), endMs: rounded(endMs) });
  }
}
