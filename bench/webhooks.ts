import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { openEmbeddedPostgres } from '../src/platform/embedded-postgres.js';
import { migrate } from '../src/platform/migrations.js';
import { type Row, spread } from './row.js';
import { startService } from './service.js';
import { makeWebhookCourse, type WebhookCourse } from './webhooks-course.js';

const students = 200;
const bursts = 3;
const singles = 30;
/** So many go to one receiver at a time (src/queue/delivery.dispatcher.ts); the bare requests do the same. */
const atOnce = 4;
const patienceMs = 120_000;

type Call = (method: string, path: string, body: object) => Promise<unknown>;

/** From a grade that changes to the message at a receiver on this machine; beside it, the same bodies by bare requests. */
export async function measureWebhooks(): Promise<Row[]> {
  const state = mkdtempSync(join(tmpdir(), 'interleave-bench-'));
  chmodSync(state, 0o755); // Postgres runs as a user of its own
  const postgres = await openEmbeddedPostgres(state);
  try {
    await migrate(postgres.url);
    const course = await makeWebhookCourse(postgres.url, students);
    const service = await startService({
      DATABASE_URL: postgres.url,
      INTERLEAVE_DEMO: 'off',
      INTERLEAVE_OUTGOING_ALLOW: '127.0.0.1',
      INTERLEAVE_LOG_LEVEL: 'error', // of a receiver that never answers nobody needs to be warned
    });
    const [receiver, silent] = [await startReceiver(true), await startReceiver(false)];
    try {
      const call = callerOf(service.url, course);
      await call('POST', '/webhooks', { url: receiver.url, events: ['grade.changed'] });
      return await measure(course, call, receiver, silent.url);
    } finally {
      await service.stop();
      await receiver.stop();
      await silent.stop();
    }
  } finally {
    await postgres.stop();
    rmSync(state, { recursive: true, force: true });
  }
}

async function measure(course: WebhookCourse, call: Call, receiver: Receiver, silentUrl: string) {
  const assignment = `/assignments/${course.assignmentId}`;
  let points = 10;
  const burst = async (): Promise<number> => {
    points += 1;
    const arrived = receiver.next(students);
    await call('PATCH', assignment, { points });
    const startedMs = performance.now();
    await arrived;
    return (students / (performance.now() - startedMs)) * 1000;
  };
  await burst(); // the first makes the grades, and pays for what is loaded once
  const alone: number[] = [];
  const bare: number[] = [];
  for (let count = 0; count < bursts; count += 1) {
    alone.push(await burst());
    bare.push(await bareBurst(receiver));
  }
  const latencies: number[] = [];
  const bareLatencies: number[] = [];
  for (let count = 0; count < singles; count += 1) {
    const arrived = receiver.next(1);
    const startedMs = performance.now();
    const path = `${assignment}/grades/${course.enrolmentIds[count]}/override`;
    await call('PUT', path, { points: 6, reason: 'bench' });
    await arrived;
    latencies.push(performance.now() - startedMs);
    bareLatencies.push(await bareSingle(receiver));
  }
  await call('POST', '/webhooks', { url: silentUrl, events: ['grade.changed'] });
  const beside: number[] = [];
  for (let count = 0; count < bursts; count += 1) beside.push(await burst());
  return rowsOf({ alone, bare, beside, latencies, bareLatencies, again: receiver.surplus() });
}

interface Measured {
  readonly alone: readonly number[];
  readonly bare: readonly number[];
  readonly beside: readonly number[];
  readonly latencies: readonly number[];
  readonly bareLatencies: readonly number[];
  readonly again: number;
}

function rowsOf({ alone, bare, beside, latencies, bareLatencies, again }: Measured): Row[] {
  const quick = spread(alone);
  const held = spread(beside);
  const one = spread(latencies);
  const rows: Omit<Row, 'part'>[] = [
    { what: `${students} grades change at once: messages delivered`, unit: 'per s', ...quick },
    { what: 'the same bodies by bare requests, as many at a time', unit: 'per s', ...spread(bare) },
    { what: 'delivered ÷ bare', unit: 'ratio', value: quick.value / spread(bare).value },
    { what: 'delivered beside a receiver that never answers', unit: 'per s', ...held },
    {
      what: 'beside a receiver that never answers ÷ alone',
      unit: 'ratio',
      value: held.value / quick.value,
      promise: 'at least a half',
      holds: held.value >= quick.value / 2,
    },
    { what: 'one grade set by a person, request to message', unit: 'ms', ...one },
    { what: 'one bare request to the receiver', unit: 'ms', ...spread(bareLatencies) },
    { what: 'one grade ÷ one bare request', unit: 'ratio', value: one.value / spread(bareLatencies).value },
    {
      what: 'messages that came more than once',
      unit: 'count',
      value: again,
      promise: 'none',
      holds: again === 0,
    },
  ];
  return rows.map((row) => ({ part: 'webhooks', ...row }));
}

function callerOf(url: string, { courseId, token }: WebhookCourse): Call {
  return async (method, path, body) => {
    const response = await fetch(`${url}/api/v1/courses/${courseId}${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
}

type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** `answers` false: whoever posts to it waits in vain. */
async function startReceiver(answers: boolean) {
  let body = '';
  let wanted = 0;
  let expected = 0;
  let arrived = 0;
  let done = (): void => undefined;
  const server = createServer((request, response) => {
    void text(request).then((received) => {
      if (!answers) return;
      response.writeHead(204).end();
      body = received;
      arrived += 1;
      wanted -= 1;
      if (wanted === 0) done();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The last that came. */
    body: () => body,
    /** Fulfils when so many more have come; rejects when they do not. */
    next(count: number): Promise<void> {
      wanted = count;
      expected += count;
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`${wanted} of ${count} never came`)), patienceMs);
        done = () => {
          clearTimeout(late);
          resolve();
        };
      });
    },
    /** Messages that came, but were not waited for. */
    surplus: () => arrived - expected,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function bareSingle(receiver: Receiver): Promise<number> {
  const arrived = receiver.next(1);
  const startedMs = performance.now();
  await post(receiver);
  await arrived;
  return performance.now() - startedMs;
}

async function bareBurst(receiver: Receiver): Promise<number> {
  const arrived = receiver.next(students);
  const startedMs = performance.now();
  const lane = async () => {
    for (let count = 0; count < students / atOnce; count += 1) await post(receiver);
  };
  await Promise.all([...Array.from({ length: atOnce }, lane), arrived]);
  return (students / (performance.now() - startedMs)) * 1000;
}

async function post(receiver: Receiver): Promise<void> {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(receiver.url, { method: 'POST', headers, body: receiver.body() });
  await response.arrayBuffer();
}
