import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBody } from '../support/api.js';
import { eventually } from '../support/eventually.js';
import {
  aReadyLink,
  type LtiPair,
  land,
  ltiEnvironment,
  pairByHand,
  type ReadyLink,
} from '../support/lti-course.js';
import type { Behaviour, Misbehaviour } from '../support/lti-platform/server.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { type ServiceProcess, startServiceProcess } from '../support/service-process.js';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.js';

/**
 * LTI_SUBMISSIONS=120 vitest run test/e2e/lti-kills.test.ts
 * makes it a larger one, and prints the figures.
 */
const submissions = Number(process.env.LTI_SUBMISSIONS ?? 24);

const kills = 3;

const environment = {
  ...ltiEnvironment,
  INTERLEAVE_DELIVERY_RETRIES: ['0s', ...Array<string>(45).fill('60ms')].join(','),
};

/** Only how long to hang on a busy machine. */
const patienceMs = 90_000 + submissions * 4_000;

/** Better with every attempt (0, 2, 18, 20 points), so that a grade only rises and a score that falls has come too late. */
const programs = [
  'raise SystemExit(1)\n',
  'import time\ntime.sleep(1)\n',
  'import time\ntime.sleep(1)\ntime.sleep(2)\nraise SystemExit(1)\n',
  'import time\ntime.sleep(1)\ntime.sleep(2)\n',
];

const students = Math.ceil(submissions / programs.length);

/** Six of ten scores meet some trouble, and tokens are neither always given nor good for long. */
const troubles: readonly (Misbehaviour | null)[] = [
  { kind: 'status', status: 503 },
  null,
  { kind: 'status', status: 429, headers: { 'Retry-After': '0' } },
  null,
  { kind: 'cut' },
  { kind: 'lost-answer' },
  null,
  { kind: 'status', status: 403, headers: { 'Retry-After': '0' } },
  { kind: 'late', delayMs: 150 },
  null,
];
const inTrouble: Behaviour = (service, nth) => {
  if (service === 'token') return nth % 3 === 1 ? { kind: 'status', status: 500 } : null;
  return service === 'scores' ? (troubles[nth % troubles.length] ?? null) : null;
};

describe('a platform in trouble, and a service that is killed', { timeout: patienceMs }, () => {
  let postgres: TestPostgres;
  let folder: TemporaryFolder;
  let service: ServiceProcess;
  let pair: LtiPair;
  let ready: ReadyLink;
  let databaseUrl: string;

  const start = () =>
    startServiceProcess({ ...environment, DATABASE_URL: databaseUrl, INTERLEAVE_STATE: folder.path });

  beforeAll(async () => {
    postgres = await startPostgres();
    databaseUrl = await postgres.createMigratedDatabase();
    folder = makeTemporaryFolder();
    service = await start();
    const url = service.url ?? '';
    pair = await pairByHand({ url, databaseUrl });
    ready = await aReadyLink(url, pair, 'Operating systems');
  }, patienceMs);
  afterAll(async () => {
    await service?.signal('SIGTERM');
    await pair?.platform.stop();
    await postgres?.stop();
    folder?.remove();
  });

  async function cookiesOfStudents(): Promise<string[]> {
    const { platform, tool } = pair;
    const cookies: string[] = [];
    for (let at = 0; at < students; at += 1) {
      const person = platform.addMember(ready.course, `Stu Dent${at}`);
      const { cookie } = await land(platform, { tool, person, course: ready.course, link: ready.link });
      cookies.push(cookie);
    }
    return cookies;
  }
  async function handIn(cookie: string, attempt: number): Promise<void> {
    const { exercise: _exercise, ...files } = aBody(programs[attempt]);
    await request(service.url ?? '')
      .post('/api/v1/submissions')
      .set('Cookie', cookie)
      .send({ ...files, assignment: ready.assignmentId })
      .expect(202);
  }
  const count = async (sql: string): Promise<number> => {
    const [row] = await query<{ count: number }>(databaseUrl, `SELECT count(*)::int AS count FROM ${sql}`);
    return row?.count ?? 0;
  };

  it(`has the grades of ${submissions} submissions in the end, and none was ever followed by an older one`, async () => {
    const { platform } = pair;
    const cookies = await cookiesOfStudents();
    platform.begin();
    platform.tokens.usesOfNextTokens = 7;
    platform.server.behave(inTrouble);
    for (let at = 0; at < submissions; at += 1)
      await handIn(cookies[at % students] ?? '', Math.floor(at / students));

    for (let kill = 1; kill <= kills; kill += 1) {
      const share = Math.floor((submissions * kill) / (kills + 1));
      await eventually(`${share} are graded`, async () =>
        (await count(`submissions WHERE status = 'graded'`)) >= share ? true : null,
      );
      // Away while the service dies, and back only when it has begun to miss it.
      await platform.server.goAway();
      await service.signal('SIGKILL');
      service = await start();
      await platform.server.comeBack();
    }
    await eventually('all are graded and everything has been sent', async () => {
      const graded = await count(`submissions WHERE status = 'graded'`);
      const waiting = await count(`deliveries WHERE status = 'waiting'`);
      return graded === submissions && waiting === 0 ? true : null;
    });

    expect(await count(`deliveries WHERE status = 'failed'`)).toBe(0);
    expect(platform.violations).toEqual([]);
    expect(scoresOfPlatform()).toEqual(await storedGrades());
    expect(fallen()).toEqual([]);
    const { accepted, stale } = platform.scores;
    const figures = { submissions, students, accepted: accepted.length, stale: stale.length };
    const asked = platform.records.requests.length;
    if (process.env.LTI_SUBMISSIONS) console.log(JSON.stringify({ ...figures, asked, ...statuses() }));
  });

  const itemIds = () => [...pair.platform.state.lineItems.keys()];

  function scoresOfPlatform(): Record<string, number | undefined> {
    const [itemId = 0, ...others] = itemIds();
    expect(others).toEqual([]);
    const learners = ready.course.members.filter(({ name }) => name.startsWith('Stu'));
    return Object.fromEntries(
      learners.map(({ id }) => [id, pair.platform.scores.latestOf(itemId, id)?.scoreGiven]),
    );
  }

  async function storedGrades(): Promise<Record<string, number>> {
    const rows = await query<{ subject: string; points: number }>(
      databaseUrl,
      `SELECT m.subject, g.points FROM grades g JOIN lti_members m ON m.enrolment_id = g.enrolment_id`,
    );
    return Object.fromEntries(rows.map(({ subject, points }) => [subject, Number(points)]));
  }

  /** People whose score at the platform was once lower than one before. */
  function fallen(): string[] {
    const highest = new Map<string, number>();
    return pair.platform.scores.accepted.flatMap(({ userId, scoreGiven = 0 }) => {
      const before = highest.get(userId) ?? 0;
      highest.set(userId, Math.max(before, scoreGiven));
      return scoreGiven < before ? [`${userId}: ${scoreGiven} after ${before}`] : [];
    });
  }

  function statuses(): Record<string, number> {
    const sums: Record<string, number> = {};
    for (const { service: called, status } of pair.platform.records.requests) {
      const key = `${called} ${status ?? 'cut'}`;
      sums[key] = (sums[key] ?? 0) + 1;
    }
    return sums;
  }
});
