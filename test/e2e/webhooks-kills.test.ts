import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCourse, anAssignment, aStudent, type TestCourse } from '../support/course.js';
import { eventually } from '../support/eventually.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { type ServiceProcess, startServiceProcess } from '../support/service-process.js';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.js';
import { webhooksOf } from '../support/webhook-course.js';
import {
  type Answering,
  type ReceivedCall,
  startWebhookReceiver,
  type WebhookReceiver,
} from '../support/webhook-receiver.js';

/**
 * WEBHOOK_SUBMISSIONS=1000 vitest run test/e2e/webhooks-kills.test.ts
 * makes it a larger one, and prints the figures.
 */
const submissions = Number(process.env.WEBHOOK_SUBMISSIONS ?? 36);
const students = Math.ceil(submissions / 20);
const kills = 3;

const environment = {
  INTERLEAVE_OUTGOING_ALLOW: '127.0.0.1',
  INTERLEAVE_DELIVERY_RETRIES: ['0s', ...Array<string>(30).fill('40ms')].join(','),
};

/** Only how long to hang on a busy machine. */
const patienceMs = 60_000 + submissions * 2_000;

/** Right at every third attempt, so that the best attempt of a person changes. */
const programOf = (at: number) =>
  at % 3 === 2
    ? `import time\ntime.sleep(1)\ntime.sleep(${at + 1} / 10)\n`
    : `import time\ntime.sleep(${at + 1})\n`;

describe('a receiver that fails, and a service that is killed', { timeout: patienceMs }, () => {
  let postgres: TestPostgres;
  let folder: TemporaryFolder;
  let receiver: WebhookReceiver;
  let service: ServiceProcess;
  let databaseUrl: string;

  const start = () =>
    startServiceProcess({ ...environment, DATABASE_URL: databaseUrl, INTERLEAVE_STATE: folder.path });

  beforeAll(async () => {
    postgres = startPostgres();
    databaseUrl = await postgres.createMigratedDatabase();
    folder = makeTemporaryFolder();
    receiver = await startWebhookReceiver(unreliable());
    service = await start();
  });
  afterAll(async () => {
    await service?.signal('SIGTERM');
    await receiver?.stop();
    await postgres?.stop();
    folder?.remove();
  });

  async function handInAll(course: TestCourse): Promise<void> {
    const { id: assignment } = await anAssignment(course);
    const people = await Promise.all(
      Array.from({ length: students }, (_, at) => aStudent(course, `Stu${at}`)),
    );
    const webhooks = webhooksOf(course);
    for (let at = 0; at < submissions; at += 1) {
      const person = people[at % students];
      if (person) await webhooks.handIn(person, assignment, programOf(Math.floor(at / students)));
    }
  }

  const countDelivered = async () => {
    const [row] = await query<{ count: number }>(
      databaseUrl,
      `SELECT count(*)::int AS count FROM deliveries d JOIN lms_events e ON e.id = event_id
        WHERE d.status = 'delivered' AND e.type = 'submission.graded'`,
    );
    return row?.count ?? 0;
  };

  it(`gets each of ${submissions} graded submissions at least once, and nothing forged`, async () => {
    const course = await aCourse({ url: service.url ?? '', databaseUrl });
    const { secret } = await webhooksOf(course).create(receiver.url, ['submission.graded', 'grade.changed']);
    receiver.secrets = [secret];
    const begunMs = performance.now();
    await handInAll(course);
    for (let kill = 1; kill <= kills; kill += 1) {
      const share = Math.floor((submissions * kill) / (kills + 1));
      await eventually(`${share} are delivered`, async () =>
        (await countDelivered()) >= share ? true : null,
      );
      await service.signal('SIGKILL');
      service = await start();
    }
    await eventually('all are delivered', async () => {
      if ((await countDelivered()) < submissions) return null;
      const waiting = await query(databaseUrl, `SELECT FROM deliveries WHERE status <> 'delivered'`);
      return waiting.length === 0 ? true : null;
    });

    const events = await query<{ id: string; type: string; subject: string }>(
      databaseUrl,
      'SELECT id, type, subject FROM lms_events',
    );
    const { calls } = receiver;
    const forged = calls.filter(({ message }) => message === null);
    const taken = new Set(calls.filter(wasTaken).map(({ message }) => message?.id));
    expect(forged).toEqual([]);
    expect(events.filter(({ type }) => type === 'submission.graded')).toHaveLength(submissions);
    expect(events.filter((event) => !taken.has(`evt_${event.id}`))).toEqual([]);
    expect([...taken].filter((each) => !events.some((event) => each === `evt_${event.id}`))).toEqual([]);
    expect(gaps(calls)).toEqual([]);
    expect(await newestGrades(calls)).toEqual(await storedGrades());
    const seconds = Math.round((performance.now() - begunMs) / 100) / 10;
    const figures = {
      submissions,
      events: events.length,
      calls: calls.length,
      delivered: taken.size,
      seconds,
    };
    if (process.env.WEBHOOK_SUBMISSIONS) console.log(JSON.stringify({ ...figures, ...sums(calls) }));
  });

  /** Of the message with the highest sequence number for each grade. */
  async function newestGrades(calls: readonly ReceivedCall[]) {
    const newest = new Map<string, { sequence: number; points: unknown }>();
    for (const { message } of calls) {
      if (message?.type !== 'grade.changed') continue;
      const { sequence, data } = message;
      const known = newest.get(String(data.enrolmentId));
      if (!known || known.sequence < sequence) {
        newest.set(String(data.enrolmentId), { sequence, points: data.points });
      }
    }
    return Object.fromEntries([...newest].map(([enrolment, { points }]) => [enrolment, points]));
  }

  async function storedGrades() {
    const rows = await query<{ id: string; points: number }>(
      databaseUrl,
      'SELECT enrolment_id AS id, points FROM grades',
    );
    return Object.fromEntries(rows.map(({ id, points }) => [id, points]));
  }
});

/** What an answer was, kept with the call. */
const answers = new WeakMap<ReceivedCall, string>();
const wasTaken = (call: ReceivedCall) => answers.get(call)?.startsWith('taken') ?? false;

function sums(calls: readonly ReceivedCall[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const call of calls) {
    const answer = answers.get(call) ?? 'none';
    counts[answer] = (counts[answer] ?? 0) + 1;
  }
  return counts;
}

/** Subjects of which a number between 1 and the highest never came. */
function gaps(calls: readonly ReceivedCall[]): string[] {
  const seen = new Map<string, Set<number>>();
  for (const { message } of calls) {
    if (!message) continue;
    const { type, data, sequence } = message;
    const subject =
      type === 'grade.changed' ? `grade ${data.enrolmentId}` : `submission ${data.submissionId}`;
    seen.set(subject, (seen.get(subject) ?? new Set()).add(sequence));
  }
  return [...seen].flatMap(([subject, numbers]) => (Math.max(...numbers) === numbers.size ? [] : [subject]));
}

/** Three of ten calls fail in one way or another; of the others some are answered late, or twice, or taken and not answered. */
function unreliable(): Answering {
  const failing: readonly ((response: Parameters<Answering>[1]) => string)[] = [
    (response) => {
      response.writeHead(500).end('broken');
      return 'failed: 500';
    },
    (response) => {
      response.destroy();
      return 'failed: closed';
    },
    (response) => {
      response.writeHead(503, { 'Retry-After': '0' }).end();
      return 'failed: 503';
    },
  ];
  return async (call, response, at) => {
    const fail = at % 10 < failing.length ? failing[at % 10] : undefined;
    if (fail) {
      answers.set(call, fail(response));
      return;
    }
    if (at % 10 === 4) await delay(150);
    const twice = at % 10 === 6 ? response.socket : null;
    const isUnanswered = at % 20 === 8;
    answers.set(call, isUnanswered ? 'taken, not answered' : twice ? 'taken, answered twice' : 'taken');
    if (isUnanswered) response.destroy();
    else response.writeHead(200, { 'Content-Type': 'text/plain' }).end('thanks');
    twice?.write('HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n');
  };
}
