/** What lanes ask the host for (guest/host.ts): by `call`, answered at once, and by `pause`, after which they wait. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { seededBytes, seededUuid } from '../internet/seeded.js';
import type { JavascriptRequest } from '../protocol.js';
import type { Agenda } from './agenda.js';
import type { ExchangeProbe } from './exchange-probe.js';
import { Ports } from './ports.js';
import type { Program } from './program.js';
import type { FetchRequest, Requests } from './requests.js';
import type { SharedMemory } from './shared-memory.js';
import { TextCalls } from './text-calls.js';
import type { Message, Thrown, VirtualLane, WorkerDescription } from './virtual-lane.js';

type Values = readonly unknown[];
type Operation = (lane: VirtualLane, values: Values) => unknown;

/** Read when this file is: no program can make it wait. */
const inspectSource = readFileSync(createRequire(import.meta.url).resolve('node-inspect-extracted'), 'utf8');

interface WorkerRequest extends Omit<WorkerDescription, 'entryUrl'> {
  readonly url?: string;
  readonly source?: string;
}

/** What of a run the calls of its lanes reach. */
export interface RunOfLanes {
  readonly request: JavascriptRequest;
  readonly program: Program;
  readonly agenda: Agenda;
  readonly memory: SharedMemory;
  readonly requests: Requests;
  readonly probe: ExchangeProbe | null;
  readonly lanes: readonly VirtualLane[];
  deliver(lane: VirtualLane, message: Message): void;
  output(lane: VirtualLane, stream: 'stdout' | 'stderr', text: string, atMs: number): void;
  makeWorker(parent: VirtualLane, description: WorkerDescription, nowMs: number): VirtualLane;
  endLane(lane: VirtualLane, exitCode: number, atMs: number): void;
}

/** A process has 8 bits for its exit code, a worker 32. */
const statusOf = (lane: VirtualLane, code: unknown): number =>
  lane.parent ? Number(code) | 0 : Number(code) & 0xff;

export class LaneCalls {
  readonly ports: Ports;
  readonly #text = new TextCalls();
  readonly #ticksAsked = new Set<VirtualLane>();
  readonly #random = new Map<number, number>();

  constructor(private readonly run: RunOfLanes) {
    const tell = (lane: number, kind: string, token: number) => {
      const to = run.lanes[lane];
      if (to) run.deliver(to, { atMs: this.#nowMs, kind, token, payload: null });
    };
    this.ports = new Ports({
      message: (lane, port) => tell(lane, 'message', port),
      closed: (lane, port) => tell(lane, 'port-closed', port),
    });
  }

  /** Of the lane that is running; at the end of one, its last moment. */
  #nowMs = 0;

  answer(lane: VirtualLane, operation: string, values: Values): unknown {
    if (lane.thrown) return undefined;
    this.#nowMs = lane.clockMs;
    const act = this.#operations[operation] ?? this.#text.operations[operation];
    if (!act) throw new Error(`No operation ${operation}`);
    return act(lane, values);
  }

  readonly #operations: Readonly<Record<string, Operation>> = {
    write: (lane, [stream, text]) =>
      this.run.output(lane, stream === 'stderr' ? 'stderr' : 'stdout', String(text), this.#nowMs),
    'set-timer': (lane, [token, ms, keepsAlive, kind]) =>
      this.#setTimer(lane, Number(token), lane.pieceStartMs + Number(ms), keepsAlive === true, String(kind)),
    'set-immediate': (lane, [token]) => this.#setTimer(lane, Number(token), this.#nowMs, true, 'immediate'),
    'clear-timer': (lane, [token]) => this.#clearTimer(lane, Number(token)),
    'keep-alive': (lane, [token, keepsAlive]) => {
      const timer = lane.timers.get(Number(token));
      if (timer) timer.keepsAlive = keepsAlive === true;
    },
    ticks: (lane) => void this.#ticksAsked.add(lane),
    started: (lane) => {
      lane.hasStarted = true;
    },
    listens: (lane, [name, isListening]) => {
      if (isListening === true) lane.listensTo.add(String(name));
      else lane.listensTo.delete(String(name));
    },
    uncaught: (lane, [thrown]) => {
      lane.thrown = thrown as Thrown;
    },
    'exit-code': (lane, [code]) => {
      lane.exitCode = statusOf(lane, code);
    },
    fetch: (lane, [token, request]) =>
      this.run.requests.start(lane.id, Number(token), request as FetchRequest, this.#nowMs, (kind, payload) =>
        this.run.deliver(lane, { atMs: this.run.agenda.nowMs, kind, token: Number(token), payload }),
      ),
    'fetch-abort': (lane, [token]) => this.run.requests.abort(lane.id, Number(token), this.#nowMs),
    resolve: (_, [specifier, from, isRequire]) =>
      this.run.program.resolve(String(specifier), String(from), isRequire === true),
    source: (_, [url]) => this.run.program.codeOf(String(url)),
    'syntax-error-place': (_, [url]) => this.run.program.syntaxErrorPlace(String(url)),
    import: (lane, [token, specifier, from]) =>
      this.#import(lane, Number(token), String(specifier), String(from)),
    imported: (lane, [token]) => void lane.imports.delete(Number(token)),
    'inspect-source': () => inspectSource,
    copy: (_, [value]) => value,
    memory: (_, [buffer]) => this.run.memory.numberOf(buffer as SharedArrayBuffer),
    notify: (_, [memory, byte, count]) => this.run.memory.notify(Number(memory), Number(byte), Number(count)),
    'wait-async': (lane, [token, memory, byte, ms]) =>
      this.#waitAsync(lane, Number(token), Number(memory), Number(byte), ms === null ? null : Number(ms)),
    'make-channel': (lane) => this.ports.make(lane.id, lane.id),
    post: (lane, [port, value]) => {
      this.run.probe?.posted(lane.id, value, this.#nowMs);
      this.ports.post(Number(port), value);
    },
    'send-port': (_, [port]) => this.ports.send(Number(port)),
    'receive-port': (lane, [port]) => this.ports.receive(Number(port), lane.id),
    'start-port': (_, [port]) => this.ports.start(Number(port)),
    'close-port': (_, [port]) => this.ports.close(Number(port)),
    listen: (_, [port, isListening]) => this.ports.listen(Number(port), isListening === true),
    'take-message': (lane, [port]) => this.ports.take(Number(port), lane.id),
    'make-worker': (lane, [request]) => this.#makeWorker(lane, request as WorkerRequest),
    'keep-worker': (lane, [id, keeps]) => {
      const worker = this.run.lanes[Number(id)];
      if (!worker || worker.hasEnded) return;
      if (keeps === true) lane.workers.add(worker);
      else lane.workers.delete(worker);
    },
    terminate: (_, [id]) => {
      const worker = this.run.lanes[Number(id)];
      if (worker && !worker.hasEnded) this.run.endLane(worker, 1, Math.max(this.#nowMs, worker.startMs));
    },
    'random-bytes': (lane, [count]) => new Uint8Array(seededBytes(this.#randomName(lane), Number(count))),
    'random-uuid': (lane) => seededUuid(this.#randomName(lane)),
  };

  #randomName(lane: VirtualLane): string {
    const used = this.#random.get(lane.id) ?? 0;
    this.#random.set(lane.id, used + 1);
    return `random ${used} of lane ${lane.id} ${this.run.request.seed}`;
  }

  #setTimer(lane: VirtualLane, token: number, atMs: number, keepsAlive: boolean, kind: string): void {
    this.#clearTimer(lane, token);
    const cancel = this.run.agenda.at(atMs, () => {
      lane.timers.delete(token);
      this.run.deliver(lane, { atMs, kind, token, payload: null });
    });
    lane.timers.set(token, { cancel, keepsAlive });
  }

  #clearTimer(lane: VirtualLane, token: number): void {
    lane.timers.get(token)?.cancel();
    lane.timers.delete(token);
    const at = lane.inbox.findIndex(
      (message) => message.token === token && /^(timer|immediate)$/.test(message.kind),
    );
    if (at >= 0) lane.inbox.splice(at, 1);
  }

  #import(lane: VirtualLane, token: number, specifier: string, from: string): void {
    const resolved = this.run.program.resolve(specifier, from, false);
    const url =
      resolved.kind === 'builtin' ? `node:${resolved.name}` : resolved.kind === 'error' ? '' : resolved.url;
    this.run.deliver(lane, { atMs: this.#nowMs, kind: 'import', token, payload: url });
  }

  #makeWorker(lane: VirtualLane, { url, source, ...request }: WorkerRequest): { lane: number; port: number } {
    const entryUrl = source === undefined ? (url ?? '') : this.run.program.addEvaluated(source);
    const id = this.run.lanes.length;
    const [port, parentPort] = this.ports.make(lane.id, id);
    this.run.probe?.received(id, request.workerData, this.#nowMs);
    const worker = this.run.makeWorker(lane, { ...request, entryUrl, parentPort }, this.#nowMs);
    lane.workers.add(worker);
    return { lane: id, port };
  }

  // ---- waiting for shared memory ----------------------------------------------------------------------------------

  #waitAsync(lane: VirtualLane, token: number, memory: number, byte: number, ms: number | null): void {
    const wake = (result: string) =>
      this.run.deliver(lane, { atMs: this.#nowMs, kind: 'woken', token, payload: result });
    const stop = this.run.memory.wait(memory, byte, wake);
    if (ms === null) return;
    const atMs = this.#nowMs + ms;
    this.run.agenda.at(atMs, () => {
      if (stop()) this.run.deliver(lane, { atMs, kind: 'woken', token, payload: 'timed-out' });
    });
  }

  /** The lane stands still now; what it asks for decides until when. */
  pause(lane: VirtualLane, operation: string, values: Values, atMs: number): void {
    this.#nowMs = atMs;
    if (operation === 'slice') {
      lane.pause = { readyAtMs: atMs, value: undefined, on: null, ended: 'woken' };
    } else if (operation === 'wait') {
      this.#wait(lane, values, atMs);
    } else {
      this.run.endLane(lane, statusOf(lane, values[0]), atMs);
    }
  }

  #wait(lane: VirtualLane, [memory, byte, ms]: Values, atMs: number): void {
    const pause: VirtualLane['pause'] = { readyAtMs: null, value: 'ok', on: 'lock', ended: 'woken' };
    lane.pause = pause;
    const stop = this.run.memory.wait(Number(memory), Number(byte), () => {
      pause.readyAtMs = this.#nowMs;
    });
    if (ms === null) return;
    const dueMs = atMs + Number(ms);
    this.run.agenda.at(dueMs, () => {
      if (stop()) Object.assign(pause, { readyAtMs: dueMs, value: 'timed-out', ended: 'deadline' });
    });
  }

  /** process.nextTick from a microtask: its turn comes before anything else that waits. */
  afterTask(lane: VirtualLane, atMs: number): void {
    if (lane.isInPiece || !this.#ticksAsked.delete(lane) || lane.hasEnded) return;
    lane.inbox.unshift({ atMs, kind: 'ticks', token: 0, payload: null });
  }
}
