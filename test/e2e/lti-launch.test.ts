import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Service } from '../../src/service.js';
import { type LtiPair, land, linkCourse, ltiEnvironment, pairByHand } from '../support/lti-course.js';
import { formOf, LtiBrowser } from '../support/lti-platform/browser.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { startTestService } from '../support/service.js';

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

describe('a launch from a learning platform', () => {
  let postgres: TestPostgres;
  let service: Service;
  let url: string;
  let pair: LtiPair;

  beforeAll(async () => {
    postgres = await startPostgres();
    const databaseUrl = await postgres.createMigratedDatabase();
    service = await startTestService({ databaseUrl, environment: ltiEnvironment });
    url = service.url ?? '';
    pair = await pairByHand({ url, databaseUrl });
  });
  beforeEach(() => pair.platform.begin());
  afterAll(async () => {
    await pair?.platform.stop();
    await service?.stop();
    await postgres?.stop();
  });

  const as = (cookie: string) => ({
    get: async (path: string) => (await request(url).get(path).set('Cookie', cookie).expect(200)).body,
    post: (path: string, body: object) => request(url).post(path).set('Cookie', cookie).send(body),
  });

  async function anAssignmentOf(cookie: string, courseId: string): Promise<string> {
    const { body } = await as(cookie)
      .post(`/api/v1/courses/${courseId}/assignments`, {
        title: 'Sleep twice',
        exercise: 'two-sleeps',
        opensAt: inDays(-1),
        dueAt: inDays(7),
        points: 20,
      })
      .expect(201);
    return body.id;
  }

  it('makes the course, links the assignment, and leads students straight to it', async () => {
    const { platform, tool } = pair;
    const course = platform.addCourse('Operating systems');
    const { landed, link } = await linkCourse(pair, course);

    expect(landed.path).toMatch(/^\/lti\/[0-9a-f-]{36}$/);
    const teacher = as(landed.cookie);
    const me = await teacher.get('/api/v1/me');
    expect(me.person.name).toBe('Tina Teacher');
    expect(me.courses).toEqual([expect.objectContaining({ title: 'Operating systems', role: 'instructor' })]);
    const visit = await teacher.get(`/api/v1${landed.path.replace('/lti/', '/lti/visits/')}`);
    expect(visit).toMatchObject({ question: 'assignment', linkTitle: 'Two sleeps', next: null });

    const student = platform.addMember(course, 'Stan Student');
    const early = land(platform, { tool, person: student, course, link });
    await expect(early).rejects.toThrow('There is no assignment here yet');

    const assignmentId = await anAssignmentOf(landed.cookie, visit.courseId);
    const page = `/courses/${visit.courseId}/assignments/${assignmentId}`;
    const chosen = await teacher
      .post(`/api/v1/lti/visits/${visit.id}/assignment`, { assignmentId })
      .expect(200);
    expect(chosen.body.next).toBe(page);

    const { path, cookie } = await land(platform, { tool, person: student, course, link });
    expect(path).toBe(page);
    const { courses } = await as(cookie).get('/api/v1/me');
    expect(courses).toEqual([expect.objectContaining({ id: visit.courseId, role: 'student' })]);
    expect(platform.violations).toEqual([]);
  });

  it('to pick content answers the platform with a link, which leads to the assignment', async () => {
    const { platform, tool } = pair;
    const course = platform.addCourse('Networks');
    const { landed, teacher } = await linkCourse(pair, course);
    const picking = await land(platform, { tool, person: teacher, course }, landed.browser);
    const visit = await as(picking.cookie).get(`/api/v1${picking.path.replace('/lti/', '/lti/visits/')}`);
    expect(visit).toMatchObject({ question: 'content', acceptsMultiple: false });
    const assignmentId = await anAssignmentOf(picking.cookie, visit.courseId);

    const answer = await picking.browser.post(
      `${url}/api/lti/content`,
      { visit: visit.id, assignment: assignmentId },
      url,
    );
    expect(answer.status).toBe(200);
    const form = formOf(answer.text);
    const accepted = await picking.browser.post(form.action, form.fields, url);
    expect(accepted.status).toBe(200);
    expect(platform.violations).toEqual([]);
    expect(platform.deepLinking.items.at(-1)).toMatchObject({
      title: 'Sleep twice',
      lineItem: { scoreMaximum: 20, resourceId: assignmentId },
    });

    const link = platform.deepLinking.links.at(-1);
    if (!link) throw new Error('The platform has made no link');
    const student = platform.addMember(course, 'Nina Network');
    const { path } = await land(platform, { tool, person: student, course, link });
    expect(path).toBe(`/courses/${visit.courseId}/assignments/${assignmentId}`);

    const twice = await picking.browser.post(
      `${url}/api/lti/content`,
      { visit: visit.id, assignment: assignmentId },
      url,
    );
    expect(twice.status).toBe(400);
  });

  it('of a student into a course that nobody has set up says so, and makes nobody', async () => {
    const { platform, tool } = pair;
    const course = platform.addCourse('Nobody has been here');
    const student = platform.addMember(course, 'Early Bird');
    const link = platform.addLink(course, tool, 'Something');
    const refused = land(platform, { tool, person: student, course, link });
    await expect(refused).rejects.toThrow('Your instructor has not set up this course yet');
    const people = await as(pair.administrator.cookie).get('/api/v1/people?search=Early');
    expect(people.items).toEqual([]);
  });

  it('by a form works as well, and where the browser sends no cookie in the frame a new window does', async () => {
    const { platform, tool } = pair;
    const course = platform.addCourse('Frames');
    const { link, teacher } = await linkCourse(pair, course);
    const browser = new LtiBrowser();
    const launched = await browser.launch(
      platform.launches.begin({ tool, person: teacher, course, link }),
      'POST',
    );
    const location = new URL(launched.headers.get('location') ?? '', url).href;
    const session = [...(browser.cookies.get(new URL(url).host) ?? [])].find(([name]) =>
      name.includes('session'),
    );
    expect(session?.[1].attributes).toEqual(
      expect.arrayContaining(['samesite=none', 'secure', 'partitioned']),
    );

    const blocked = await new LtiBrowser().get(location);
    expect(blocked.text).toContain('Continue in a new window');
    expect(blocked.headers.get('content-security-policy')).toContain(`frame-ancestors ${platform.issuer}`);
    const form = formOf(blocked.text);
    const window = new LtiBrowser();
    const entered = await window.post(new URL(form.action, url).href, form.fields, url);
    expect(entered.status).toBe(303);
    const again = await new LtiBrowser().post(new URL(form.action, url).href, form.fields, url);
    expect(again.status).toBe(400);
  });

  it('by a link of an administrator a platform registers itself, once', async () => {
    const { platform } = pair;
    const { body } = await as(pair.administrator.cookie)
      .post('/api/v1/lti/registration-links', { name: 'Second client' })
      .expect(201);
    const browser = new LtiBrowser();
    const page = await browser.get(platform.registration.begin(body.url));
    expect(page.text).toContain('Interleave is registered');
    expect(page.text).toContain('data-kind="close"');
    const again = await browser.get(platform.registration.begin(body.url));
    expect(again.status).toBe(400);
    expect(again.text).toContain('registration-link');
    const { items } = await as(pair.administrator.cookie).get('/api/v1/lti/platforms');
    expect(items[0]).toMatchObject({ name: 'Second client', issuer: platform.issuer, trustsEmail: false });
    expect(platform.violations).toEqual([]);
  });

  it('is answered with a new key after a rotation, and the old one stays published', async () => {
    const before = (await request(url).get('/api/lti/jwks').expect(200)).body.keys;
    await as(pair.administrator.cookie).post('/api/v1/lti/keys', {}).expect(204);
    const after = (await request(url).get('/api/lti/jwks').expect(200)).body.keys;
    expect(after).toHaveLength(before.length + 1);
    expect(after.slice(1)).toEqual(before);
    await as(pair.administrator.cookie).post('/api/v1/lti/keys', { areLost: true }).expect(204);
    const only = (await request(url).get('/api/lti/jwks').expect(200)).body.keys;
    expect(only).toHaveLength(1);
  });
});
