/** One supervisor process: started, read, and ended whatever happens. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import {
  type RunRequest,
  realTimePatience,
  supervisorArguments,
  supervisorLine,
} from '../../sandboxes/protocol.js';
import type { Run } from '../grading/timeline.js';
import { type ResultLine, RunRecorder } from './run-recorder.js';

/** The supervisor ends a run at its limit of real time by itself; only one that hangs outlives this. */
const watchdogMarginMs = 5_000;
const stopMarginMs = 1_000;
const maxStderrLength = 4_000;

export interface Supervised {
  readonly run: Run;
  /** Which limits the kernel enforced; null when the supervisor did not come so far. */
  readonly cgroup: ResultLine['cgroup'] | null;
}

/** Rejects only with the reason of `signal`. */
export async function supervise(
  binary: string,
  request: RunRequest,
  scenario: string,
  signal?: AbortSignal,
): Promise<Supervised> {
  signal?.throwIfAborted();
  const startedMs = performance.now();
  const recorder = new RunRecorder();
  const child = spawn(binary, supervisorArguments(request), { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  // Told to stop, it clears away the jail and its cgroup; killed, it could not.
  const kill = () => {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), stopMarginMs).unref();
  };
  child.once('exit', () => closePipes(child));
  let hung = false;
  const watchdog = setTimeout(
    () => {
      hung = true;
      kill();
    },
    request.limits.realMs * realTimePatience + watchdogMarginMs,
  );
  signal?.addEventListener('abort', kill);
  try {
    const [read, ended] = await Promise.all([readLines(child, recorder), endOf(child)]);
    signal?.throwIfAborted();
    if (read.result) return { run: recorder.finish(scenario, read.result), cgroup: read.result.cgroup };
    const [step, message] = whyNoResult(read, ended, hung);
    const run = recorder.fault(scenario, step, message, performance.now() - startedMs);
    return { run, cgroup: null };
  } finally {
    clearTimeout(watchdog);
    signal?.removeEventListener('abort', kill);
  }
}

/** Should anything of the jail have outlived the supervisor, its copy of a pipe must not hold us up. */
function closePipes(child: ChildProcess): void {
  const close = () => {
    for (const pipe of child.stdio) pipe?.destroy();
  };
  setTimeout(close, 1_000).unref();
}

interface Read {
  readonly result: ResultLine | null;
  /** What was wrong with the first line that is none. */
  readonly malformed: string | null;
}

/** Ends with the pipe, hence with the supervisor; a line that is no message ends the supervisor. */
async function readLines(child: ChildProcess, recorder: RunRecorder): Promise<Read> {
  let result: ResultLine | null = null;
  const pipe = child.stdio[3] as Readable | null | undefined;
  if (!pipe) return { result, malformed: null };
  pipe.on('error', () => undefined);
  for await (const text of createInterface({ input: pipe, crlfDelay: Number.POSITIVE_INFINITY })) {
    const line = parseLine(text);
    if (!line || result) {
      child.kill('SIGKILL');
      pipe.destroy();
      return { result: null, malformed: text.slice(0, 200) };
    }
    if (line.type === 'result') result = line;
    else recorder.add(line);
  }
  return { result, malformed: null };
}

function parseLine(text: string) {
  try {
    return supervisorLine.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

interface Ended {
  /** Why the program could not even be started. */
  readonly error: Error | null;
  readonly how: string;
  readonly stderr: string;
}

function endOf(child: ChildProcess): Promise<Ended> {
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-maxStderrLength);
  });
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ error, how: '', stderr }));
    child.once('close', (status, signal) => {
      resolve({
        error: null,
        how: signal ? `was ended by ${signal}` : `ended with status ${status}`,
        stderr,
      });
    });
  });
}

function whyNoResult(read: Read, ended: Ended, hung: boolean): [step: string, message: string] {
  const said = ended.stderr.trim() === '' ? '' : `; it said: ${ended.stderr.trim()}`;
  if (ended.error) return ['start supervisor', ended.error.message];
  if (read.malformed !== null)
    return ['read supervisor', `this line is no message: ${read.malformed}${said}`];
  if (hung) return ['await supervisor', `it had not ended long after its limit of real time${said}`];
  return ['await supervisor', `it ${ended.how} before the result${said}`];
}
