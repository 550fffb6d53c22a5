/**
 * Theory of operation. A run is a set of lanes (the main thread and its workers), each an isolate on a thread of its own.
 * Only one of them ever runs: this file decides which, by virtual time, so that the same program always takes the same
 * way. A lane runs one piece (a callback, a message, the program's first pass) until it is done, its slice is used up, or
 * it waits for shared memory; what it did meanwhile has moved its own clock. Then whoever is earliest goes on. There are
 * as many cores as virtual-cost.ts says; a lane that finds none free waits for one.
 *
 * The agenda holds what is to happen (timers, answers from the internet, workers that start); what has happened waits in
 * the inbox of a lane. When agenda and inboxes are empty, nothing can happen any more, and the run is at its end.
 */
import type { JavascriptRequest } from '../protocol.js';
import { Agenda } from './agenda.js';
import { ExchangeProbe } from './exchange-probe.js';
import type { Advance } from './lane.js';
import { LaneCalls } from './lane-calls.js';
import { Program } from './program.js';
import { type Outcome, type Recorder, rounded, type Target } from './recorder.js';
import { Requests } from './requests.js';
import { SharedMemory } from './shared-memory.js';
import { type LaneStart, startLane } from './start-lane.js';
import { ownStack, uncaughtText } from './uncaught.js';
import { taskMs, virtualCores, workerStartMs } from './virtual-cost.js';
import { type Message, type Thrown, thrownOf, VirtualLane, type WorkerDescription } from './virtual-lane.js';

export interface RunEnd {
  readonly outcome: Outcome;
  readonly exitStatus: number | null;
  /** Virtual time of the end. */
  readonly atMs: number;
}

/** Node's own exit code for a program whose top-level await never ends. */
const unsettledAwait = 13;

export class JavascriptRun {
  readonly agenda = new Agenda();
  readonly memory = new SharedMemory();
  readonly program: Program;
  readonly requests: Requests;
  readonly lanes: VirtualLane[] = [];
  readonly calls: LaneCalls;
  readonly probe: ExchangeProbe | null;
  readonly #starting: LaneStart;
  readonly #coresFreeAtMs = new Array<number>(virtualCores).fill(0);
  #outputBytes = 0;
  #cpuMs = 0;
  #ended = false;

  /** `end` is called once, and does not return: nothing runs after it. */
  constructor(
    readonly request: JavascriptRequest,
    readonly recorder: Recorder,
    private readonly onEnd: (end: RunEnd) => void,
    onCatastrophe: () => void,
  ) {
    this.program = new Program(request.files);
    this.requests = new Requests(request.internet, this.agenda, recorder);
    this.probe = request.probe === 'work' ? new ExchangeProbe(recorder, this.memory) : null;
    this.calls = new LaneCalls(this);
    this.#starting = {
      request,
      program: this.program,
      answer: (lane, operation, values) => this.calls.answer(lane, operation, values),
      onCatastrophe,
    };
  }

  get cpuMs(): number {
    return this.#cpuMs;
  }

  /** Where virtual time has come to. */
  get nowMs(): number {
    return Math.max(0, ...this.lanes.map((lane) => lane.freeAtMs));
  }

  async start(): Promise<void> {
    const entryUrl = Program.urlOf(this.request.entry);
    const main = this.#newLane(null, { entryUrl, argv: [], env: null, workerData: null }, 0);
    main.inbox.push({ atMs: 0, kind: 'start', token: 0, payload: null });
    while (!this.#ended) await this.#next();
  }

  /** The worker that is made exists at once, and runs when it has started. */
  makeWorker(parent: VirtualLane, description: WorkerDescription, nowMs: number): VirtualLane {
    if (this.lanes.filter((lane) => !lane.hasEnded).length >= this.request.limits.tasks) {
      this.end('too-many-processes', null, nowMs);
    }
    const lane = this.#newLane(parent, description, nowMs);
    this.agenda.at(nowMs + workerStartMs, () => {
      this.deliver(lane, { atMs: nowMs + workerStartMs, kind: 'start', token: 0, payload: null });
    });
    return lane;
  }

  #newLane(parent: VirtualLane | null, description: WorkerDescription, nowMs: number): VirtualLane {
    const id = this.lanes.length;
    const lane = new VirtualLane(id, parent, description, nowMs);
    this.lanes.push(lane);
    const kind = parent ? 'thread' : 'main';
    this.recorder.line({
      type: 'lane',
      id,
      parent: parent?.id ?? null,
      kind,
      process: 0,
      atMs: rounded(nowMs),
    });
    return lane;
  }

  deliver(lane: VirtualLane, message: Message): void {
    if (!lane.hasEnded) lane.inbox.push(message);
  }

  output(lane: VirtualLane, stream: 'stdout' | 'stderr', text: string, atMs: number): void {
    const bytes = Buffer.from(text);
    const left = this.request.limits.outputBytes - this.#outputBytes;
    this.#outputBytes += bytes.length;
    const base64 = bytes.subarray(0, Math.max(0, left)).toString('base64');
    this.recorder.line({ type: 'output', lane: lane.id, stream, atMs: rounded(atMs), base64 });
    if (bytes.length > left) this.end('output-exceeded', null, atMs);
  }

  // ---- who is next ------------------------------------------------------------------------------------------------

  async #next(): Promise<void> {
    let next: VirtualLane | null = null;
    for (const lane of this.lanes) {
      if (lane.readyAtMs < (next?.readyAtMs ?? Number.POSITIVE_INFINITY)) next = lane;
    }
    const laneMs = next?.readyAtMs ?? Number.POSITIVE_INFINITY;
    const agendaMs = this.agenda.nextMs;
    const atMs = Math.min(laneMs, agendaMs);
    if (atMs === Number.POSITIVE_INFINITY) {
      this.#endDeadlocked();
    } else if (atMs > this.request.limits.virtualMs) {
      this.end('timed-out-virtual', null, this.request.limits.virtualMs);
    } else if (agendaMs <= laneMs || !next) {
      this.agenda.runNext();
    } else {
      await this.#run(next);
    }
  }

  async #run(lane: VirtualLane): Promise<void> {
    const readyMs = lane.readyAtMs;
    const core = this.#coresFreeAtMs.indexOf(Math.min(...this.#coresFreeAtMs));
    const startMs = Math.max(readyMs, this.#coresFreeAtMs[core]!);
    lane.recordWait(this.recorder, readyMs, startMs);
    const advance = await lane.advance(
      () => {
        if (lane.parent) this.#tellParent(lane, ['online', undefined], startMs);
        return startLane(this.#starting, lane, startMs);
      },
      this.calls.ports,
      startMs,
    );
    if (this.#ended || lane.hasEnded) return;
    const isWhole = advance.kind !== 'paused';
    const endMs = Math.max(lane.clockMs, startMs) + (isWhole ? taskMs : 0);
    this.probe?.worked(lane.id, endMs);
    this.recorder.running(lane.id, startMs, endMs);
    this.#coresFreeAtMs[core] = endMs;
    this.#cpuMs += endMs - startMs;
    lane.ran(startMs, endMs);
    if (this.#cpuMs > this.request.limits.cpuMs) this.end('cpu-exceeded', null, endMs);
    await this.#take(lane, advance, endMs);
    this.calls.afterTask(lane, endMs);
    if (lane.hasEnded || !lane.isIdle) return;
    if (lane.isFinished) this.endLane(lane, lane.exitCode, endMs);
    else if (!lane.keepsAlive(this.requests, this.calls.ports)) this.#finish(lane, endMs);
  }

  async #take(lane: VirtualLane, advance: Advance, atMs: number): Promise<void> {
    if (lane.thrown) {
      lane.pieceDone();
      this.#endByError(lane, lane.thrown, advance.kind !== 'paused', atMs);
    } else if (advance.kind === 'paused') {
      this.calls.pause(lane, advance.operation, advance.values, atMs);
    } else {
      lane.pieceDone();
      if (advance.kind === 'threw') await this.#threw(lane, advance.error, atMs);
    }
  }

  async #threw(lane: VirtualLane, error: unknown, atMs: number): Promise<void> {
    const message = error instanceof Error ? error.message : String(error);
    if (/was disposed during execution due to memory limit|Array buffer allocation failed/.test(message)) {
      this.end('out-of-memory', null, atMs);
    }
    if (await this.#rejectImports(lane, error, atMs)) return;
    const isHeard = ['uncaughtException', 'unhandledRejection'].some((name) => lane.listensTo.has(name));
    if (isHeard && !lane.isFinished) {
      lane.hasStarted = true;
      this.deliver(lane, { atMs, kind: 'uncaught', token: 0, payload: error });
      return;
    }
    this.#endByError(lane, thrownOf(error), true, atMs);
  }

  /** An error that nobody caught may be that of a module: then who imports it hears of it. Says whether it was. */
  async #rejectImports(lane: VirtualLane, error: unknown, atMs: number): Promise<boolean> {
    let isOfModule = false;
    for (const [token, url] of [...lane.imports]) {
      const failure = await lane.isolate?.failureOf(url);
      if (!failure) continue;
      lane.imports.delete(token);
      this.deliver(lane, { atMs, kind: 'import-failed', token, payload: failure.error });
      isOfModule ||= isSameError(failure.error, error);
    }
    return isOfModule;
  }

  /** Of a worker its maker hears; what the main thread does not catch ends the program. */
  #endByError(lane: VirtualLane, thrown: Thrown, canSpeak: boolean, atMs: number): void {
    if (lane.parent) this.#tellParent(lane, ['error', thrown], atMs);
    else this.output(lane, 'stderr', this.#uncaughtText(lane, thrown), atMs);
    lane.thrown = null;
    lane.exitCode = 1;
    if (canSpeak && !lane.isFinished && lane.listensTo.has('exit')) lane.sayLastWords(true, atMs);
    else this.endLane(lane, 1, atMs);
  }

  #uncaughtText(lane: VirtualLane, thrown: Thrown): string {
    return uncaughtText(thrown, this.program, this.requests.reasonOf(lane.id));
  }

  #tellParent(lane: VirtualLane, payload: readonly [string, unknown], atMs: number): void {
    this.deliver(lane.parent!, { atMs, kind: 'worker', token: lane.id, payload });
  }

  // ---- ends -------------------------------------------------------------------------------------------------------

  /** Nothing keeps the lane alive: it says its last words and is gone. */
  #finish(lane: VirtualLane, atMs: number): void {
    if (!lane.hasStarted) {
      if (lane.parent) this.endLane(lane, unsettledAwait, atMs);
      else this.#endDeadlocked();
      return;
    }
    if (lane.listensTo.has('beforeExit') && !lane.hasHeardOfEnd) {
      lane.inbox.push({ atMs, kind: 'before-exit', token: 0, payload: null });
      return;
    }
    lane.sayLastWords(false, atMs);
  }

  endLane(lane: VirtualLane, exitCode: number, atMs: number): void {
    if (!lane.parent) this.end('exited', exitCode, atMs);
    for (const child of this.lanes)
      if (child.parent === lane && !child.hasEnded) this.endLane(child, 1, atMs);
    this.requests.endAll(atMs, lane.id);
    lane.end(this.recorder, exitCode, atMs);
    this.calls.ports.closeAllOf(lane.id);
    this.#tellParent(lane, ['exit', exitCode], atMs);
  }

  #endDeadlocked(): void {
    this.end('deadlocked', null, this.nowMs);
  }

  /** What each lane that is alive waits for, at a deadlock. */
  blocked(): { lane: number; on: Target; detail: string }[] {
    return this.lanes
      .filter((lane) => !lane.hasEnded)
      .map((lane) => ({ lane: lane.id, ...whyWaiting(lane) }));
  }

  /** Does not return: whatever calls it, deep inside a lane, must not go on. */
  end(outcome: Outcome, exitStatus: number | null, atMs: number): never {
    this.#ended = true;
    this.requests.endAll(atMs);
    for (const lane of this.lanes) {
      if (!lane.hasEnded)
        lane.recordEnd(this.recorder, lane.parent ? null : exitStatus, Math.max(atMs, lane.startMs));
    }
    this.onEnd({ outcome, exitStatus, atMs });
    throw new Error('The run has ended');
  }
}

/** Each comes out of the isolate as a copy of its own. */
function isSameError(a: unknown, b: unknown): boolean {
  if (!(a instanceof Error && b instanceof Error)) return Object.is(a, b);
  return a.message === b.message && ownStack(a) === ownStack(b);
}

function whyWaiting(lane: VirtualLane): { on: Target; detail: string } {
  if (lane.pause) return { on: 'lock', detail: 'waiting in Atomics.wait; nothing can call notify any more' };
  if (!lane.hasStarted) return { on: 'poll', detail: 'waiting in an await that nothing can settle any more' };
  return { on: 'poll', detail: 'waiting for messages that nothing can send any more' };
}
