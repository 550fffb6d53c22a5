/** Worker of node:worker_threads: a lane of its own, made by the host. */

import { EventEmitter } from './emitter.js';
import { call, nodeError, onEvent, thisLane } from './host.js';
import { MessagePort, packedForWorker, unpacked } from './ports.js';
import { cloned, detach } from './text.js';
import { URL } from './url.js';

interface Options {
  readonly eval?: boolean;
  readonly workerData?: unknown;
  readonly argv?: readonly unknown[];
  readonly env?: Readonly<Record<string, string>>;
  readonly transferList?: readonly unknown[];
}

const workers = new Map<number, Worker>();

export class Worker extends EventEmitter {
  #lane: number;
  readonly #port: MessagePort;
  readonly threadId: number;
  #exit: Promise<number | undefined> | null = null;
  #isAlive = true;

  constructor(program: unknown, options: Options = {}) {
    super();
    const { workerData = null, transferList = [], argv = [] } = options;
    const description = {
      ...programOf(program, options.eval === true),
      workerData: packedForWorker({ value: workerData }, transferList),
      argv: argv.map(String),
      env: options.env ?? null,
    };
    const made = cloned(() => call('make-worker', description)) as { lane: number; port: number };
    detach(transferList);
    this.#lane = made.lane;
    this.#port = new MessagePort(made.port);
    this.threadId = made.lane;
    workers.set(made.lane, this);
    this.#port.on('message', (value: unknown) => void this.emit('message', value));
    this.#port.unref();
  }

  postMessage(value: unknown, transfer?: readonly unknown[]): void {
    if (this.#isAlive) this.#port.postMessage(value, transfer);
  }

  terminate(): Promise<number | undefined> {
    if (!this.#isAlive) return Promise.resolve(undefined);
    this.#exit ??= new Promise((resolve) => {
      this.once('exit', (code) => resolve(Number(code)));
    });
    call('terminate', this.#lane);
    return this.#exit;
  }

  ref(): this {
    call('keep-worker', this.#lane, true);
    return this;
  }
  unref(): this {
    call('keep-worker', this.#lane, false);
    return this;
  }

  static hear(lane: number, payload: unknown): void {
    const worker = workers.get(lane);
    const [name, value] = payload as [string, unknown];
    if (!worker) return;
    if (name === 'error') {
      worker.emit(name, thrownIn(value as Thrown));
      return;
    }
    if (name === 'exit') {
      worker.#isAlive = false;
      workers.delete(lane);
    }
    worker.emit(name, value);
  }
}

/** What a worker threw: an error with the properties that it had, or any other value. */
type Thrown = { readonly error: Error; readonly own: object } | { readonly value: unknown };

const thrownIn = (thrown: Thrown): unknown =>
  'error' in thrown ? Object.assign(thrown.error, thrown.own) : thrown.value;

onEvent('worker', Worker.hear);
Object.defineProperty(Worker, 'hear', { enumerable: false, value: undefined });

/** A path is taken as Node takes it: relative ones must say so by "./". */
function programOf(
  program: unknown,
  isSource: boolean,
): { readonly url: string } | { readonly source: string } {
  if (isSource) return { source: String(program) };
  if (program instanceof URL) return { url: program.href };
  const path = String(program);
  if (!/^(\.\.?\/|\/)/.test(path)) {
    const message = `The worker script or module filename must be an absolute path or a relative path starting with './' or '../'. Received "${path}"`;
    throw nodeError('ERR_WORKER_PATH', message, TypeError);
  }
  return { url: new URL(path, 'file:///box/').href };
}

export function workerThreads(): Readonly<Record<string, unknown>> {
  const { isMain, threadId, parentPort, workerData } = thisLane();
  const data = unpacked(workerData) as { value: unknown } | null;
  return {
    isMainThread: isMain,
    parentPort: parentPort === null ? null : new MessagePort(parentPort),
    workerData: data?.value ?? null,
    threadId,
    resourceLimits: {},
    SHARE_ENV: Symbol.for('nodejs.worker_threads.SHARE_ENV'),
    getEnvironmentData: () => undefined,
    markAsUntransferable: () => undefined,
  };
}
