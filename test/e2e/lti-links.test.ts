import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Service } from '../../src/service.js';
import { eventually } from '../support/eventually.js';
import {
  aReadyLink,
  type LtiPair,
  land,
  ltiEnvironment,
  pairByHand,
  type ReadyLink,
} from '../support/lti-course.js';
import type { Course, Tool } from '../support/lti-platform/state.js';
import { claims } from '../support/lti-platform/words.js';
import { studentsOf } from '../support/lti-students.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { startTestService } from '../support/service.js';

/** What a course here and one of a platform have of each other: which is which, until they are parted; and the columns for grades. */
describe('a course and its like at a learning platform', () => {
  let postgres: TestPostgres;
  let databaseUrl: string;
  let service: Service;
  let second: Service;
  let url: string;
  let pair: LtiPair;
  let students: ReturnType<typeof studentsOf>;

  beforeAll(async () => {
    postgres = await startPostgres();
    databaseUrl = await postgres.createMigratedDatabase();
    const environment = { ...ltiEnvironment, INTERLEAVE_DELIVERY_RETRIES: '0s,50ms,50ms,50ms' };
    service = await startTestService({ databaseUrl, environment });
    second = await startTestService({ databaseUrl, environment, roles: 'api' });
    url = service.url ?? '';
    pair = await pairByHand({ url, databaseUrl });
    students = studentsOf(url, pair);
  });
  beforeEach(() => pair.platform.begin());
  afterAll(async () => {
    await pair?.platform.stop();
    await second?.stop();
    await service?.stop();
    await postgres?.stop();
  });

  const as = (cookie: string) => ({
    get: async (path: string) =>
      (await request(url).get(`/api/v1${path}`).set('Cookie', cookie).expect(200)).body,
    post: (path: string, body: object) =>
      request(url).post(`/api/v1${path}`).set('Cookie', cookie).send(body),
    delete: (path: string) => request(url).delete(`/api/v1${path}`).set('Cookie', cookie),
  });
  const visitOf = (path: string) => path.replace('/lti/', '/lti/visits/');
  const linksOf = async ({ courseId, cookie }: ReadyLink) =>
    (await as(cookie).get(`/courses/${courseId}/lms-links`)).items;
  const columnsOf = ({ id }: Course) =>
    [...pair.platform.state.lineItems.values()].filter(({ courseId }) => courseId === id);
  /** How often it was asked to make a column. */
  const made = () =>
    pair.platform.records.requests.filter(
      ({ service: called, method }) => called === 'lineitems' && method === 'POST',
    ).length;
  const untilColumn = (at: ReadyLink) =>
    eventually('the column is stored', async () => (await linksOf(at))[0].scores.lineItems[0] ?? null);

  it('are linked by an instructor of both, and of no course of others', async () => {
    const { platform, tool } = pair;
    const first = await aReadyLink(url, pair, 'Autumn');
    const stranger = await aReadyLink(url, pair, 'Of somebody else');
    const spring = platform.addCourse('Spring');
    spring.members.push(first.teacher);
    const link = platform.addLink(spring, tool, 'Two sleeps');
    const landed = await land(platform, { tool, person: first.teacher, course: spring, link });
    const teacher = as(landed.cookie);
    const visit = visitOf(landed.path);
    expect(await teacher.get(visit)).toMatchObject({
      question: 'course',
      courseId: null,
      courses: [{ id: first.courseId, title: 'Autumn' }],
      next: null,
    });
    const wrong = await teacher.post(`${visit}/course`, { courseId: stranger.courseId }).expect(422);
    expect(wrong.body).toMatchObject({ code: 'bad-field', errors: [{ field: 'courseId' }] });
    const { body: chosen } = await teacher.post(`${visit}/course`, { courseId: first.courseId }).expect(200);
    expect(chosen).toMatchObject({ question: 'assignment', courseId: first.courseId, courses: [] });
    const again = await teacher.post(`${visit}/course`, { courseId: null }).expect(200);
    expect(again.body.courseId).toBe(first.courseId);

    await teacher.post(`${visit}/assignment`, { assignmentId: first.assignmentId }).expect(200);
    const student = await students.aStudentOf({ course: spring, link }, 'Sara Spring');
    await students.handIn(student, first.assignmentId);
    await students.untilScore(student, 'a grade in the column of the second', () => true);
    expect((await linksOf(first)).map(({ title }: { title: string }) => title)).toEqual(['Autumn', 'Spring']);
    expect(platform.violations).toEqual([]);
  });

  it('are parted: no score goes there any more, everything stays here, and the next instructor is asked again', async () => {
    const { platform, tool } = pair;
    const at = await aReadyLink(url, pair, 'To be parted');
    const student = await students.aStudentOf(at, 'Pat Parted');
    await untilColumn(at);
    platform.server.behave((called) => (called === 'scores' ? { kind: 'status', status: 429 } : null));
    await students.handIn(student, at.assignmentId);
    const teacher = as(at.cookie);
    const waiting = async () =>
      (await teacher.get(`/courses/${at.courseId}/deliveries?status=waiting`)).items.length > 0 ? true : null;
    await eventually('a score waits', waiting);
    const [{ id }] = await linksOf(at);
    await as(student.cookie).delete(`/courses/${at.courseId}/lms-links/${id}`).expect(403);
    await teacher.delete(`/courses/${at.courseId}/lms-links/${id}`).expect(204);
    await teacher.delete(`/courses/${at.courseId}/lms-links/${id}`).expect(404);

    expect(await linksOf(at)).toEqual([]);
    expect((await teacher.get(`/courses/${at.courseId}/deliveries`)).items).toEqual([]);
    const { items: people } = await teacher.get(`/courses/${at.courseId}/people`);
    expect(people).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'Pat Parted', role: 'student' })]),
    );
    const { items: audit } = await teacher.get(`/courses/${at.courseId}/audit`);
    expect(audit[0]).toMatchObject({ action: 'lti-course-unlinked', subject: id });
    platform.begin();
    await students.setPoints(student, at, 7);
    const { course, link } = at;
    await expect(land(platform, { tool, person: student, course, link })).rejects.toThrow(
      'Your instructor has not set up this course yet',
    );

    const back = await land(platform, { tool, person: at.teacher, course, link });
    const visit = visitOf(back.path);
    expect(await as(back.cookie).get(visit)).toMatchObject({ question: 'course' });
    await as(back.cookie).post(`${visit}/course`, { courseId: at.courseId }).expect(200);
    await as(back.cookie).post(`${visit}/assignment`, { assignmentId: at.assignmentId }).expect(200);
    expect(platform.scores.accepted).toEqual([]);
    await land(platform, { tool, person: student, course, link });
    await students.untilScore(student, 'the grade after all', ({ scoreGiven }) => scoreGiven === 7);
    expect(platform.violations).toEqual([]);
  });

  it('have a column that the platform may delete: said clearly, and made again once when somebody comes', async () => {
    const { platform, tool } = pair;
    const at = await aReadyLink(url, pair, 'Deleted column');
    const [one, other] = [
      await students.aStudentOf(at, 'Del One'),
      await students.aStudentOf(at, 'Del Other'),
    ];
    await students.handIn(one, at.assignmentId);
    await students.untilScore(one, 'the grade', ({ scoreGiven }) => scoreGiven === 20);
    platform.begin();
    for (const { id } of columnsOf(at.course)) platform.state.lineItems.delete(id);
    await students.setPoints(one, at, 11);
    const teacher = as(at.cookie);
    const failed = await eventually('it has failed', async () => {
      const { items } = await teacher.get(`/courses/${at.courseId}/deliveries?status=failed`);
      return items[0] ?? null;
    });
    expect(failed).toMatchObject({ attempts: 1 });
    expect(failed.lastError).toContain('The platform has deleted the column');
    const [link] = await linksOf(at);
    expect(link.scores).toMatchObject({ lineItems: [], error: expect.stringContaining('Sleep twice') });
    await students.setPoints(one, at, 12);
    expect([made(), columnsOf(at.course)]).toEqual([0, []]);

    await Promise.all(
      [one, other].map((person) => land(platform, { tool, person, course: at.course, link: at.link })),
    );
    await students.untilScore(one, 'the newest grade', ({ scoreGiven }) => scoreGiven === 12);
    expect([made(), columnsOf(at.course)]).toEqual([1, [expect.anything()]]);
    expect((await linksOf(at))[0].scores.error).toBeNull();
    expect(platform.violations).toEqual([]);
  });

  it('keep the column when a 404 is only that of a server in trouble', async () => {
    const { platform } = pair;
    const at = await aReadyLink(url, pair, 'Troubled column');
    const student = await students.aStudentOf(at, 'Tess Trouble');
    await untilColumn(at);
    platform.server.behave((called, nth) =>
      called === 'scores' && nth === 1 ? { kind: 'status', status: 404 } : null,
    );
    await students.handIn(student, at.assignmentId);
    await students.untilScore(student, 'the grade', ({ scoreGiven }) => scoreGiven === 20);
    expect(await untilColumn(at)).toMatchObject({ assignmentId: at.assignmentId });
  });

  /** At the address of one of the processes, by a platform that does not say which column belongs to the link. */
  const landAt = (tool: Tool, { course, link }: ReadyLink, name: string) =>
    land(pair.platform, {
      tool,
      claims: (right) => ({
        ...right,
        [claims.scoreService]: { ...Object(right[claims.scoreService]), lineitem: undefined },
      }),
      person: pair.platform.addMember(course, name),
      course,
      link,
      targetLinkUri: tool.targetLinkUri,
    });

  it('have one column, however many processes see to it at once', async () => {
    const { platform, tool } = pair;
    platform.server.behave((called) => (called === 'lineitems' ? { kind: 'status', status: 500 } : null));
    const at = await aReadyLink(url, pair, 'Race');
    await eventually('there is no column yet', async () => (await linksOf(at))[0].scores.error);
    platform.begin();
    platform.server.behave((called, nth) =>
      called === 'lineitems' && nth === 2 ? { kind: 'late', delayMs: 2_000 } : null,
    );
    const there = (address: string) => address.replace(url, second.url ?? '');
    const twin = {
      ...tool,
      loginUrl: there(tool.loginUrl),
      targetLinkUri: there(tool.targetLinkUri),
      redirectUrls: tool.redirectUrls.map(there),
    };
    await landAt(tool, at, 'Race One');
    const asked = () => platform.server.countOf('lineitems');
    await eventually('it has looked for a column, and asks to make one', () => (asked() >= 2 ? true : null));
    await Promise.all([landAt(twin, at, 'Race Two'), landAt(tool, at, 'Race Three')]);
    await untilColumn(at);
    expect(asked()).toBe(2);
    expect([made(), columnsOf(at.course)]).toEqual([1, [expect.anything()]]);
    expect(platform.violations).toEqual([]);
  });

  it('find the column that somebody has made who died before it was stored', async () => {
    const { platform, tool } = pair;
    platform.server.behave((called, nth) =>
      called === 'lineitems' && nth === 2 ? { kind: 'lost-answer' } : null,
    );
    const at = await aReadyLink(url, pair, 'Lost and found');
    await eventually('the answer is lost', async () => (await linksOf(at))[0].scores.error);
    await landAt(tool, at, 'Too Early');
    expect((await linksOf(at))[0].scores.lineItems).toEqual([]);
    await query(databaseUrl, 'UPDATE lti_line_items SET busy_until = now() WHERE assignment_id = $1', [
      at.assignmentId,
    ]);
    await landAt(tool, at, 'In Time');
    expect((await untilColumn(at)).url).toContain(`/lineitems/${columnsOf(at.course)[0]?.id}/`);
    expect([made(), columnsOf(at.course)]).toEqual([1, [expect.anything()]]);
    expect(platform.violations).toEqual([]);
  });
});
