import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../src/grading/report.js';

/** What the benchmark reads of `GET /api/v1/submissions/:id`. */
export interface Submission {
  readonly id: string;
  readonly status: 'queued' | 'running' | 'checking' | 'graded' | 'failed';
  readonly report: Report | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** The real service in a process of its own, on a new database; everything is measured through its HTTP API. */
export interface Service {
  readonly url: string;
  submit(exercise: string, files: Readonly<Record<string, string>>): Promise<string>;
  find(id: string): Promise<Submission>;
  /** Resolves when the stored submission is final. */
  finished(id: string): Promise<Submission>;
  stop(): Promise<void>;
}

/** `environment`: settings besides where it listens and keeps its state. */
export async function startService(environment: Readonly<Record<string, string>> = {}): Promise<Service> {
  // Below the system's temporary folder and open to all: Postgres and the jails run as users of their own.
  const state = mkdtempSync(join(tmpdir(), 'interleave-bench-'));
  chmodSync(state, 0o755);
  const port = await freePort();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'dist/src/main.js'], {
    env: {
      ...process.env,
      PORT: String(port),
      INTERLEAVE_STATE: state,
      INTERLEAVE_LOG_LEVEL: 'warn',
      ...environment,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const api = `http://127.0.0.1:${port}`;
  await untilReady(`${api}/readyz`, child);

  const find = async (id: string) => answerOf<Submission>(await fetch(`${api}/api/v1/submissions/${id}`));
  return {
    url: api,
    find,
    async submit(exercise, files) {
      const response = await fetch(`${api}/api/v1/submissions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ exercise, language: 'python', files }),
      });
      return (await answerOf<{ id: string }>(response)).id;
    },
    async finished(id) {
      // Live events, not polling: asking all the time would be part of what is measured.
      for (;;) {
        const events = await fetch(`${api}/api/v1/submissions/${id}/events`);
        await events.text(); // ends when the submission is final, or with the connection
        const submission = await find(id);
        if (submission.status === 'graded' || submission.status === 'failed') return submission;
      }
    },
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
      rmSync(state, { recursive: true, force: true });
    },
  };
}

async function answerOf<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`the service ended with status ${child.exitCode}`);
    const ready = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await sleep(100);
  }
  child.kill('SIGKILL');
  throw new Error('the service was not ready within a minute');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
