import request from 'supertest';
import { aBody } from './api.js';
import type { TestCourse } from './course.js';
import { eventually } from './eventually.js';
import type { TestPerson } from './people.js';

/** What an instructor does with the webhooks of a course, through the API. */
export function webhooksOf(course: TestCourse) {
  const base = `/api/v1/courses/${course.id}`;
  const call = (method: 'get' | 'post' | 'put' | 'patch' | 'delete', path: string) =>
    request(course.url)[method](`${base}${path}`).set('Cookie', course.instructor.cookie);
  const get = async (path: string) => (await call('get', path).expect(200)).body;
  return {
    call,
    create: async (url: string, events: readonly string[] = ['submission.graded']) =>
      (await call('post', '/webhooks').send({ url, events }).expect(201)).body as {
        id: string;
        secret: string;
      },
    get: (id: string) => get(`/webhooks/${id}`),
    deliveries: async (query: string) => (await get(`/deliveries?${query}`)).items,
    delivery: (id: string) => get(`/deliveries/${id}`),
    /** When all of an endpoint have ended so, and there are as many. */
    untilAll: (webhook: string, status: string, count: number) =>
      eventually(`${count} deliveries are ${status}`, async () => {
        const { items } = await get(`/deliveries?webhook=${webhook}`);
        const isSo =
          items.length === count && items.every((each: { status: string }) => each.status === status);
        return isSo ? items : null;
      }),
    handIn: async (student: TestPerson, assignment: string, program?: string) => {
      const { exercise: _exercise, ...files } = aBody(program);
      const { body } = await request(course.url)
        .post('/api/v1/submissions')
        .set('Cookie', student.cookie)
        .send({ ...files, assignment })
        .expect(202);
      return body.id as string;
    },
  };
}
