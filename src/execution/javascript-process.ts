/** One process that hosts the isolates of one run: started before it is needed, used once, and ended whatever happens. */
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import {
  type JavascriptRequest,
  javascriptOutOfMemory,
  javascriptReady,
  supervisorLine,
} from '../../sandboxes/protocol.js';
import type { Run } from '../grading/timeline.js';
import { type JailOptions, spawnJailed } from './javascript-jail.js';
import { type ResultLine, RunRecorder } from './run-recorder.js';

/** Node starts in a tenth of a second; on a host that is busy beyond reason, in many. */
const startLimitMs = 60_000;
/** The process ends a run at its limit of real time by itself; one that hangs is killed so long after. */
const watchdogMarginMs = 2_000;
const maxStderrLength = 4_000;

interface Read {
  readonly result: ResultLine | null;
  readonly malformed: string | null;
}

export class JavascriptProcess {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #closed: Promise<void>;
  readonly #ready: Promise<void>;
  #said = '';

  constructor(options: JailOptions) {
    const child = spawnJailed(options);
    this.#child = child;
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-maxStderrLength);
    });
    child.stdin?.on('error', () => undefined);
    const pipe = child.stdio[3] as Readable;
    pipe.on('error', () => undefined);
    this.#lines = createInterface({ input: pipe, crlfDelay: Number.POSITIVE_INFINITY })[
      Symbol.asyncIterator
    ]();
    this.#closed = new Promise((resolve) => {
      child.once('error', (error) => {
        this.#said += error.message;
        resolve();
      });
      child.once('close', () => resolve());
    });
    this.#ready = this.#readiness();
    // Whoever uses it will see it; nobody may.
    this.#ready.catch(() => undefined);
  }

  /** Kills the jail with all that is in it; ends when it is gone. */
  async stop(): Promise<void> {
    this.#kill();
    await this.#closed;
  }

  /** Rejects only with the reason of `signal`, and then nothing is alive any more. To be called once. */
  async run(request: JavascriptRequest, scenario: string, signal?: AbortSignal): Promise<Run> {
    const startedMs = performance.now();
    const recorder = new RunRecorder();
    const fault = (step: string, message: string) =>
      recorder.fault(scenario, step, `${message}${this.#saying()}`, performance.now() - startedMs);
    let isLate = false;
    const kill = () => this.#kill();
    signal?.addEventListener('abort', kill);
    let watchdog: NodeJS.Timeout | undefined;
    try {
      await this.#ready;
      const late = () => {
        isLate = true;
        this.#kill();
      };
      watchdog = setTimeout(late, request.limits.realMs + watchdogMarginMs);
      this.#child.stdin?.end(`${JSON.stringify(request)}\n`);
      const read = await this.#readLines(recorder);
      await this.stop();
      if (signal?.aborted) throw signal.reason;
      if (read.result) return recorder.finish(scenario, read.result);
      if (read.malformed !== null) return fault('read sandbox', `this line is no message: ${read.malformed}`);
      const realMs = performance.now() - startedMs;
      const cut = outcomeOfDeath(this.#said, isLate);
      if (cut) return recorder.finish(scenario, { ...cutShort, outcome: cut, realMs });
      return fault('await sandbox', 'it ended before the result');
    } catch (error) {
      await this.stop();
      if (signal?.aborted) throw signal.reason;
      return fault('start sandbox', (error as Error).message);
    } finally {
      clearTimeout(watchdog);
      signal?.removeEventListener('abort', kill);
    }
  }

  #kill(): void {
    this.#child.kill('SIGKILL');
    // Should anything have outlived it, its copy of a pipe must not hold us up.
    setTimeout(() => {
      for (const pipe of this.#child.stdio) pipe?.destroy();
    }, 1_000).unref();
  }

  #saying(): string {
    const said = this.#said.trim();
    return said === '' ? '' : `; it said: ${said}`;
  }

  async #readiness(): Promise<void> {
    const limit = setTimeout(() => this.#kill(), startLimitMs);
    const { value, done } = await this.#lines.next();
    clearTimeout(limit);
    if (done) throw new Error('The process did not start');
    if (value !== javascriptReady)
      throw new Error(`The process said "${value}" in place of "${javascriptReady}"`);
  }

  async #readLines(recorder: RunRecorder): Promise<Read> {
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done) return { result: null, malformed: null };
      const line = parseLine(value);
      if (!line) return { result: null, malformed: value.slice(0, 200) };
      if (line.type === 'result') return { result: line, malformed: null };
      recorder.add(line);
    }
  }
}

function parseLine(text: string) {
  try {
    return supervisorLine.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Of a run that was cut short no more is known than its lines. */
const cutShort: ResultLine = {
  type: 'result',
  outcome: 'out-of-memory',
  exitStatus: null,
  signal: null,
  fault: null,
  blocked: [],
  elapsedMs: 0,
  realMs: 0,
  cpuMs: 0,
  memoryBytes: 0,
  truncated: false,
  cgroup: 'none',
};

/** V8 says by itself that the heap of the host was too small, as for messages without end. */
function outcomeOfDeath(said: string, isLate: boolean): 'out-of-memory' | 'timed-out-real' | null {
  if (said.includes(javascriptOutOfMemory) || /JavaScript heap out of memory|Fatal JavaScript/.test(said)) {
    return 'out-of-memory';
  }
  return isLate ? 'timed-out-real' : null;
}
