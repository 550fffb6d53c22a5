/** A lane as the run sees it: its clock, what waits for it, and what it waits for. */
import type { Advance, LaneIsolate } from './lane.js';
import type { Ports } from './ports.js';
import { type Recorder, rounded, type Target } from './recorder.js';
import type { Requests } from './requests.js';

export interface WorkerDescription {
  readonly entryUrl: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>> | null;
  readonly workerData: unknown;
  /** Number of the port to its maker. */
  readonly parentPort?: number;
}

/** Something that has happened, for the event loop of a lane. */
export interface Message {
  readonly atMs: number;
  readonly kind: string;
  readonly token: number;
  readonly payload: unknown;
}

/** What a lane that stands still is waiting for. */
export interface Pause {
  /** null: until somebody wakes it, if ever. */
  readyAtMs: number | null;
  value: unknown;
  readonly on: Target | null;
  ended: 'deadline' | 'woken';
}

/** What a lane threw: an error and the properties of its own, or any other value and how Node shows it. */
export type Thrown =
  | { readonly error: Error; readonly own: object }
  | { readonly value: unknown; readonly text: string };

/** As it came out of the isolate: of what is no error, only if it is a primitive value. */
export const thrownOf = (error: unknown): Thrown =>
  error instanceof Error
    ? { error, own: {} }
    : { value: error, text: typeof error === 'string' ? JSON.stringify(error) : String(error) };

interface Timer {
  readonly cancel: () => void;
  keepsAlive: boolean;
}

export class VirtualLane {
  /** By time, as they happened. */
  readonly inbox: Message[] = [];
  readonly timers = new Map<number, Timer>();
  /** Workers made here that keep this lane alive. */
  readonly workers = new Set<VirtualLane>();
  isolate: LaneIsolate | null = null;
  freeAtMs: number;
  /** When the piece that runs, or ran last, began. */
  pieceStartMs = 0;
  pause: Pause | null = null;
  isInPiece = false;
  hasEnded = false;
  /** Its program has run to its end, all of its top-level awaits included. */
  hasStarted = false;
  isFinished = false;
  exitCode = 0;
  /** Has heard that nothing is left to do; anything that happens afterwards makes it hear that again. */
  hasHeardOfEnd = false;
  /** Modules that are being imported by import(), by token. */
  readonly imports = new Map<number, string>();
  /** Names of events of `process` that it listens to. */
  readonly listensTo = new Set<string>();
  /** What nobody caught, as the lane itself describes it; what it does after that in the same piece is void. */
  thrown: Thrown | null = null;
  #cpuMs = 0;

  constructor(
    readonly id: number,
    readonly parent: VirtualLane | null,
    readonly description: WorkerDescription,
    readonly startMs: number,
  ) {
    this.freeAtMs = startMs;
  }

  /** When it could run next; infinite when it has nothing to do. */
  get readyAtMs(): number {
    if (this.hasEnded) return Number.POSITIVE_INFINITY;
    if (this.pause) return Math.max(this.freeAtMs, this.pause.readyAtMs ?? Number.POSITIVE_INFINITY);
    return Math.max(this.freeAtMs, this.inbox[0]?.atMs ?? Number.POSITIVE_INFINITY);
  }

  get clockMs(): number {
    return this.isolate?.nowMs ?? this.freeAtMs;
  }

  get isIdle(): boolean {
    return !this.isInPiece && this.inbox.length === 0;
  }

  keepsAlive(requests: Requests, ports: Ports): boolean {
    if (this.workers.size > 0 || requests.isHeldOpenBy(this.id)) return true;
    for (const { keepsAlive } of this.timers.values()) if (keepsAlive) return true;
    return ports.isHeldOpenBy(this.id);
  }

  /** What the lane did from its last work until now: nothing, and for what. */
  recordWait(recorder: Recorder, readyMs: number, startMs: number): void {
    if (this.pause?.on) recorder.waiting(this.id, this.pause.on, this.freeAtMs, readyMs, this.pause.ended);
    else if (this.inbox[0]?.kind === 'start')
      recorder.waiting(this.id, 'start', this.freeAtMs, readyMs, 'woken');
    else {
      const isTimer = /timer$/.test(this.inbox[0]?.kind ?? '');
      recorder.waiting(this.id, 'poll', this.freeAtMs, readyMs, isTimer ? 'deadline' : 'woken');
    }
    recorder.waiting(this.id, 'other', readyMs, startMs, 'woken');
  }

  /** Runs the next piece, or goes on with the one under way, until it pauses or is done. `start` makes the isolate. */
  async advance(start: () => Promise<Advance>, ports: Ports, startMs: number): Promise<Advance> {
    const { pause } = this;
    this.pause = null;
    if (pause) {
      this.isolate?.beginSlice(startMs);
      return this.isolate!.goOn(pause.value);
    }
    const message = this.inbox.shift()!;
    this.isInPiece = true;
    this.pieceStartMs = startMs;
    if (message.kind === 'start') return start();
    this.isolate!.beginSlice(startMs);
    this.hasHeardOfEnd = message.kind === 'before-exit';
    if (message.kind === 'import') {
      const url = String(message.payload);
      this.imports.set(message.token, url);
      return this.isolate!.runImport(message.token, url);
    }
    if (message.kind !== 'message') return this.isolate!.handle(message.kind, message.token, message.payload);
    const received = ports.take(message.token, this.id);
    return received ? this.isolate!.handle('message', message.token, received) : { kind: 'done' };
  }

  ran(startMs: number, endMs: number): void {
    this.freeAtMs = endMs;
    this.#cpuMs += endMs - startMs;
  }

  pieceDone(): void {
    this.isInPiece = false;
  }

  /** The last thing that it does: nothing that was to happen happens any more. */
  sayLastWords(failed: boolean, atMs: number): void {
    this.isFinished = true;
    this.#forgetAll();
    this.inbox.push({ atMs, kind: 'finish', token: 0, payload: failed });
  }

  #forgetAll(): void {
    for (const { cancel } of this.timers.values()) cancel();
    this.timers.clear();
    this.inbox.length = 0;
  }

  end(recorder: Recorder, exitCode: number, atMs: number): void {
    this.recordEnd(recorder, exitCode, atMs);
    this.#forgetAll();
    this.hasEnded = true;
    this.isolate?.dispose();
    this.parent?.workers.delete(this);
  }

  /** Of threads no status is shown: they have none but that of their process. */
  recordEnd(recorder: Recorder, exitStatus: number | null, atMs: number): void {
    const { id } = this;
    const endMs = Math.max(atMs, this.freeAtMs);
    if (this.pause?.on) recorder.waiting(id, this.pause.on, this.freeAtMs, endMs, 'run-end');
    else if (this.isolate && !this.isInPiece) recorder.waiting(id, 'poll', this.freeAtMs, endMs, 'run-end');
    recorder.endRunning(id, 'run-end');
    recorder.line({
      type: 'lane-end',
      id,
      atMs: rounded(endMs),
      cpuMs: rounded(this.#cpuMs),
      exitStatus: this.parent ? null : exitStatus,
      signal: null,
    });
  }
}
