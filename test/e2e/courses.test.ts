import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Service } from '../../src/service.js';
import {
  aCourse,
  anAssignment,
  anAssignmentBody,
  aStudent,
  hoursFromNow,
  type TestCourse,
} from '../support/course.js';
import { signedInPerson, type TestPerson } from '../support/people.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { startTestService } from '../support/service.js';

describe('courses and assignments', () => {
  let postgres: TestPostgres;
  let service: Service;
  let at: { url: string; databaseUrl: string };

  beforeAll(async () => {
    postgres = startPostgres();
    const databaseUrl = await postgres.createMigratedDatabase();
    service = await startTestService({ databaseUrl });
    at = { url: service.url ?? '', databaseUrl };
  });
  afterAll(async () => {
    await service?.stop();
    await postgres?.stop();
  });

  const as = (person: TestPerson) => ({
    get: (path: string) => request(at.url).get(`/api/v1${path}`).set('Cookie', person.cookie),
    post: (path: string, body: object) =>
      request(at.url).post(`/api/v1${path}`).set('Cookie', person.cookie).send(body),
    patch: (path: string, body: object) =>
      request(at.url).patch(`/api/v1${path}`).set('Cookie', person.cookie).send(body),
    delete: (path: string) => request(at.url).delete(`/api/v1${path}`).set('Cookie', person.cookie),
  });
  const assignmentsOf = ({ id }: TestCourse) => `/courses/${id}/assignments`;

  it('are listed for their people, and all for an administrator, page by page', async () => {
    const [first, second] = [await aCourse(at, 'First'), await aCourse(at, 'Second')];
    const student = await aStudent(first);
    const { body: own } = await as(student).get('/courses').expect(200);
    expect(own.items).toMatchObject([{ id: first.id, title: 'First', role: 'student', isArchived: false }]);
    await as(student).get(`/courses/${second.id}`).expect(404);

    const administrator = await signedInPerson(at, { name: 'Root', isAdministrator: true });
    const { body: page } = await as(administrator).get('/courses?limit=1').expect(200);
    expect(page.items).toMatchObject([{ id: second.id, role: 'instructor' }]);
    const { body: next } = await as(administrator)
      .get(`/courses?limit=1&cursor=${page.nextCursor}`)
      .expect(200);
    expect(next.items).toMatchObject([{ id: first.id }]);
  });

  it.each(['Mars/Base', '+01:00', ''])('refuse "%s" as a time zone', async (timeZone) => {
    const administrator = await signedInPerson(at, { name: 'Root', isAdministrator: true });
    const { body } = await as(administrator).post('/courses', { title: 'T', timeZone }).expect(422);
    expect(body).toMatchObject({ code: 'bad-field', errors: [{ field: 'timeZone' }] });
  });

  it('go into the archive and come back', async () => {
    const { id, instructor } = await aCourse(at);
    await as(instructor).patch(`/courses/${id}`, { isArchived: true, title: 'Old' }).expect(200);
    expect((await as(instructor).get('/courses')).body.items).toEqual([]);
    expect((await as(instructor).get('/courses?archived=yes')).body.items).toMatchObject([
      { id, title: 'Old', isArchived: true },
    ]);
    await as(instructor).patch(`/courses/${id}`, { isArchived: false }).expect(200);
    expect((await as(instructor).get('/courses')).body.items).toHaveLength(1);
  });

  it('pin the newest version of the exercise unless told which', async () => {
    const course = await aCourse(at);
    const assignment = await anAssignment(course);
    expect(assignment).toMatchObject({
      exercise: 'two-sleeps',
      exerciseVersion: 3,
      position: 1,
      attemptsAllowed: null,
      counting: 'best',
      state: 'open',
      mine: { attemptsUsed: 0, attemptsLeft: null, points: null },
    });
    expect(assignment.closesAt).toBe(assignment.dueAt);
  });

  it.each([
    ['an unknown exercise', { exercise: 'no-such' }, 'unknown-exercise', 'exercise'],
    ['an unknown version', { exerciseVersion: 99 }, 'unknown-version', 'exerciseVersion'],
    ['a due date before it opens', { dueAt: hoursFromNow(-2) }, 'bad-dates', 'dueAt'],
    ['a cut-off before it is due', { closesAt: hoursFromNow(0) }, 'bad-dates', 'closesAt'],
    ['no points', { points: 0 }, 'bad-field', 'points'],
    ['a date without offset', { opensAt: '2027-01-01T10:00:00' }, 'bad-field', 'opensAt'],
    ['a field that is not known', { colour: 'red' }, 'unknown-field', 'colour'],
    ['more than is earned for being late', { latePercentPerDay: 101 }, 'bad-field', 'latePercentPerDay'],
  ])('refuse %s', async (_, changes, code, field) => {
    const { id, instructor } = await aCourse(at);
    const { body } = await as(instructor)
      .post(`/courses/${id}/assignments`, anAssignmentBody(changes))
      .expect(422);
    expect(body).toMatchObject({ code, errors: [{ field }] });
    expect((await as(instructor).get(`/courses/${id}/assignments`)).body.items).toEqual([]);
  });

  it('keep places 1, 2, 3 when assignments move and go', async () => {
    const course = await aCourse(at);
    for (const title of ['a', 'b', 'c', 'd']) await anAssignment(course, { title });
    const titles = async () => {
      const { body } = await as(course.instructor).get(assignmentsOf(course)).expect(200);
      const items = body.items as { id: string; title: string; position: number }[];
      expect(items.map(({ position }) => position)).toEqual(items.map((_, index) => index + 1));
      return items;
    };
    const move = async (title: string, position: number) => {
      const id = (await titles()).find((item) => item.title === title)?.id;
      await as(course.instructor)
        .patch(`${assignmentsOf(course)}/${id}`, { position })
        .expect(200);
      return (await titles()).map((item) => item.title).join('');
    };
    expect(await move('d', 2)).toBe('adbc');
    expect(await move('a', 99)).toBe('dbca');
    expect(await move('b', 2)).toBe('dbca');
    await as(course.instructor)
      .delete(`${assignmentsOf(course)}/${(await titles())[1]?.id}`)
      .expect(204);
    expect((await titles()).map((item) => item.title).join('')).toBe('dca');
  });

  it('change dates only to what fits with those that stay', async () => {
    const course = await aCourse(at);
    const { id } = await anAssignment(course);
    const path = `${assignmentsOf(course)}/${id}`;
    const { body } = await as(course.instructor)
      .patch(path, { dueAt: hoursFromNow(2) })
      .expect(422);
    expect(body).toMatchObject({ code: 'bad-dates', errors: [{ field: 'closesAt' }] });
    const later = { dueAt: hoursFromNow(2), closesAt: hoursFromNow(3) };
    await as(course.instructor).patch(path, later).expect(200);
    expect((await as(course.instructor).get(path)).body).toMatchObject(later);
  });

  it('are found in their own course only', async () => {
    const [course, other] = [await aCourse(at), await aCourse(at)];
    const { id } = await anAssignment(course);
    await as(other.instructor)
      .get(`${assignmentsOf(other)}/${id}`)
      .expect(404);
    await as(other.instructor)
      .patch(`${assignmentsOf(other)}/${id}`, { points: 1 })
      .expect(404);
    await as(other.instructor)
      .delete(`${assignmentsOf(other)}/${id}`)
      .expect(404);
    await as(course.instructor)
      .get(`${assignmentsOf(course)}/nonsense`)
      .expect(404);
  });

  it('are deleted with what nobody used, and leave a line in the log', async () => {
    const course = await aCourse(at);
    await anAssignment(course);
    await as(course.instructor).delete(`/courses/${course.id}`).expect(204);
    await as(course.instructor).get(`/courses/${course.id}`).expect(404);
    const entries = await query<{ action: string }>(
      at.databaseUrl,
      'SELECT action FROM audit_entries WHERE subject = $1 ORDER BY id',
      [course.id],
    );
    expect(entries.map(({ action }) => action)).toEqual(['course-created', 'course-deleted']);
  });
});
