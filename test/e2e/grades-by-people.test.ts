import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepGrades } from '../../src/grades/grade-keeper.js';
import { handIn, makeAssignment, makeCourse, reviewedExercise } from '../support/course-with-grades.js';
import { type GradedService, type Member, startGradedService } from '../support/graded-service.js';
import { enrol } from '../support/people.js';

describe('grading by people', () => {
  let service: GradedService;
  let ada: Member;
  let bob: Member;

  beforeAll(async () => {
    service = await startGradedService();
    ada = await service.makeStudent('Ada');
    bob = await service.makeStudent('Bob');
  });
  afterAll(() => service?.stop());

  type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
  const call = (method: Method, path: string, as: { cookie: string } = service.assistant) =>
    request(service.url)[method](`/api/v1${path}`).set('Cookie', as.cookie);
  const inCourse = (path: string) => `/courses/${service.courseId}${path}`;

  async function graded(member: Member, score = 40, exercise?: string) {
    const assignmentId = await makeAssignment(service.prisma, service.courseId, exercise ? { exercise } : {});
    const id = await handIn(service.prisma, { assignmentId, enrolment: member.enrolment, score });
    await service.prisma.$transaction((tx) => keepGrades(tx, assignmentId, [member.enrolment.id]));
    return { assignmentId, id };
  }
  const gradeAt = (assignmentId: string, member: Member) =>
    service.prisma.grade.findUniqueOrThrow({
      where: { assignmentId_enrolmentId: { assignmentId, enrolmentId: member.enrolment.id } },
    });
  const finalScoreOf = async (id: string) =>
    (await service.prisma.submission.findUniqueOrThrow({ where: { id } })).finalScore;
  const actionsOn = async (subject: string) => {
    const { body } = await call('get', inCourse('/audit?limit=100'), service.instructor).expect(200);
    return body.items.filter((entry: { subject: string }) => entry.subject === subject).reverse();
  };

  describe('overrides', () => {
    it('of a check count until they end, and are written down', async () => {
      const { assignmentId, id } = await graded(ada);
      const { body } = await call('post', `/submissions/${id}/overrides`)
        .send({ check: 'report', points: 30, reason: 'It does tell' })
        .expect(201);
      expect(body).toMatchObject({
        check: 'report',
        points: 30,
        reason: 'It does tell',
        author: { id: service.assistant.id, name: 'Asa' },
        endedAt: null,
      });
      expect(await finalScoreOf(id)).toBe(70);
      expect(await gradeAt(assignmentId, ada)).toMatchObject({ points: 7, checks: { report: 'partial' } });
      await call('delete', `/submissions/${id}/overrides/${body.id}`).expect(204);
      await call('delete', `/submissions/${id}/overrides/${body.id}`).expect(404);
      expect(await finalScoreOf(id)).toBe(40);
      expect(await actionsOn(id)).toMatchObject([
        { action: 'score-overridden', actor: { name: 'Asa' }, details: { check: 'report', points: 30 } },
        { action: 'score-override-ended' },
      ]);
    });

    it('take the place of the one before, which stays to be seen', async () => {
      const { id } = await graded(ada);
      const override = (points: number) =>
        call('post', `/submissions/${id}/overrides`).send({ points, reason: 'Looked again' }).expect(201);
      await override(90);
      await override(80);
      expect(await finalScoreOf(id)).toBe(80);
      const stored = await service.prisma.override.findMany({
        where: { submissionId: id },
        orderBy: { createdAt: 'asc' },
      });
      expect(stored.map(({ points, endedAt }) => [points, endedAt === null])).toEqual([
        [90, false],
        [80, true],
      ]);
    });

    it('that come at once leave one that counts', async () => {
      const { id } = await graded(ada);
      const override = (points: number) =>
        call('post', `/submissions/${id}/overrides`).send({ points, reason: 'At once' }).expect(201);
      await Promise.all([override(10), override(20), override(30)]);
      const [counting, ...more] = await service.prisma.override.findMany({
        where: { submissionId: id, endedAt: null },
      });
      expect(more).toEqual([]);
      expect(await finalScoreOf(id)).toBe(counting?.points);
    });

    it('of a grade need no submission', async () => {
      const { assignmentId } = await graded(ada);
      const path = inCourse(`/assignments/${assignmentId}/grades/${bob.enrolment.id}/override`);
      await call('put', path).send({ points: 8, reason: 'An oral exam' }).expect(200);
      expect(await gradeAt(assignmentId, bob)).toMatchObject({ points: 8, isOverridden: true });
      const { body } = await call('get', inCourse('/progress'), bob).expect(200);
      const mine = body.assignments.find(({ id }: { id: string }) => id === assignmentId);
      expect(mine.overrides).toMatchObject([{ points: 8, reason: 'An oral exam', endedAt: null }]);
      await call('delete', path).expect(204);
      await call('delete', path).expect(404);
      expect((await actionsOn(bob.enrolment.id)).map(({ action }: { action: string }) => action)).toEqual([
        'grade-overridden',
        'grade-override-ended',
      ]);
    });

    it.each<[body: object, field: string]>([
      [{ check: 'report', points: 61, reason: 'x' }, 'points'],
      [{ points: 101, reason: 'x' }, 'points'],
      [{ points: -1, reason: 'x' }, 'points'],
      [{ check: 'no-such', points: 1, reason: 'x' }, 'check'],
      [{ points: 1, reason: ' ' }, 'reason'],
      [{ points: 1, reason: 'a\0b' }, 'reason'],
      [{ points: 1 }, 'reason'],
      [{ points: 1, reason: 'x', who: 'me' }, 'who'],
    ])('are refused with the field at fault: %j', async (body, field) => {
      const { id } = await graded(ada);
      const { body: problem } = await call('post', `/submissions/${id}/overrides`).send(body).expect(422);
      expect(problem.errors).toMatchObject([{ field }]);
      expect(await finalScoreOf(id)).toBe(40);
    });

    it('are for assignments of the course, for what is graded, and not for students', async () => {
      const { assignmentId, id } = await graded(ada);
      const body = { points: 1, reason: 'x' };
      await call('post', `/submissions/${id}/overrides`, ada).send(body).expect(403);
      await call('post', `/submissions/${id}/overrides`, bob).send(body).expect(404);
      const other = await makeAssignment(service.prisma, await makeCourse(service.prisma, 'Other'));
      const path = (assignment: string, enrolment: string) =>
        inCourse(`/assignments/${assignment}/grades/${enrolment}/override`);
      await call('put', path(other, ada.enrolment.id)).send(body).expect(404);
      await call('put', path(assignmentId, randomUUID())).send(body).expect(404);
      await call('put', path(assignmentId, ada.enrolment.id))
        .send({ ...body, points: 11 })
        .expect(422);
      const queued = await handIn(service.prisma, { assignmentId, enrolment: ada.enrolment, attempt: 2 });
      await call('post', `/submissions/${queued}/overrides`).send(body).expect(409);
      const practice = await handIn(service.prisma, {
        assignmentId,
        enrolment: ada.enrolment,
        score: 10,
        data: { assignmentId: null, enrolmentId: null, attempt: null },
      });
      await call('post', `/submissions/${practice}/overrides`, service.administrator).send(body).expect(409);
    });
  });

  describe('comments', () => {
    const text = 'Why *here*?';
    it('stand on lines that exist, of those who grade first', async () => {
      const { id } = await graded(ada);
      const path = `/submissions/${id}/comments`;
      await call('post', path, ada).send({ file: 'main.py', line: 1, text }).expect(403);
      const { body: question } = await call('post', path)
        .send({ file: 'main.py', line: 2, text })
        .expect(201);
      expect(question).toMatchObject({ file: 'main.py', line: 2, text, author: { name: 'Asa' }, mine: true });
      await call('post', path, ada).send({ file: 'main.py', line: 2, text: 'Because.' }).expect(201);
      await call('post', path, ada).send({ file: 'main.py', line: 1, text: 'And this' }).expect(403);
      const { body } = await call('get', path, ada).expect(200);
      expect(body.items.map(({ text, mine }: { text: string; mine: boolean }) => [text, mine])).toEqual([
        ['Why *here*?', false],
        ['Because.', true],
      ]);
      await call('get', path, bob).expect(404);
    });

    it.each<[body: object, field: string]>([
      [{ file: 'main.py', line: 4, text }, 'line'],
      [{ file: 'main.py', line: 0, text }, 'line'],
      [{ file: '__proto__', line: 1, text }, 'file'],
      [{ file: 'other.py', line: 1, text }, 'file'],
      [{ file: 'main.py', line: 1, text: '' }, 'text'],
    ])('are refused with the field at fault: %j', async (body, field) => {
      const { id } = await graded(ada);
      const { body: problem } = await call('post', `/submissions/${id}/comments`).send(body).expect(422);
      expect(problem.errors).toMatchObject([{ field }]);
    });

    it('are changed and deleted by their authors only, and the log says so', async () => {
      const { id } = await graded(ada);
      const path = `/submissions/${id}/comments`;
      const { body } = await call('post', path).send({ file: 'main.py', line: 1, text }).expect(201);
      const own = `${path}/${body.id}`;
      for (const other of [ada, service.instructor]) {
        await call('patch', own, other).send({ text: 'Mine' }).expect(403);
        await call('delete', own, other).expect(403);
      }
      const { id: elsewhere } = await graded(ada);
      await call('delete', `/submissions/${elsewhere}/comments/${body.id}`).expect(404);
      const { body: changed } = await call('patch', own).send({ text: 'Better' }).expect(200);
      expect(changed.text).toBe('Better');
      await call('delete', own).expect(204);
      expect((await call('get', path).expect(200)).body.items).toEqual([]);
      expect((await actionsOn(id)).map(({ action }: { action: string }) => action)).toEqual([
        'comment-written',
        'comment-changed',
        'comment-deleted',
      ]);
    });
  });

  describe('the review queue', () => {
    it('gives the points of the rubric in place of those of the check', async () => {
      const { assignmentId, id } = await graded(ada, 50, reviewedExercise.slug);
      const queue = async () =>
        (await call('get', inCourse(`/reviews?assignment=${assignmentId}`)).expect(200)).body;
      expect(await queue()).toMatchObject({
        total: 1,
        nextCursor: null,
        items: [
          {
            submissionId: id,
            checkId: 'report',
            checkTitle: 'Tells how it was',
            points: 60,
            earned: 10,
            person: { id: ada.id, name: 'Ada' },
            attempt: 1,
            rubric: [
              { id: 'figures', points: 20 },
              { id: 'reason', points: 40 },
            ],
          },
        ],
      });
      const decide = (rubric: object, reason = 'Read it') =>
        call('post', `/submissions/${id}/reviews/report`).send({ rubric, reason });
      const { body } = await decide({ figures: 21, more: 1 }).expect(422);
      expect(body.errors.map(({ field }: { field: string }) => field)).toEqual([
        'rubric.reason',
        'rubric.figures',
        'rubric.more',
      ]);
      await decide({ figures: 20, reason: 35 }).expect(200);
      expect(await queue()).toMatchObject({ total: 0, items: [] });
      expect(await finalScoreOf(id)).toBe(95);
      expect(await gradeAt(assignmentId, ada)).toMatchObject({ points: 9.5, awaitsReview: false });
      await decide({ figures: 20, reason: 40 }).expect(200);
      expect(await finalScoreOf(id)).toBe(100);
      await call('post', `/submissions/${id}/reviews/runs`).send({ rubric: {}, reason: 'x' }).expect(404);
      expect(await actionsOn(id)).toHaveLength(2);
    });

    it('is paged by key, over assignments, without those who grade', async () => {
      const courseId = await makeCourse(service.prisma, 'Queue');
      const ids: string[] = [];
      for (const [member, role] of [
        [ada, 'student'],
        [bob, 'student'],
        [service.assistant, 'assistant'],
      ] as const) {
        const enrolment = {
          id: await enrol(service.databaseUrl, courseId, member.id, role),
          personId: member.id,
        };
        for (let count = 0; count < 2; count += 1) {
          const exercise = reviewedExercise.slug;
          const assignmentId = await makeAssignment(service.prisma, courseId, { exercise });
          const id = await handIn(service.prisma, { assignmentId, enrolment, score: 50 });
          await service.prisma.$transaction((tx) => keepGrades(tx, assignmentId, [enrolment.id]));
          if (role === 'student') ids.push(id);
        }
      }
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: string = `/courses/${courseId}/reviews?limit=1${cursor}`;
        const { body }: request.Response = await call('get', page).expect(200);
        expect(body.total).toBe(4);
        seen.push(...body.items.map(({ submissionId }: { submissionId: string }) => submissionId));
        cursor = body.nextCursor && `&cursor=${body.nextCursor}`;
      }
      expect(seen).toEqual(ids);
    });
  });

  it('keeps the audit log to instructors, newest first, by key', async () => {
    await call('get', inCourse('/audit')).expect(403);
    const whole = await call('get', inCourse('/audit?limit=100'), service.instructor).expect(200);
    const { body: first } = await call('get', inCourse('/audit?limit=2'), service.instructor).expect(200);
    const next = inCourse(`/audit?limit=2&cursor=${first.nextCursor}`);
    const { body: second } = await call('get', next, service.instructor).expect(200);
    expect([...first.items, ...second.items]).toEqual(whole.body.items.slice(0, 4));
    await call('get', inCourse('/audit?cursor=x'), service.instructor).expect(400);
  });
});
