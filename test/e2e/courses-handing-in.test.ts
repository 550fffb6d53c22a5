import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AssignmentView } from '../../src/courses/assignment.schema.js';
import type { Service } from '../../src/service.js';
import type { SubmissionView } from '../../src/submissions/submission.schema.js';
import { aCourse, anAssignment, aStudent, hoursFromNow, type TestCourse } from '../support/course.js';
import { eventually } from '../support/eventually.js';
import { enrol, signedInPerson, type TestPerson } from '../support/people.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { graded, held, PretendGrader, sandboxFault } from '../support/pretend-grader.js';
import { startTestService } from '../support/service.js';

describe('handing in for an assignment', () => {
  let postgres: TestPostgres;
  let service: Service;
  let url: string;
  let databaseUrl: string;
  let course: TestCourse;
  const grader = new PretendGrader();

  beforeAll(async () => {
    postgres = startPostgres();
    databaseUrl = await postgres.createMigratedDatabase();
    service = await startTestService({ databaseUrl, grader });
    url = service.url ?? '';
    course = await aCourse({ url, databaseUrl });
  });
  beforeEach(() => {
    grader.behaviour = graded;
  });
  afterAll(async () => {
    await service?.stop();
    await postgres?.stop();
  });

  const bodyFor = (assignment: string, text = 'import time\n') => ({
    assignment,
    language: 'python',
    files: { 'main.py': text },
  });
  const handIn = (person: TestPerson, body: object, key?: string) => {
    const post = request(url).post('/api/v1/submissions').set('Cookie', person.cookie);
    return (key === undefined ? post : post.set('Idempotency-Key', key)).send(body);
  };
  const get = (person: TestPerson, path: string) =>
    request(url).get(`/api/v1${path}`).set('Cookie', person.cookie);
  const untilDone = (person: TestPerson, id: string) =>
    eventually(`submission ${id} is done`, async () => {
      const { body } = await get(person, `/submissions/${id}`).expect(200);
      return ['graded', 'failed'].includes(body.status) ? (body as SubmissionView) : null;
    });
  const viewOf = async (person: TestPerson, { id }: AssignmentView) =>
    (await get(person, `/courses/${course.id}/assignments/${id}`).expect(200)).body as AssignmentView;

  it('is an attempt of its person, graded by the pinned version, and counts', async () => {
    const student = await aStudent(course);
    const assignment = await anAssignment(course, { attemptsAllowed: 3 });
    const { body } = await handIn(student, bodyFor(assignment.id)).expect(202);
    const done = await untilDone(student, body.id);
    expect(done).toMatchObject({
      status: 'graded',
      exercise: 'two-sleeps',
      exerciseVersion: 3,
      assignment: { id: assignment.id, courseId: course.id, courseTitle: 'Threads', title: 'Two sleeps' },
      attempt: 1,
      visibility: 'timeline',
      person: null,
    });
    expect((await viewOf(student, assignment)).mine).toMatchObject({
      attemptsUsed: 1,
      attemptsLeft: 2,
      points: 20,
      score: 100,
      submissionId: body.id,
    });
    const seen = await get(course.instructor, `/submissions/${body.id}`).expect(200);
    expect(seen.body.person).toEqual({ id: student.id, name: 'Stu' });
  });

  it('grades by the stored version when the catalogue has another one', async () => {
    const student = await aStudent(course);
    const older = { slug: 'two-sleeps', version: 2 };
    const definition = JSON.stringify({ ...grader.calls[0]?.exercise, ...older, scenarios: [], checks: [] });
    await query(
      databaseUrl,
      `INSERT INTO exercise_versions (slug, version, digest, definition) VALUES ($1, $2, 'older', $3)
        ON CONFLICT DO NOTHING`,
      [older.slug, older.version, definition],
    );
    const assignment = await anAssignment(course, { exerciseVersion: 2 });
    const { body } = await handIn(student, bodyFor(assignment.id)).expect(202);
    expect(await untilDone(student, body.id)).toMatchObject({ exerciseVersion: 2, report: { checks: [] } });
    expect(grader.calls.at(-1)?.exercise.version).toBe(2);
    const exercise = '/exercises/two-sleeps';
    expect((await get(student, `${exercise}?version=2`).expect(200)).body).toMatchObject({
      version: 2,
      checks: [],
    });
    expect((await get(student, exercise).expect(200)).body.version).toBe(3);
    await get(student, `${exercise}?version=9`).expect(404);
    await get(student, `${exercise}?version=0`).expect(400);
  });

  it('is refused before it opens and after it closes, but not to staff', async () => {
    const student = await aStudent(course);
    const closed = await anAssignment(course, { opensAt: hoursFromNow(-3), dueAt: hoursFromNow(-1) });
    const upcoming = await anAssignment(course, { opensAt: hoursFromNow(1), dueAt: hoursFromNow(2) });
    for (const [{ id }, code] of [
      [closed, 'closed'],
      [upcoming, 'not-open'],
    ] as const) {
      const { body } = await handIn(student, bodyFor(id)).expect(409);
      expect(body).toMatchObject({ code, errors: [{ field: 'assignment' }] });
      await handIn(course.instructor, bodyFor(id)).expect(202);
    }
  });

  it('is for people of the course', async () => {
    const { id } = await anAssignment(course);
    const stranger = await signedInPerson({ url, databaseUrl }, { name: 'Eve' });
    const administrator = await signedInPerson({ url, databaseUrl }, { name: 'Root', isAdministrator: true });
    const unknown = { code: 'unknown-assignment', errors: [{ field: 'assignment' }] };
    expect((await handIn(stranger, bodyFor(id)).expect(422)).body).toMatchObject(unknown);
    expect((await handIn(stranger, bodyFor(randomUUID())).expect(422)).body).toMatchObject(unknown);
    expect((await handIn(stranger, bodyFor('nonsense')).expect(422)).body).toMatchObject(unknown);
    await handIn(administrator, bodyFor(id)).expect(403);
    await request(url).post('/api/v1/submissions').send(bodyFor(id)).expect(401);
    const both = { ...bodyFor(id), exercise: 'two-sleeps' };
    expect((await handIn(stranger, both).expect(422)).body.code).toBe('bad-field');
  });

  it('gives out each attempt once, however many requests come at once', async () => {
    const student = await aStudent(course);
    const assignment = await anAssignment(course, { attemptsAllowed: 3 });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => handIn(student, bodyFor(assignment.id, `print(${at})\n`))),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(3).fill(202), ...Array(9).fill(409)]);
    expect(answers.filter(({ body }) => body.code === 'no-attempts-left')).toHaveLength(9);
    const rows = await query<{ attempt: number }>(
      databaseUrl,
      'SELECT attempt FROM submissions WHERE enrolment_id = $1 ORDER BY attempt',
      [student.enrolmentId],
    );
    expect(rows.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  });

  it('does not count what failed by our fault', async () => {
    const student = await aStudent(course);
    const assignment = await anAssignment(course, { attemptsAllowed: 1, coolDownSeconds: 3600 });
    grader.behaviour = sandboxFault;
    const first = await handIn(student, bodyFor(assignment.id)).expect(202);
    expect((await untilDone(student, first.body.id)).status).toBe('failed');
    expect((await viewOf(student, assignment)).mine).toMatchObject({ attemptsUsed: 0, nextAttemptAt: null });
    grader.behaviour = graded;
    const second = await handIn(student, bodyFor(assignment.id)).expect(202);
    expect(await untilDone(student, second.body.id)).toMatchObject({ status: 'graded', attempt: 2 });
    await handIn(student, bodyFor(assignment.id)).expect(409);
  });

  it('has to cool down between attempts, from the moment of handing in', async () => {
    const student = await aStudent(course);
    const assignment = await anAssignment(course, { coolDownSeconds: 3600 });
    const { behaviour, go } = held();
    grader.behaviour = behaviour;
    const { body: first } = await handIn(student, bodyFor(assignment.id)).expect(202);
    const { body } = await handIn(student, bodyFor(assignment.id)).expect(409);
    expect(body.code).toBe('cooling-down');
    const { mine } = await viewOf(student, assignment);
    expect(body.detail).toContain(mine?.nextAttemptAt);
    go();
    await untilDone(student, first.id);
    const hour = [first.id];
    await query(
      databaseUrl,
      `UPDATE submissions SET created_at = created_at - interval '1 h' WHERE id = $1`,
      hour,
    );
    await handIn(student, bodyFor(assignment.id)).expect(202);
  });

  it('repeats an answer under the same key, of the same person, also when no attempt is left', async () => {
    const [student, other] = [await aStudent(course), await aStudent(course)];
    const { id } = await anAssignment(course, { attemptsAllowed: 1 });
    const key = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => handIn(student, bodyFor(id), key)));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect((await handIn(student, bodyFor(id, '2'), key).expect(422)).body.code).toBe(
      'idempotency-key-reused',
    );
    const { body } = await handIn(other, bodyFor(id), key).expect(202);
    expect(body.id).not.toBe(answers[0]?.body.id);
  });

  it('shows its student what the assignment says, before and after their own due date', async () => {
    const student = await aStudent(course);
    const rules = { visibleBeforeDue: 'nothing', visibleAfterDue: 'checks' };
    const assignment = await anAssignment(course, { ...rules, closesAt: hoursFromNow(2) });
    const { body: handed } = await handIn(student, bodyFor(assignment.id)).expect(202);
    const path = `/submissions/${handed.id}`;
    expect(await untilDone(student, handed.id)).toMatchObject({
      report: null,
      runs: [],
      visibility: 'nothing',
    });
    const listed = async () => (await get(student, `/submissions?assignment=${assignment.id}`)).body.items;
    expect(await listed()).toMatchObject([
      { assignment: assignment.id, attempt: 1, score: null, maxScore: null },
    ]);
    expect((await get(student, `${path}/timeline`)).body).toEqual({ runs: [] });
    expect((await get(student, `${path}/events`).buffer()).text).toContain('{"score":null,"maxScore":null}');
    expect((await viewOf(student, assignment)).mine).toMatchObject({
      attemptsUsed: 1,
      points: null,
      score: null,
    });

    const all = await get(course.instructor, path);
    expect(all.body).toMatchObject({ visibility: 'timeline', report: { score: 100 } });
    expect((await get(course.instructor, `${path}/timeline`)).body.runs).toHaveLength(2);

    const past = { dueAt: hoursFromNow(-0.5) };
    await request(url)
      .patch(`/api/v1/courses/${course.id}/assignments/${assignment.id}`)
      .set('Cookie', course.instructor.cookie)
      .send(past)
      .expect(200);
    const { body: after } = await get(student, path).expect(200);
    expect(after).toMatchObject({ visibility: 'checks', runs: [], report: { score: 100, measures: {} } });
    expect(after.report.checks).toHaveLength(2);
    expect(await listed()).toMatchObject([{ score: 100 }]);
  });

  it('keeps what it stands on from being deleted, and nothing else', async () => {
    const own = await aCourse({ url, databaseUrl });
    const [used, unused] = [await anAssignment(own), await anAssignment(own)];
    const student = await aStudent(own);
    const { body } = await handIn(student, bodyFor(used.id)).expect(202);
    const remove = (path: string) =>
      request(url).delete(`/api/v1/courses/${own.id}${path}`).set('Cookie', own.instructor.cookie);
    expect((await remove(`/assignments/${used.id}`).expect(409)).body.code).toBe('in-use');
    expect((await remove('').expect(409)).body.code).toBe('in-use');
    await remove(`/assignments/${unused.id}`).expect(204);
    await get(student, `/submissions/${body.id}`).expect(200);
    const swap = { exercise: 'two-sleeps', exerciseVersion: 3 };
    await request(url)
      .patch(`/api/v1/courses/${own.id}/assignments/${used.id}`)
      .set('Cookie', own.instructor.cookie)
      .send(swap)
      .expect(200);
  });

  it('counts for less when it is late, and again for more when the dates change', async () => {
    const student = await aStudent(course);
    const late = { opensAt: hoursFromNow(-3), dueAt: hoursFromNow(-1), closesAt: hoursFromNow(3) };
    const assignment = await anAssignment(course, { ...late, latePercentPerDay: 25 });
    const { body } = await handIn(student, bodyFor(assignment.id)).expect(202);
    await untilDone(student, body.id);
    expect(await viewOf(student, assignment)).toMatchObject({ state: 'late', mine: { points: 15 } });
    await request(url)
      .patch(`/api/v1/courses/${course.id}/assignments/${assignment.id}`)
      .set('Cookie', course.instructor.cookie)
      .send({ dueAt: hoursFromNow(1) })
      .expect(200);
    expect(await viewOf(student, assignment)).toMatchObject({ state: 'open', mine: { points: 20 } });
  });

  it('is closed in the archive', async () => {
    const own = await aCourse({ url, databaseUrl });
    const { id } = await anAssignment(own);
    const student = await signedInPerson({ url, databaseUrl });
    await enrol(databaseUrl, own.id, student.id, 'student');
    await request(url)
      .patch(`/api/v1/courses/${own.id}`)
      .set('Cookie', own.instructor.cookie)
      .send({ isArchived: true })
      .expect(200);
    expect((await handIn(student, bodyFor(id)).expect(409)).body.code).toBe('closed');
  });
});
