import request from 'supertest';
import type { AssignmentView } from '../../src/courses/assignment.schema.js';
import { enrol, signedInPerson, type TestPerson } from './people.js';

export interface TestCourse {
  readonly id: string;
  readonly url: string;
  readonly databaseUrl: string;
  readonly instructor: TestPerson;
}

export const hourMs = 60 * 60 * 1000;

/** The moment so many hours from now, as callers write it. */
export const hoursFromNow = (hours: number): string => new Date(Date.now() + hours * hourMs).toISOString();

/** A course made by an administrator, with an instructor. */
export async function aCourse(
  at: { url: string; databaseUrl: string },
  title = 'Threads',
): Promise<TestCourse> {
  const administrator = await signedInPerson(at, { name: 'Root', isAdministrator: true });
  const instructor = await signedInPerson(at, { name: 'Ines' });
  const { body } = await request(at.url)
    .post('/api/v1/courses')
    .set('Cookie', administrator.cookie)
    .send({ title, timeZone: 'Europe/Berlin' })
    .expect(201);
  await enrol(at.databaseUrl, body.id, instructor.id, 'instructor');
  const { url, databaseUrl } = at;
  return { id: body.id as string, url, databaseUrl, instructor };
}

/** Open since an hour and due in another, unless told otherwise. */
export const anAssignmentBody = (changes: object = {}) => ({
  title: 'Two sleeps',
  exercise: 'two-sleeps',
  opensAt: hoursFromNow(-1),
  dueAt: hoursFromNow(1),
  points: 20,
  ...changes,
});

export async function anAssignment(course: TestCourse, changes: object = {}): Promise<AssignmentView> {
  const { body } = await request(course.url)
    .post(`/api/v1/courses/${course.id}/assignments`)
    .set('Cookie', course.instructor.cookie)
    .send(anAssignmentBody(changes))
    .expect(201);
  return body as AssignmentView;
}

export async function aStudent(
  course: TestCourse,
  name = 'Stu',
): Promise<TestPerson & { enrolmentId: string }> {
  const person = await signedInPerson(course, { name });
  return { ...person, enrolmentId: await enrol(course.databaseUrl, course.id, person.id, 'student') };
}
