import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepGrades } from '../../src/grades/grade-keeper.js';
import { handIn, makeAssignment, makeCourse, makeEnrolment } from '../support/course-with-grades.js';
import { type GradedService, type Member, startGradedService } from '../support/graded-service.js';

const soon = new Date(Date.now() + 24 * 60 * 60 * 1000);

describe('pages of grades', () => {
  let service: GradedService;
  let ada: Member;
  let bob: Member;
  let zoe: Member;
  let first: string;
  let second: string;
  let hidden: string;
  let bobsLast: string;

  beforeAll(async () => {
    service = await startGradedService();
    const { prisma, courseId } = service;
    ada = await service.makeStudent('ada');
    bob = await service.makeStudent('Bob 100%');
    zoe = await service.makeStudent('Ödegård');
    const open = { dueAt: soon, closesAt: soon };
    first = await makeAssignment(prisma, courseId, { title: 'First', position: 1, ...open });
    second = await makeAssignment(prisma, courseId, { title: 'Second', position: 2, points: 5, ...open });
    hidden = await makeAssignment(prisma, courseId, {
      title: 'Hidden',
      position: 3,
      visibleBeforeDue: 'nothing',
      ...open,
    });
    await handIn(prisma, { assignmentId: first, enrolment: ada.enrolment, score: 100 });
    await handIn(prisma, { assignmentId: first, enrolment: bob.enrolment, score: 40 });
    bobsLast = await handIn(prisma, { assignmentId: first, enrolment: bob.enrolment, attempt: 2, score: 20 });
    await handIn(prisma, { assignmentId: second, enrolment: ada.enrolment });
    await handIn(prisma, { assignmentId: hidden, enrolment: bob.enrolment, score: 70 });
    // Those who grade try it out too.
    await handIn(prisma, { assignmentId: first, enrolment: service.assistant.enrolment, score: 0 });
    for (const id of [first, second, hidden]) {
      await prisma.$transaction((transaction) => keepGrades(transaction, id, 'all'));
    }
  });
  afterAll(() => service?.stop());

  const get = (path: string, as: { cookie: string } = service.assistant) =>
    request(service.url).get(`/api/v1/courses/${service.courseId}${path}`).set('Cookie', as.cookie);
  const namesOf = (body: { items: { name: string }[] }) => body.items.map(({ name }) => name);

  describe('gradebook', () => {
    it('has students and their grades in the order of the assignments', async () => {
      const { body } = await get('/gradebook').expect(200);
      expect(body.assignments.map(({ title }: { title: string }) => title)).toEqual([
        'First',
        'Second',
        'Hidden',
      ]);
      expect(body.total).toBe(3);
      expect(namesOf(body)).toEqual(['ada', 'Bob 100%', 'Ödegård']);
      expect(body.items[0]).toMatchObject({ enrolmentId: ada.enrolment.id, personId: ada.id, points: 10 });
      expect(body.items[1].grades).toEqual([
        expect.objectContaining({ assignmentId: first, points: 4, score: 40, maxScore: 100, attempts: 2 }),
        null,
        expect.objectContaining({ assignmentId: hidden, points: 7 }),
      ]);
      expect(body.items[2].grades).toEqual([null, null, null]);
    });

    it.each<[query: () => string, names: string[]]>([
      [() => 'sort=name&order=desc', ['Ödegård', 'Bob 100%', 'ada']],
      [() => 'sort=points', ['Ödegård', 'ada', 'Bob 100%']],
      [() => 'sort=points&order=desc', ['Bob 100%', 'ada', 'Ödegård']],
      [() => `sort=${first}&order=desc`, ['ada', 'Bob 100%', 'Ödegård']],
      [() => `sort=${hidden}&order=desc`, ['Bob 100%']],
    ])('is sorted, also over several pages (%#)', async (query, names) => {
      const { body: whole } = await get(`/gradebook?${query()}`).expect(200);
      expect(namesOf(whole).slice(0, names.length)).toEqual(names);
      const paged: string[] = [];
      let cursor: string | null = null;
      do {
        const from: string = cursor === null ? '' : `&cursor=${cursor}`;
        const { body } = await get(`/gradebook?${query()}&limit=1${from}`).expect(200);
        paged.push(...namesOf(body));
        cursor = body.nextCursor;
      } while (cursor !== null);
      expect(paged).toEqual(namesOf(whole));
    });

    it.each([
      ['ÖDEG', ['Ödegård']],
      ['0%', ['Bob 100%']],
      ['a_a', []],
      ['\\', []],
      ['example.org', ['ada', 'Bob 100%', 'Ödegård']],
    ])('finds people by %s', async (search, names) => {
      const { body } = await get(`/gradebook?search=${encodeURIComponent(search)}`).expect(200);
      expect(namesOf(body)).toEqual(names);
      expect(body.total).toBe(names.length);
    });

    it.each([
      ['sort=age', 'bad-query', 'sort'],
      [`sort=${randomUUID()}`, 'bad-query', 'sort'],
      ['order=up', 'bad-query', 'order'],
      ['limit=101', 'bad-query', 'limit'],
      ['search=%00', 'bad-query', 'search'],
      ['cursor=nonsense', 'bad-cursor', 'cursor'],
      [`cursor=${Buffer.from('["a"]').toString('base64url')}`, 'bad-cursor', 'cursor'],
      [`sort=points&cursor=${Buffer.from('["a",1]').toString('base64url')}`, 'bad-cursor', 'cursor'],
    ])('refuses ?%s', async (query, code, field) => {
      const { body } = await get(`/gradebook?${query}`).expect(400);
      expect(body).toMatchObject({ code, errors: [{ field }] });
    });
  });

  it('counts what came of an assignment, of students only', async () => {
    const { body } = await get(`/assignments/${first}/statistics`).expect(200);
    expect(body).toEqual({
      people: 3,
      submitted: 2,
      scores: { buckets: [0, 0, 0, 0, 1, 0, 0, 0, 0, 1], median: 70 },
      checks: [
        {
          id: 'runs',
          title: 'Runs to its end',
          points: 40,
          passed: 2,
          partial: 0,
          failed: 0,
          notReached: 0,
          share: 1,
        },
        {
          id: 'report',
          title: 'Tells how it was',
          points: 60,
          passed: 1,
          partial: 0,
          failed: 1,
          notReached: 0,
          share: 0.5,
        },
      ],
      submissionsByDay: [{ day: '2026-03-10', count: 3 }],
      medianAttempts: 1.5,
      awaitingReview: 0,
    });
    const { body: untouched } = await get(`/assignments/${second}/statistics`).expect(200);
    expect(untouched).toMatchObject({
      submitted: 0,
      scores: { median: null },
      medianAttempts: null,
      checks: [{ share: null }, { share: null }],
    });
  });

  it('counts what came of each assignment of the course, of students only', async () => {
    const { body } = await get('/statistics').expect(200);
    expect(body).toEqual({
      people: 3,
      assignments: [
        { assignmentId: first, submitted: 2, meanPoints: 7, awaitingReview: 0 },
        { assignmentId: second, submitted: 0, meanPoints: null, awaitingReview: 0 },
        { assignmentId: hidden, submitted: 1, meanPoints: 7, awaitingReview: 0 },
      ],
    });
  });

  it('knows no assignment of another course', async () => {
    const other = await makeCourse(service.prisma, 'Other');
    const assignmentId = await makeAssignment(service.prisma, other);
    const { id } = await makeEnrolment(service.prisma, other);
    await get(`/assignments/${assignmentId}/statistics`).expect(404);
    await get('/assignments/abc/statistics').expect(404);
    await get(`/people/${id}/progress`).expect(404);
    const { body } = await get(`/submissions?assignment=${assignmentId}`).expect(200);
    expect(body.items).toEqual([]);
  });

  it('shows how far a person is, to themselves only what they may see', async () => {
    const { body: seen } = await get(`/people/${bob.enrolment.id}/progress`).expect(200);
    expect(seen).toMatchObject({ name: 'Bob 100%', points: 11, personId: bob.id });
    expect(seen.assignments.map(({ grade }: { grade: unknown }) => grade !== null)).toEqual([
      true,
      false,
      true,
    ]);
    const { body: own } = await get('/progress', bob).expect(200);
    expect(own.points).toBe(4);
    expect(own.assignments.map(({ grade }: { grade: unknown }) => grade !== null)).toEqual([
      true,
      false,
      false,
    ]);
    await get('/progress', service.administrator).expect(404);
  });

  it('lists what was handed in, newest first, by key', async () => {
    const ids: string[] = [];
    let cursor = '';
    for (;;) {
      const { body } = await get(`/submissions?limit=2${cursor}`).expect(200);
      ids.push(...body.items.map(({ id }: { id: string }) => id));
      if (body.nextCursor === null) break;
      cursor = `&cursor=${body.nextCursor}`;
    }
    const all = await service.prisma.submission.findMany({
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      select: { id: true },
    });
    expect(ids).toEqual(all.map(({ id }) => id));
    const filtered = `assignment=${first}&enrolment=${bob.enrolment.id}&status=graded`;
    const { body } = await get(`/submissions?${filtered}`).expect(200);
    expect(body.items).toHaveLength(2);
    expect(body.items[0]).toMatchObject({ assignmentTitle: 'First', name: 'Bob 100%', maxScore: 100 });
    expect((await get('/submissions?status=queued').expect(200)).body.items).toHaveLength(1);
  });

  it('lists the attempts of a person, and says which one counts', async () => {
    const attempts = (id: string, as: { cookie: string }) =>
      request(service.url).get(`/api/v1/submissions/${id}/attempts`).set('Cookie', as.cookie);
    const { body } = await attempts(bobsLast, bob).expect(200);
    expect(body.items).toMatchObject([
      { attempt: 1, score: 40, finalScore: 40, counts: true },
      { attempt: 2, score: 20, counts: false },
    ]);
    await attempts(bobsLast, zoe).expect(404);
    const hiddenOne = await service.prisma.submission.findFirstOrThrow({ where: { assignmentId: hidden } });
    expect((await attempts(hiddenOne.id, bob).expect(200)).body.items).toMatchObject([
      { score: null, finalScore: null, maxScore: null, counts: false },
    ]);
    expect((await attempts(hiddenOne.id, service.assistant).expect(200)).body.items).toMatchObject([
      { score: 70, counts: true },
    ]);
  });
});
