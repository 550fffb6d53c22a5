/** The stand-in internet as a process: one for all runs of this process, started when first asked for. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface InternetAddress {
  readonly socketPath: string;
  readonly caFile: string;
}

export interface InternetOptions {
  /** The compiled sandboxes/internet/main.js. */
  readonly mainFile: string;
  /** Where its private CA is kept between starts. */
  readonly caDirectory: string;
}

/** On a host with ten times as much to do as it has cores it took more than 10 s; what cannot start ends by itself. */
const startLimitMs = 60_000;
const maxStderrLength = 4_000;

interface Started {
  readonly child: ChildProcess;
  readonly socketDirectory: string;
  readonly address: InternetAddress;
}

export class Internet {
  private started: Promise<Started> | null = null;

  constructor(private readonly options: InternetOptions) {}

  /** Starts it, also again after it died. Rejects when it does not start; the next call tries anew. */
  async address(): Promise<InternetAddress> {
    this.started ??= this.start();
    try {
      return (await this.started).address;
    } catch (error) {
      this.started = null;
      throw error;
    }
  }

  async stop(): Promise<void> {
    const started = await this.started?.catch(() => null);
    this.started = null;
    if (!started) return;
    const { child, socketDirectory } = started;
    if (child.exitCode === null && child.signalCode === null) {
      child.ref();
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    }
    await rm(socketDirectory, { recursive: true, force: true });
  }

  private async start(): Promise<Started> {
    const { mainFile, caDirectory } = this.options;
    await mkdir(caDirectory, { recursive: true });
    // Not in the state folder: the path of a unix socket has at most 107 bytes.
    const socketDirectory = await mkdtemp(join(tmpdir(), 'interleave-'));
    const socketPath = join(socketDirectory, 'internet.sock');
    const argv = [mainFile, `--socket=${socketPath}`, `--ca-directory=${caDirectory}`];
    // In a session of its own: the kernel shares the CPU out among sessions first (main.ts of it asks for more).
    const child = spawn(process.execPath, argv, { stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    // Its standard input is its tie to us: it ends when that does, even if we are killed.
    child.stdin?.on('error', () => undefined);
    try {
      await readyLine(child);
    } catch (error) {
      child.kill('SIGKILL');
      await rm(socketDirectory, { recursive: true, force: true });
      throw error;
    }
    const started = { child, socketDirectory, address: { socketPath, caFile: join(caDirectory, 'ca.pem') } };
    this.forgetWhenDead(started);
    return started;
  }

  private forgetWhenDead({ child, socketDirectory }: Started): void {
    const mine = this.started;
    child.once('exit', () => {
      if (this.started === mine) this.started = null;
      void rm(socketDirectory, { recursive: true, force: true });
    });
    // A service that has nothing else to do may end; stop() and the closing of stdin see to this process.
    child.unref();
  }
}

async function readyLine(child: ChildProcess): Promise<void> {
  if (!child.stdout || !child.stderr) throw new Error('The stand-in internet has no pipes');
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-maxStderrLength);
  });
  const failed = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (status, signal) => {
      reject(
        new Error(`The stand-in internet did not start (${signal ?? `status ${status}`}): ${stderr.trim()}`),
      );
    });
  });
  failed.catch(() => undefined);
  const lines = createInterface({ input: child.stdout });
  const limit = AbortSignal.timeout(startLimitMs);
  const [line] = (await Promise.race([once(lines, 'line', { signal: limit }), failed])) as [string];
  if (line !== 'ready') throw new Error(`The stand-in internet said "${line}" in place of "ready"`);
}
