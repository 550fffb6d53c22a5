import { randomUUID } from 'node:crypto';
import pg from 'pg';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Exercise } from '../../src/grading/exercise.js';
import type { Run } from '../../src/grading/timeline.js';
import { PrismaService } from '../../src/platform/prisma.service.js';
import type { RegradeItemListView, RegradeView } from '../../src/regrades/regrade.schema.js';
import type { Service } from '../../src/service.js';
import { submit, untilFinal } from '../support/api.js';
import { aCourse, anAssignment, aStudent, type TestCourse } from '../support/course.js';
import { eventually } from '../support/eventually.js';
import { aReport, type HandedIn, handIn, storeVersion } from '../support/handed-in.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { type GradeCall, graded, PretendGrader } from '../support/pretend-grader.js';
import { aRun } from '../support/runs.js';
import { startTestService } from '../support/service.js';

/** A program says by itself what each version is to give it: `3:50 4:80`. Its runs say that they are new. */
async function asItSays({ exercise, submission }: GradeCall) {
  const said = new RegExp(`${exercise.version}:(\\d+)`).exec(submission.files['main.py'] ?? '')?.[1];
  const runs = exercise.scenarios.map(({ id }) => aRun({ scenario: id, elapsedMs: 4321 }));
  return { kind: 'graded' as const, report: aReport(exercise, Number(said ?? 0)), runs };
}

describe('regrading', () => {
  const grader = new PretendGrader();
  let postgres: TestPostgres;
  let service: Service;
  let prisma: PrismaService;
  let databaseUrl: string;
  let course: TestCourse;
  /** The version of the folder, and two that came later: the second of them has another scenario. */
  let third: Exercise;
  let assignmentId: string;

  beforeAll(async () => {
    postgres = startPostgres();
    databaseUrl = await postgres.createMigratedDatabase();
    service = await startTestService({ databaseUrl, grader });
    prisma = new PrismaService(databaseUrl);
    const stored = await prisma.exerciseVersion.findFirstOrThrow({ where: { slug: 'two-sleeps' } });
    third = stored.definition as unknown as Exercise;
    const [scenario] = third.scenarios;
    if (!scenario) throw new Error('It has scenarios');
    await storeVersion(prisma, { ...third, version: 4 });
    await storeVersion(prisma, {
      ...third,
      version: 5,
      scenarios: [...third.scenarios, { ...scenario, id: 'slow' }],
    });
  });
  afterAll(async () => {
    await service?.stop();
    await prisma?.onApplicationShutdown();
    await postgres?.stop();
  });
  beforeEach(async () => {
    grader.behaviour = asItSays;
    course = await aCourse({ url: service.url ?? '', databaseUrl });
    assignmentId = (await anAssignment(course, { exerciseVersion: 3 })).id;
  });

  const path = (rest = '') => `/api/v1/courses/${course.id}/regrades${rest}`;
  const post = (rest: string, body: object = {}) =>
    request(course.url).post(path(rest)).set('Cookie', course.instructor.cookie).send(body);
  const get = (rest: string) => request(course.url).get(path(rest)).set('Cookie', course.instructor.cookie);

  async function create(body: object): Promise<RegradeView> {
    const { body: made } = await post('', {
      mode: 'rescore',
      reason: 'The checks were wrong',
      ...body,
    }).expect(202);
    return made as RegradeView;
  }
  const untilReady = (id: string) =>
    eventually(`set ${id} is ready`, async () => {
      const { body } = await get(`/${id}`).expect(200);
      return body.status === 'working' ? null : (body as RegradeView);
    });
  const ready = async (body: object) => untilReady((await create(body)).id);
  async function itemsOf(id: string, query = ''): Promise<RegradeItemListView['items']> {
    const { body } = await get(`/${id}/items${query}`).expect(200);
    return body.items;
  }

  /** Somebody new hands in. */
  async function student(text: string, score: number, more: Partial<HandedIn> = {}) {
    const { id: personId, enrolmentId } = await aStudent(course);
    const handedIn = { assignmentId, enrolmentId, personId, text, score, exercise: third, ...more };
    return { personId, enrolmentId, submissionId: await handIn(prisma, handedIn) };
  }
  const submissionOf = (id: string) => prisma.submission.findUniqueOrThrow({ where: { id } });
  const gradeOf = (enrolmentId: string) =>
    prisma.grade.findUniqueOrThrow({ where: { assignmentId_enrolmentId: { assignmentId, enrolmentId } } });
  const versionOfAssignment = async () =>
    (await prisma.assignment.findUniqueOrThrow({ where: { id: assignmentId } })).exerciseVersion;
  /** All that a regrade could change. */
  const everything = () =>
    Promise.all([
      prisma.submission.findMany({ orderBy: { id: 'asc' } }),
      prisma.run.findMany({ orderBy: [{ submissionId: 'asc' }, { position: 'asc' }] }),
      prisma.grade.findMany({ orderBy: [{ assignmentId: 'asc' }, { enrolmentId: 'asc' }] }),
      prisma.enrolment.findMany({ orderBy: { id: 'asc' } }),
      prisma.assignment.findMany({ orderBy: { id: 'asc' } }),
    ]);

  it('shows who would gain and lose before anything changes', async () => {
    const gains = await student('3:50 4:80', 50);
    const loses = await student('3:50 4:20', 50);
    await student('3:50 4:50', 50);
    const before = await everything();
    const { counts, sizes, ...set } = await ready({ assignment: assignmentId, exerciseVersion: 4 });
    expect(set).toMatchObject({
      status: 'ready',
      exerciseVersion: 4,
      author: { name: 'Ines' },
      endedAt: null,
    });
    const sums = { sumBefore: 150, sumAfter: 150 };
    expect(counts).toEqual({ total: 3, waiting: 0, done: 3, failed: 0, gain: 1, lose: 1, same: 1, ...sums });
    expect(sizes).toEqual([
      { from: 0, below: 5, gain: 0, lose: 0 },
      { from: 5, below: 10, gain: 0, lose: 0 },
      { from: 10, below: 20, gain: 0, lose: 0 },
      { from: 20, below: 50, gain: 1, lose: 1 },
      { from: 50, below: null, gain: 0, lose: 0 },
    ]);
    expect(await itemsOf(set.id, '?change=gain')).toMatchObject([
      {
        submissionId: gains.submissionId,
        person: { name: 'Stu' },
        scoreBefore: 50,
        scoreAfter: 80,
        change: 'gain',
      },
    ]);
    expect(await itemsOf(set.id, '?change=lose')).toMatchObject([
      { submissionId: loses.submissionId, scoreBefore: 50, scoreAfter: 20 },
    ]);
    expect(await itemsOf(set.id, '?change=same')).toHaveLength(1);
    expect(await everything()).toEqual(before);
  });

  it('pages through the submissions of a set', async () => {
    for (let at = 0; at < 5; at += 1) await student('4:1', 50);
    const { id } = await ready({ assignment: assignmentId, exerciseVersion: 4 });
    const { body: first } = await get(`/${id}/items?limit=3`).expect(200);
    const { body: second } = await get(`/${id}/items?limit=3&cursor=${first.nextCursor}`).expect(200);
    const ids = [...first.items, ...second.items].map(({ submissionId }) => submissionId);
    expect(new Set(ids).size).toBe(5);
    expect(second.nextCursor).toBeNull();
    await get(`/${id}/items?cursor=nonsense`).expect(400);
  });

  it('applies once: scores, grades and the version of the assignment', async () => {
    const ada = await student('3:50 4:80', 50);
    const set = await ready({ assignment: assignmentId, exerciseVersion: 4 });
    const answers = await Promise.all([1, 2, 3].map(() => post(`/${set.id}/apply`)));
    expect(answers.map(({ status, body }) => [status, body.status])).toEqual([
      [200, 'applied'],
      [200, 'applied'],
      [200, 'applied'],
    ]);
    expect(await submissionOf(ada.submissionId)).toMatchObject({
      status: 'graded',
      score: 80,
      finalScore: 80,
      exerciseVersion: 4,
      report: { version: 4, score: 80 },
    });
    expect(await gradeOf(ada.enrolmentId)).toMatchObject({ score: 80, points: 16, attempts: 1 });
    expect(await versionOfAssignment()).toBe(4);
    const after = await everything();
    await post(`/${set.id}/apply`).expect(200);
    expect(await everything()).toEqual(after);
    const entries = await prisma.auditEntry.findMany({ where: { subject: set.id }, orderBy: { id: 'asc' } });
    expect(entries.map(({ action }) => action)).toEqual(['regrade-created', 'regrade-applied']);
    await post(`/${set.id}/discard`).expect(409, /"code":"conflict"/);
  });

  it('leaves everything as it was when applying is cut off, and applies when asked again', async () => {
    const ada = await student('3:50 4:80', 50);
    const set = await ready({ assignment: assignmentId, exerciseVersion: 4 });
    const before = await everything();
    // Somebody holds the last thing that applying needs, until its connection is cut.
    const holder = new pg.Client({ connectionString: databaseUrl });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM enrolments WHERE id = $1 FOR UPDATE', [ada.enrolmentId]);
    const applying = post(`/${set.id}/apply`).then(({ status }) => status);
    const [blocked] = await eventually('applying waits', async () => {
      const { rows } = await holder.query(
        `SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      );
      return rows.length > 0 ? rows : null;
    });
    await holder.query('SELECT pg_terminate_backend($1)', [blocked.pid]);
    expect(await applying).toBe(500);
    await holder.query('ROLLBACK');
    await holder.end();
    expect(await everything()).toEqual(before);
    expect((await untilReady(set.id)).status).toBe('ready');
    await post(`/${set.id}/apply`).expect(200);
    expect(await gradeOf(ada.enrolmentId)).toMatchObject({ score: 80 });
  });

  it('lets what people have overridden count', async () => {
    const whole = await student('3:50 4:80', 50);
    const later = await student('3:50 4:80', 50);
    const override = (of: typeof whole, points: number) =>
      prisma.override.create({
        data: {
          id: randomUUID(),
          assignmentId,
          enrolmentId: of.enrolmentId,
          submissionId: of.submissionId,
          points,
          reason: 'Seen by a person',
        },
      });
    await override(whole, 66);
    const set = await ready({ assignment: assignmentId, exerciseVersion: 4 });
    await override(later, 33);
    const afterOf = new Map((await itemsOf(set.id)).map((item) => [item.submissionId, item.scoreAfter]));
    expect(afterOf.get(whole.submissionId)).toBe(66);
    await post(`/${set.id}/apply`).expect(200);
    expect(await submissionOf(whole.submissionId)).toMatchObject({ score: 80, finalScore: 66 });
    expect(await submissionOf(later.submissionId)).toMatchObject({ score: 80, finalScore: 33 });
    expect(await gradeOf(later.enrolmentId)).toMatchObject({ score: 33 });
  });

  it('does not touch what was handed in after the set was made', async () => {
    const ada = await student('3:50 4:80', 50);
    const set = await ready({ assignment: assignmentId, exerciseVersion: 4 });
    const second = await handIn(prisma, {
      ...{ assignmentId, enrolmentId: ada.enrolmentId, personId: ada.personId, exercise: third },
      ...{ text: '3:90 4:10', score: 90, attempt: 2 },
    });
    const before = await submissionOf(second);
    await post(`/${set.id}/apply`).expect(200);
    expect(await submissionOf(second)).toEqual(before);
    expect(await gradeOf(ada.enrolmentId)).toMatchObject({ submissionId: second, score: 90, attempts: 2 });
  });

  it('cannot judge runs that were never made, and says so', async () => {
    const ada = await student('3:50 5:80', 50);
    const rescored = await ready({ assignment: assignmentId, exerciseVersion: 5 });
    expect(rescored.counts).toMatchObject({ total: 1, failed: 1, done: 0 });
    expect(await itemsOf(rescored.id, '?change=failed')).toMatchObject([
      { change: 'failed', scoreAfter: null, message: expect.stringContaining('"slow"') },
    ]);
    const before = await everything();
    await post(`/${rescored.id}/apply`).expect(200);
    expect(await everything()).toEqual(before);

    const rerun = await ready({ assignment: assignmentId, exerciseVersion: 5, mode: 'rerun' });
    expect(rerun.counts).toMatchObject({ failed: 0, gain: 1 });
    await post(`/${rerun.id}/apply`).expect(200);
    const runs = await prisma.run.findMany({
      where: { submissionId: ada.submissionId },
      orderBy: { position: 'asc' },
    });
    expect(runs.map(({ scenario, elapsedMs }) => [scenario, elapsedMs])).toEqual([
      ['plain', 4321],
      ['again', 4321],
      ['slow', 4321],
    ]);
  });

  it('keeps the stored runs when it only judges them', async () => {
    const runs: Run[] = third.scenarios.map(({ id }) => aRun({ scenario: id, elapsedMs: 777 }));
    const ada = await student('3:50 4:80', 50, { runs });
    const { id } = await ready({ assignment: assignmentId, exerciseVersion: 4 });
    await post(`/${id}/apply`).expect(200);
    const stored = await prisma.run.findMany({ where: { submissionId: ada.submissionId } });
    expect(stored.map(({ elapsedMs }) => elapsedMs)).toEqual([777, 777]);
  });

  it('of one submission changes that one, and not the version of the others', async () => {
    const ada = await student('3:50 4:80', 50);
    const bob = await student('3:50 4:80', 50);
    const { id, counts, submission } = await ready({ submission: ada.submissionId, exerciseVersion: 4 });
    expect(counts.total).toBe(1);
    expect(submission).toBe(ada.submissionId);
    await post(`/${id}/apply`).expect(200);
    expect(await gradeOf(ada.enrolmentId)).toMatchObject({ score: 80 });
    expect(await gradeOf(bob.enrolmentId)).toMatchObject({ score: 50 });
    expect(await versionOfAssignment()).toBe(3);
  });

  it('of a course takes all its assignments, each with its newest version', async () => {
    const ada = await student('3:50 5:80', 50);
    const other = await anAssignment(course, { exerciseVersion: 3 });
    await student('3:50 5:70', 50, { assignmentId: other.id });
    const { id, counts, assignment } = await ready({ mode: 'rerun' });
    expect({ assignment, ...counts }).toMatchObject({ assignment: null, total: 2, gain: 2, sumAfter: 150 });
    await post(`/${id}/apply`).expect(200);
    expect(await submissionOf(ada.submissionId)).toMatchObject({ exerciseVersion: 5, score: 80 });
  });

  it('drops a discarded set, and keeps nothing of its results', async () => {
    await student('3:50 4:80', 50);
    const before = await everything();
    const set = await ready({ assignment: assignmentId, exerciseVersion: 4 });
    await post(`/${set.id}/discard`).expect(200, /"status":"discarded"/);
    await post(`/${set.id}/discard`).expect(200, /"status":"discarded"/);
    await post(`/${set.id}/apply`).expect(409, /"code":"conflict"/);
    expect(await everything()).toEqual(before);
    const items = await prisma.regradeItem.findMany({ where: { regradeId: set.id } });
    expect(items.map(({ report, runs }) => [report, runs])).toEqual([[null, null]]);
  });

  it('cannot be applied while it is being worked on', async () => {
    await student('3:50 4:80', 50);
    let go = () => {};
    const gone = new Promise<void>((resolve) => {
      go = resolve;
    });
    grader.behaviour = (call) => gone.then(() => asItSays(call));
    const set = await create({ assignment: assignmentId, exerciseVersion: 4 });
    await post(`/${set.id}/apply`).expect(409, /"code":"conflict"/);
    go();
    await untilReady(set.id);
  });

  it('lets a fresh submission go first, however many are to run again', async () => {
    for (let at = 0; at < 20; at += 1) await student('3:50 4:80', 50);
    let begun = 0;
    const ends: (() => void)[] = [];
    grader.behaviour = async (call) => {
      if (!call.options.background) return graded(call);
      begun += 1;
      await new Promise<void>((resolve) => ends.push(resolve));
      return asItSays(call);
    };
    const set = await create({ assignment: assignmentId, exerciseVersion: 4, mode: 'rerun' });
    await eventually('the first runs again', () => (begun === 1 ? true : null));
    const fresh = await submit(course.url);
    expect(await untilFinal(course.url, fresh)).toMatchObject({ status: 'graded' });
    expect(begun).toBe(1);
    expect((await get(`/${set.id}`)).body.counts).toMatchObject({ done: 0, waiting: 20 });
    for (let at = 0; at < 20; at += 1) {
      await eventually(`number ${at + 1} runs again`, () => (ends.length > at ? true : null));
      ends[at]?.();
    }
    expect((await untilReady(set.id)).counts).toMatchObject({ done: 20 });
  });

  it('is found again when its job was lost', async () => {
    const ada = await student('3:50 4:80', 50);
    const { id } = await prisma.regrade.create({
      data: {
        id: randomUUID(),
        courseId: course.id,
        assignmentId,
        mode: 'rescore',
        reason: 'The process died before it was enqueued',
        createdAt: new Date(Date.now() - 60_000),
        items: { create: { submissionId: ada.submissionId, exerciseVersion: 4, scoreBefore: 50 } },
      },
    });
    expect((await untilReady(id)).counts).toMatchObject({ done: 1, gain: 1 });
  });

  it('goes on after a submission that ends its worker every time', async () => {
    const bad = await student('3:50 4:80', 50);
    await student('3:50 4:70', 50);
    grader.behaviour = async (call) => {
      if (call.submission.files['main.py'] === '3:50 4:80') throw new Error('The worker is lost');
      return asItSays(call);
    };
    const { id, counts } = await ready({ assignment: assignmentId, exerciseVersion: 4 });
    expect(counts).toMatchObject({ done: 1, failed: 1 });
    expect(await itemsOf(id, '?change=failed')).toMatchObject([{ submissionId: bad.submissionId }]);
  });

  it.each([
    ['an unknown field', { mode: 'rescore', reason: 'r', all: true }, 422, 'unknown-field'],
    ['no reason', { mode: 'rescore' }, 422, 'missing-field'],
    [
      'an assignment of nobody',
      { mode: 'rescore', reason: 'r', assignment: randomUUID() },
      422,
      'unknown-assignment',
    ],
    ['a submission of nobody', { mode: 'rescore', reason: 'r', submission: randomUUID() }, 422, 'bad-field'],
    ['a version of a whole course', { mode: 'rescore', reason: 'r', exerciseVersion: 4 }, 422, 'bad-field'],
    ['nothing to judge', { mode: 'rescore', reason: 'r' }, 409, 'conflict'],
  ])('refuses %s', async (_what, body, status, code) => {
    const answer = await post('', body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await prisma.regrade.count({ where: { courseId: course.id } })).toBe(0);
  });

  it('refuses a version that the exercise does not have, and both at once', async () => {
    const { submissionId } = await student('3:50', 50);
    const body = { mode: 'rescore', reason: 'r', assignment: assignmentId };
    await post('', { ...body, exerciseVersion: 99 }).expect(422, /"code":"unknown-version"/);
    await post('', { ...body, submission: submissionId }).expect(422, /"code":"bad-field"/);
  });

  it("keeps to its course: another instructor's set is not there", async () => {
    await student('3:50 4:80', 50);
    const { id } = await ready({ assignment: assignmentId, exerciseVersion: 4 });
    const other = await aCourse({ url: course.url, databaseUrl }, 'Processes');
    const elsewhere = `/api/v1/courses/${other.id}/regrades`;
    const cookie = other.instructor.cookie;
    for (const rest of [`/${id}`, `/${id}/items`, '/no-uuid']) {
      await request(course.url).get(`${elsewhere}${rest}`).set('Cookie', cookie).expect(404);
    }
    await request(course.url).post(`${elsewhere}/${id}/apply`).set('Cookie', cookie).expect(404);
    await request(course.url).post(`${elsewhere}/${id}/discard`).set('Cookie', cookie).expect(404);
    const { body } = await get('').expect(200);
    expect(body.items.map((item: RegradeView) => item.id)).toEqual([id]);
  });
});
