import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseConfig } from '../../src/config/config.js';
import { AssignmentRepository } from '../../src/courses/assignment.repository.js';
import { ErasureRepository } from '../../src/grades/erasure.repository.js';
import { keepGrades } from '../../src/grades/grade-keeper.js';
import { PersonData } from '../../src/grades/person-data.js';
import { DeliveryRepository } from '../../src/lms/delivery.repository.js';
import type { Attempted } from '../../src/lms/delivery-sender.js';
import { eventTypes } from '../../src/lms/event.schema.js';
import { PrismaService } from '../../src/platform/prisma.service.js';
import { DeliveryCleaner } from '../../src/queue/delivery.cleaner.js';
import { RegradeApplyRepository } from '../../src/regrades/regrade-apply.repository.js';
import { aReport, handIn, makeAssignment, makeCourse, makeEnrolment } from '../support/course-with-grades.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';

/** What is told of grades and what is kept of it, on a real Postgres and without a worker. */
describe('deliveries', () => {
  let postgres: TestPostgres;
  let prisma: PrismaService;
  let deliveries: DeliveryRepository;
  let courseId: string;
  let assignmentId: string;

  beforeAll(() => {
    postgres = startPostgres();
  });
  afterAll(() => postgres?.stop());
  beforeEach(async () => {
    prisma = new PrismaService(await postgres.createMigratedDatabase());
    deliveries = new DeliveryRepository(prisma);
    courseId = await makeCourse(prisma);
    assignmentId = await makeAssignment(prisma, courseId);
  });
  afterEach(() => prisma.onApplicationShutdown());

  async function anEndpoint(course = courseId): Promise<string> {
    const id = randomUUID();
    await prisma.deliveryTarget.create({ data: { id, kind: 'webhook', courseId: course } });
    const data = { id, courseId: course, url: 'https://example.org/', events: [...eventTypes], secret: '' };
    await prisma.webhookEndpoint.create({ data });
    return id;
  }
  const keep = (enrolmentIds: readonly string[] | 'all') =>
    prisma.$transaction((transaction) => keepGrades(transaction, assignmentId, enrolmentIds), {
      timeout: 60_000,
    });
  const events = () =>
    prisma.lmsEvent.findMany({ orderBy: [{ type: 'asc' }, { subject: 'asc' }, { sequence: 'asc' }] });

  async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
    const spy = vi.spyOn(pg.Client.prototype, 'query');
    await work();
    const texts = spy.mock.calls.map(([query]) => JSON.stringify(query));
    spy.mockRestore();
    return texts;
  }

  it('are none where nobody listens, and none of another course', async () => {
    const enrolment = await makeEnrolment(prisma, courseId);
    await anEndpoint(await makeCourse(prisma, 'Another'));
    await handIn(prisma, { assignmentId, enrolment, score: 50 });
    const statements = await statementsOf(() => keep([enrolment.id]));
    const ofListening = /webhook_endpoints|lms_events|deliveries|event_sequences/;
    expect(statements.filter((text) => ofListening.test(text))).toHaveLength(1);
    expect(await prisma.lmsEvent.count()).toBe(0);
    expect(await prisma.delivery.count()).toBe(0);
  });

  it('tell only of grades that have changed, each with the next number', async () => {
    await anEndpoint();
    const [ada, bob] = [await makeEnrolment(prisma, courseId), await makeEnrolment(prisma, courseId)];
    for (const enrolment of [ada, bob]) await handIn(prisma, { assignmentId, enrolment, score: 50 });
    await keep('all');
    await handIn(prisma, { assignmentId, enrolment: ada, attempt: 2, score: 40 });
    await keep('all');
    await handIn(prisma, { assignmentId, enrolment: ada, attempt: 3, score: 80 });
    await keep('all');
    const told = (await events()).map(({ subject, sequence, payload }) => [
      subject.split(' ').at(-1),
      sequence,
      (payload as { points: number }).points,
    ]);
    expect(told).toEqual(
      [
        [ada.id, 1, 5],
        [ada.id, 2, 8],
        [bob.id, 1, 5],
      ].toSorted(([one = ''], [other = '']) => (one < other ? -1 : 1)),
    );
    expect(await prisma.delivery.count({ where: { status: 'waiting' } })).toBe(3);
  });

  it('tell of other points of the assignment where there is a grade, also one that they do not change', async () => {
    await anEndpoint();
    const [set, zero, none] = [
      await makeEnrolment(prisma, courseId),
      await makeEnrolment(prisma, courseId),
      await makeEnrolment(prisma, courseId),
    ];
    const { id: enrolmentId, personId } = set;
    await prisma.override.create({
      data: { id: randomUUID(), assignmentId, enrolmentId, points: 7, reason: 'as told' },
    });
    await handIn(prisma, { assignmentId, enrolment: zero, score: 0 });
    await handIn(prisma, { assignmentId, enrolment: none });
    await keep('all');
    const change = (changes: object) =>
      new AssignmentRepository(prisma).change({ actorId: personId, courseId }, assignmentId, changes);
    await change({ points: 20 });
    await change({ title: 'Another name', points: 20 });
    const told = (await events()).map(({ subject, sequence, payload }) => {
      const { points, maxPoints } = payload as { points: number; maxPoints: number };
      return [subject.split(' ').at(-1), sequence, points, maxPoints];
    });
    expect(told).toHaveLength(4);
    expect(told).toEqual(
      expect.arrayContaining([
        [set.id, 1, 7, 10],
        [set.id, 2, 7, 20],
        [zero.id, 1, 0, 10],
        [zero.id, 2, 0, 20],
      ]),
    );
  });

  it('roll back with what they tell of', async () => {
    await anEndpoint();
    const enrolment = await makeEnrolment(prisma, courseId);
    await handIn(prisma, { assignmentId, enrolment, score: 50 });
    const failing = prisma.$transaction(async (transaction) => {
      await keepGrades(transaction, assignmentId, [enrolment.id]);
      throw new Error('too late');
    });
    await expect(failing).rejects.toThrow('too late');
    expect([await prisma.grade.count(), await prisma.lmsEvent.count()]).toEqual([0, 0]);
  });

  it('tell of a regrade: of each submission, of the grades, and at last of the whole', async () => {
    await anEndpoint();
    const enrolment = await makeEnrolment(prisma, courseId);
    const submissionId = await handIn(prisma, { assignmentId, enrolment, score: 50 });
    await keep('all');
    const { id: regradeId } = await prisma.regrade.create({
      data: { id: randomUUID(), courseId, assignmentId, mode: 'rescore', status: 'ready', reason: 'Fairer' },
    });
    const report = JSON.parse(JSON.stringify(aReport(90)));
    await prisma.regradeItem.create({
      data: { regradeId, submissionId, status: 'done', exerciseVersion: 1, report },
    });
    const { personId: actorId } = enrolment;
    await new RegradeApplyRepository(prisma).apply({ actorId, courseId }, regradeId);
    const told = (await events()).map(({ type, sequence, payload }) => [type, sequence, payload]);
    expect(told).toMatchObject([
      ['grade.changed', 1, { points: 5 }],
      ['grade.changed', 2, { points: 9, submissionId }],
      ['regrade.applied', 1, { regradeId, mode: 'rescore', assignmentId, submissions: 1, people: 1 }],
      ['submission.graded', 1, { regradeId, submissionId, score: 90, finalScore: 90 }],
    ]);
  });

  it('are written in sets, with bodies that stay small', async () => {
    await anEndpoint();
    await anEndpoint();
    const people = await Promise.all(Array.from({ length: 40 }, () => makeEnrolment(prisma, courseId)));
    for (const enrolment of people) await handIn(prisma, { assignmentId, enrolment, score: 50 });
    // 40 people, 40 events and 80 deliveries; one by one it would be more than 120.
    expect((await statementsOf(() => keep('all'))).length).toBeLessThan(40);
    expect(await prisma.delivery.count()).toBe(80);
    const [longest] = await prisma.$queryRaw<{ bytes: number }[]>`
      SELECT max(length(payload::text))::int AS bytes FROM lms_events`;
    expect(longest?.bytes).toBeLessThan(2_000);
  });

  const delivered: Attempted = {
    outcome: 'delivered',
    request: null,
    response: { status: 200, headers: { server: 'a\0b' }, body: 'c\0d\ud800' },
    error: null,
    durationMs: 12.5,
  };
  const ended = {
    status: 'delivered',
    nextAttemptAt: null,
    failures: 0,
    target: { kind: 'well' },
    disableReason: null,
  } as const;

  async function due(count: number): Promise<string> {
    const endpoint = await anEndpoint();
    for (let at = 0; at < count; at += 1) {
      const enrolment = await makeEnrolment(prisma, courseId);
      await handIn(prisma, { assignmentId, enrolment, score: 50 });
    }
    await keep('all');
    return endpoint;
  }

  it('are given out once each, a few at a time per target', async () => {
    await due(5);
    const [first, second] = await Promise.all([
      deliveries.dispatch(new Date(), 2),
      deliveries.dispatch(new Date(), 2),
    ]);
    const turns = [...first, ...second];
    expect(turns).toHaveLength(2);
    const turn = await deliveries.begin(turns[0] ?? '');
    if (!turn) throw new Error('It is due');
    await deliveries.settle(turn, new Date(), delivered, ended);
    expect(await deliveries.begin(turns[0] ?? '')).toBeNull();
    expect(await deliveries.dispatch(new Date(), 2)).toHaveLength(1);
    const [attempt] = await prisma.deliveryAttempt.findMany();
    expect(attempt).toMatchObject({ number: 1, response: { body: 'c\ufffdd\ufffd' } });
  });

  it('go one at a time to a target that asked for less, and to none that rests or is disabled', async () => {
    const targetId = await due(3);
    const where = { where: { id: targetId } };
    await prisma.deliveryTarget.update({ ...where, data: { resumesAt: new Date(Date.now() + 60_000) } });
    expect(await deliveries.dispatch(new Date(), 4)).toEqual([]);
    expect(await deliveries.findNextDue(new Date())).toEqual(expect.any(Date));
    await prisma.deliveryTarget.update({ ...where, data: { resumesAt: null, disabledAt: new Date() } });
    expect(await deliveries.dispatch(new Date(), 4)).toEqual([]);
    expect(await deliveries.findNextDue(new Date())).toBeNull();
    await prisma.deliveryTarget.update({ ...where, data: { disabledAt: null, slowAnswers: 1 } });
    expect(await deliveries.dispatch(new Date(), 4)).toHaveLength(1);
  });

  it('have no turn any more once a later one has begun', async () => {
    await due(1);
    const [turn = ''] = await deliveries.dispatch(new Date(), 4);
    expect(await deliveries.findUnfinished(new Date(Date.now() + 1_000), null, 10)).toEqual([turn]);
    await prisma.delivery.updateMany({ data: { enqueuedAt: null } });
    const [later = ''] = await deliveries.dispatch(new Date(), 4);
    expect(await deliveries.begin(turn)).toBeNull();
    expect(await deliveries.begin(later)).not.toBeNull();
  });

  it('are removed a while after their end, with their events; numbers go on', async () => {
    await due(2);
    const [first = ''] = await deliveries.dispatch(new Date(), 1);
    const turn = await deliveries.begin(first);
    if (!turn) throw new Error('It is due');
    await deliveries.settle(turn, new Date(), delivered, ended);
    const long = new Date(Date.now() - 40 * 86_400_000);
    await prisma.lmsEvent.updateMany({ data: { createdAt: long } });
    await prisma.delivery.updateMany({ where: { status: 'delivered' }, data: { endedAt: long } });
    const cleaner = new DeliveryCleaner(deliveries, parseConfig({}));
    expect(await cleaner.clean(new Date())).toBe(1);
    expect(await cleaner.clean(new Date())).toBe(0);
    expect(await prisma.delivery.count()).toBe(1);
    expect(await prisma.lmsEvent.count()).toBe(1);
    expect(await prisma.eventSequence.count()).toBe(2);
  });

  it('are part of what is stored about a person, and go when that one is erased', async () => {
    await due(2);
    const [someone] = await prisma.enrolment.findMany();
    if (!someone) throw new Error('There are two');
    let stored = '';
    for await (const piece of (await new PersonData(prisma).find(someone.personId)) ?? []) stored += piece;
    expect(JSON.parse(stored).told).toMatchObject([{ type: 'grade.changed', payload: { points: 5 } }]);
    await new ErasureRepository(prisma).erase(someone.personId, someone.personId);
    expect(JSON.stringify(await events())).not.toContain(someone.personId);
    expect(await prisma.delivery.count()).toBe(1);
  });
});
