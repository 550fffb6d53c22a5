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
import { signedInPerson } from '../support/people.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { startTestService } from '../support/service.js';

describe('who is in the course of a learning platform', () => {
  let postgres: TestPostgres;
  let databaseUrl: string;
  let service: Service;
  let url: string;
  let pair: LtiPair;
  let believed: LtiPair;
  let ready: ReadyLink;

  beforeAll(async () => {
    postgres = await startPostgres();
    databaseUrl = await postgres.createMigratedDatabase();
    service = await startTestService({ databaseUrl, environment: ltiEnvironment });
    url = service.url ?? '';
    pair = await pairByHand({ url, databaseUrl });
    believed = await pairByHand({ url, databaseUrl }, { trustsEmail: true });
    ready = await aReadyLink(url, pair, 'Operating systems');
  });
  beforeEach(() => pair.platform.begin());
  afterAll(async () => {
    await pair?.platform.stop();
    await believed?.platform.stop();
    await service?.stop();
    await postgres?.stop();
  });

  const linkOf = async ({ courseId, cookie }: ReadyLink) => {
    const { body } = await request(url)
      .get(`/api/v1/courses/${courseId}/lms-links`)
      .set('Cookie', cookie)
      .expect(200);
    return body.items[0];
  };
  const sync = async (at: ReadyLink) =>
    request(url)
      .post(`/api/v1/courses/${at.courseId}/lms-links/${(await linkOf(at)).id}/roster-sync`)
      .set('Cookie', at.cookie);
  const peopleOf = async ({
    courseId,
    cookie,
  }: ReadyLink): Promise<{ name: string; role: string; email: string }[]> => {
    const { body } = await request(url)
      .get(`/api/v1/courses/${courseId}/people`)
      .set('Cookie', cookie)
      .expect(200);
    return body.items;
  };

  it('is read after a launch of an instructor', async () => {
    const at = await aReadyLink(url, pair, 'Networks');
    await eventually('the roster is read', async () => (await linkOf(at)).roster.syncedAt);
    expect(await peopleOf(at)).toEqual([
      expect.objectContaining({ name: 'Tina Teacher', role: 'instructor' }),
    ]);
  });

  it('comes page by page, with roles; who has left stays, and is counted', async () => {
    const { platform } = pair;
    const names = Array.from({ length: 7 }, (_, at) => `Student ${at}`);
    const members = names.map((name) => platform.addMember(ready.course, name));
    platform.addMember(ready.course, 'Ada Assistant', 'teachingAssistant');
    const first = await sync(ready);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ members: 9, left: 0 });
    const people = await peopleOf(ready);
    expect(people).toHaveLength(9);
    expect(people).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'Ada Assistant', role: 'assistant' }),
        expect.objectContaining({ name: 'Student 6', role: 'student' }),
      ]),
    );

    const [gone] = members;
    if (gone) gone.status = 'Inactive';
    expect((await sync(ready)).body).toEqual({ members: 8, added: 0, changed: 0, left: 1 });
    expect(await peopleOf(ready)).toHaveLength(9);
    expect((await linkOf(ready)).roster).toMatchObject({ members: 8, left: 1, error: null });
    expect(platform.violations).toEqual([]);
  });

  it('changes nothing when a page is not had, and says why', async () => {
    const { platform } = pair;
    platform.addMember(ready.course, 'Nobody Yet');
    platform.server.behave((called, nth) =>
      called === 'memberships' && nth === 2 ? { kind: 'status', status: 500 } : null,
    );
    const answer = await sync(ready);
    expect([answer.status, answer.body.code]).toEqual([502, 'platform-trouble']);
    expect((await peopleOf(ready)).map(({ name }) => name)).not.toContain('Nobody Yet');
    expect((await linkOf(ready)).roster.error).toContain('500');
  });

  it('keeps a role that was given here, but follows the platform else', async () => {
    const at = await aReadyLink(url, pair, 'Roles');
    const { platform, tool } = pair;
    const follows = platform.addMember(at.course, 'Follows', 'teachingAssistant');
    platform.addMember(at.course, 'Keeps');
    await sync(at);
    const { body } = await request(url).get(`/api/v1/courses/${at.courseId}/people`).set('Cookie', at.cookie);
    const keeps = body.items.find(({ name }: { name: string }) => name === 'Keeps');
    await request(url)
      .patch(`/api/v1/courses/${at.courseId}/people/${keeps.id}`)
      .set('Cookie', at.cookie)
      .send({ role: 'assistant' })
      .expect(200);
    const asLearner = ['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'];
    await land(platform, { tool, person: follows, course: at.course, link: at.link, roles: asLearner });
    const roles = new Map((await peopleOf(at)).map(({ name, role }) => [name, role]));
    expect([roles.get('Follows'), roles.get('Keeps')]).toEqual(['student', 'assistant']);
  });

  it('is no way for a platform to become an administrator: who is promoted is signed out, and cannot come in by a launch', async () => {
    const { platform, tool, administrator } = pair;
    const at = await aReadyLink(url, pair, 'Promoted');
    const asAdministrator = (path: string) => request(url).patch(path).set('Cookie', administrator.cookie);
    const as = (cookie: string) => request(url).get('/api/v1/me').set('Cookie', cookie).expect(200);
    const { person } = (await as(at.cookie)).body;
    await asAdministrator(`/api/v1/people/${person.id}`).send({ isAdministrator: true }).expect(200);
    expect((await as(at.cookie)).body.person).toBeNull();
    const { course, link, teacher } = at;
    await expect(land(platform, { tool, person: teacher, course, link })).rejects.toThrow('administrator');
  });

  it('is not known by address, unless the platform is believed, and never an administrator', async () => {
    const known = await signedInPerson({ url, databaseUrl }, { name: 'Known' });
    await query(databaseUrl, 'UPDATE people SET email_verified = true WHERE id = $1', [known.id]);
    const { administrator } = pair;
    const pretend = async ({ platform, tool }: LtiPair, email: string) => {
      const course = platform.addCourse('Pretended');
      const member = { ...platform.addMember(course, 'Pretender', 'instructor'), email };
      course.members.splice(0, 1, member);
      const link = platform.addLink(course, tool, 'Link');
      const { cookie } = await land(platform, { tool, person: member, course, link });
      return (await request(url).get('/api/v1/me').set('Cookie', cookie).expect(200)).body.person;
    };
    const stranger = await pretend(pair, known.email);
    expect(stranger.id).not.toBe(known.id);
    expect(stranger.email).toMatch(/@invalid$/);
    expect((await pretend(believed, known.email)).id).toBe(known.id);
    const nobody = await pretend(believed, administrator.email);
    expect(nobody).toMatchObject({ isAdministrator: false });
    expect(nobody.id).not.toBe(administrator.id);
  });
});
