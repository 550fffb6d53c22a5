import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AssignmentView } from '../../src/courses/assignment.schema.js';
import type { Service } from '../../src/service.js';
import { aCourse, anAssignment, aStudent, hoursFromNow, type TestCourse } from '../support/course.js';
import { eventually } from '../support/eventually.js';
import type { TestPerson } from '../support/people.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { startTestService } from '../support/service.js';

describe('an extension', () => {
  let postgres: TestPostgres;
  let service: Service;
  let url: string;
  let course: TestCourse;

  beforeAll(async () => {
    postgres = startPostgres();
    const databaseUrl = await postgres.createMigratedDatabase();
    service = await startTestService({ databaseUrl });
    url = service.url ?? '';
    course = await aCourse({ url, databaseUrl });
  });
  afterAll(async () => {
    await service?.stop();
    await postgres?.stop();
  });

  const extensionsOf = ({ id }: { id: string }) =>
    `/api/v1/courses/${course.id}/assignments/${id}/extensions`;
  const set = (assignment: { id: string }, enrolmentId: string, body: object) =>
    request(url)
      .put(`${extensionsOf(assignment)}/${enrolmentId}`)
      .set('Cookie', course.instructor.cookie)
      .send({ reason: 'was ill', ...body });
  const handIn = (person: TestPerson, assignment: { id: string }) =>
    request(url)
      .post('/api/v1/submissions')
      .set('Cookie', person.cookie)
      .send({ assignment: assignment.id, language: 'python', files: { 'main.py': 'import time\n' } });
  const viewOf = async (person: TestPerson, { id }: { id: string }) => {
    const path = `/api/v1/courses/${course.id}/assignments/${id}`;
    return (await request(url).get(path).set('Cookie', person.cookie).expect(200)).body as AssignmentView;
  };
  const past = () => ({ opensAt: hoursFromNow(-4), dueAt: hoursFromNow(-2), closesAt: hoursFromNow(-1) });

  it('lets one person hand in who could not any more, and nobody else', async () => {
    const [student, other] = [await aStudent(course), await aStudent(course, 'Other')];
    const assignment = await anAssignment(course, past());
    await handIn(student, assignment).expect(409);
    const dueAt = hoursFromNow(1);
    const { body } = await set(assignment, student.enrolmentId, { dueAt }).expect(200);
    expect(body).toMatchObject({ name: 'Stu', dueAt, closesAt: dueAt, reason: 'was ill', grantedBy: 'Ines' });
    expect(await viewOf(student, assignment)).toMatchObject({
      state: 'open',
      mine: { dueAt, closesAt: dueAt },
    });
    expect((await viewOf(other, assignment)).state).toBe('closed');
    await handIn(student, assignment).expect(202);
    await handIn(other, assignment).expect(409);
    const { body: progress } = await request(url)
      .get(`/api/v1/courses/${course.id}/people/${student.enrolmentId}/progress`)
      .set('Cookie', course.instructor.cookie)
      .expect(200);
    const extension = { dueAt, closesAt: dueAt, extraAttempts: 0, reason: 'was ill' };
    expect(progress.assignments.at(-1)).toMatchObject({ id: assignment.id, dueAt, extension });
    const { body: list } = await request(url)
      .get(extensionsOf(assignment))
      .set('Cookie', course.instructor.cookie)
      .expect(200);
    expect(list).toMatchObject({ items: [{ enrolmentId: student.enrolmentId }], nextCursor: null });
  });

  it('gives more attempts', async () => {
    const student = await aStudent(course);
    const assignment = await anAssignment(course, { attemptsAllowed: 1 });
    await handIn(student, assignment).expect(202);
    await handIn(student, assignment).expect(409);
    await set(assignment, student.enrolmentId, { dueAt: assignment.dueAt, extraAttempts: 1 }).expect(200);
    expect((await viewOf(student, assignment)).mine).toMatchObject({ attemptsUsed: 1, attemptsLeft: 1 });
    await handIn(student, assignment).expect(202);
    await handIn(student, assignment).expect(409);
  });

  it('makes what was late count in full, until it is taken back', async () => {
    const student = await aStudent(course);
    const assignment = await anAssignment(course, {
      ...past(),
      closesAt: hoursFromNow(2),
      latePercentPerDay: 50,
    });
    await handIn(student, assignment).expect(202);
    const points = async () => (await viewOf(student, assignment)).mine?.points ?? null;
    await eventually('there is a grade', points);
    expect(await points()).toBe(10);
    await set(assignment, student.enrolmentId, { dueAt: hoursFromNow(1) }).expect(200);
    expect(await points()).toBe(20);
    const remove = () =>
      request(url)
        .delete(`${extensionsOf(assignment)}/${student.enrolmentId}`)
        .set('Cookie', course.instructor.cookie);
    await remove().expect(204);
    expect(await points()).toBe(10);
    await remove().expect(404);
  });

  it.each([
    ['less time', { dueAt: -3 }, 'dueAt'],
    ['an earlier cut-off', { dueAt: -2, closesAt: -1.5 }, 'closesAt'],
    ['a cut-off before the due date', { dueAt: 2, closesAt: 1 }, 'closesAt'],
  ])('refuses %s', async (_, hours, field) => {
    const student = await aStudent(course);
    const assignment = await anAssignment(course, past());
    const dates = Object.fromEntries(Object.entries(hours).map(([name, each]) => [name, hoursFromNow(each)]));
    const { body } = await set(assignment, student.enrolmentId, dates).expect(422);
    expect(body).toMatchObject({ code: 'bad-dates', errors: [{ field }] });
  });

  it('is for people and assignments of the course', async () => {
    const student = await aStudent(course);
    const assignment = await anAssignment(course);
    const elsewhere = await aCourse(course);
    const foreign = await anAssignment(elsewhere);
    const stranger = await aStudent(elsewhere);
    const dueAt = hoursFromNow(2);
    await set(foreign, student.enrolmentId, { dueAt }).expect(404);
    await set(assignment, stranger.enrolmentId, { dueAt }).expect(404);
    await set({ id: 'nonsense' }, 'nonsense', { dueAt }).expect(404);
    expect((await set(assignment, student.enrolmentId, { dueAt, reason: ' ' }).expect(422)).body.code).toBe(
      'bad-field',
    );
  });

  it('is lifted when everybody gets more time than it gives', async () => {
    const student = await aStudent(course);
    const assignment = await anAssignment(course);
    await set(assignment, student.enrolmentId, { dueAt: hoursFromNow(2) }).expect(200);
    const later = { dueAt: hoursFromNow(5), closesAt: hoursFromNow(6) };
    await request(url)
      .patch(`/api/v1/courses/${course.id}/assignments/${assignment.id}`)
      .set('Cookie', course.instructor.cookie)
      .send(later)
      .expect(200);
    expect((await viewOf(student, assignment)).mine).toMatchObject(later);
  });
});
