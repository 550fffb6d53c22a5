import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashSecretToken, makeSecretToken } from '../../src/platform/secret-token.js';
import type { Service } from '../../src/service.js';
import { enrol, password, signedInPerson } from '../support/people.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { startTestService } from '../support/service.js';

interface Terms {
  readonly courseId?: string | null;
  readonly role?: string;
  readonly personId?: string;
  readonly usesLeft?: number;
}

describe('invitations', () => {
  let postgres: TestPostgres;
  let service: Service;
  let url: string;
  let databaseUrl: string;
  let courseId: string;

  beforeAll(async () => {
    postgres = startPostgres();
    databaseUrl = await postgres.createMigratedDatabase();
    service = await startTestService({ databaseUrl });
    url = service.url ?? '';
    courseId = randomUUID();
    await query(
      databaseUrl,
      `INSERT INTO courses (id, title, time_zone, updated_at) VALUES ($1, 'Threads', 'Europe/Berlin', now())`,
      [courseId],
    );
  });
  afterAll(async () => {
    await service?.stop();
    await postgres?.stop();
  });

  async function invite({ role = 'student', personId, usesLeft, ...terms }: Terms = {}): Promise<string> {
    const token = makeSecretToken('inv_');
    await query(
      databaseUrl,
      `INSERT INTO invitations (id, course_id, role, person_id, token_hash, uses_left, expires_at)
        VALUES ($1, $2, $3::"CourseRole", $4, $5, $6, now() + interval '1 day')`,
      [
        randomUUID(),
        terms.courseId === undefined ? courseId : terms.courseId,
        role,
        personId ?? null,
        hashSecretToken(token),
        usesLeft ?? null,
      ],
    );
    return `/api/v1/invitations/${token}`;
  }
  async function importedPerson(): Promise<{ id: string; email: string }> {
    const id = randomUUID();
    const email = `imported-${id.slice(0, 8)}@example.org`;
    await query(
      databaseUrl,
      `INSERT INTO people (id, name, email, updated_at) VALUES ($1, 'Imported', $2, now())`,
      [id, email],
    );
    return { id, email };
  }
  const coursesOf = async (cookie: string) =>
    (await request(url).get('/api/v1/me').set('Cookie', cookie).expect(200)).body.courses;
  const cookieOf = (headers: Record<string, unknown>) =>
    (headers['set-cookie'] as string[]).map((each) => each.split(';')[0]).join('; ');
  const anAccount = () => ({
    name: 'Grace',
    email: `grace-${randomUUID().slice(0, 8)}@Example.org`,
    password: 'a long password',
  });

  it('make an account for whoever holds the link, enrol and sign in', async () => {
    const path = await invite({ usesLeft: 2 });
    const { body: shown } = await request(url).get(path).expect(200);
    expect(shown).toEqual({
      course: { id: courseId, title: 'Threads' },
      role: 'student',
      person: null,
      needs: 'account',
    });
    const account = anAccount();
    const { body, headers } = await request(url).post(path).send(account).expect(200);
    expect(body).toMatchObject({ role: 'student', person: { email: account.email.toLowerCase() } });
    expect(await coursesOf(cookieOf(headers))).toEqual([{ id: courseId, title: 'Threads', role: 'student' }]);
  });

  it('never touch an account that is there already', async () => {
    const imported = await importedPerson();
    const { body } = await request(url)
      .post(await invite())
      .send({ ...anAccount(), email: imported.email })
      .expect(409);
    expect(body).toMatchObject({ code: 'conflict', errors: [{ field: 'email' }] });
    expect(await query(databaseUrl, 'SELECT 1 FROM accounts WHERE person_id = $1', [imported.id])).toEqual(
      [],
    );
  });

  it('enrol who is signed in; a second time changes nothing and uses nothing up', async () => {
    const path = await invite({ usesLeft: 2 });
    const ada = await signedInPerson({ url, databaseUrl });
    expect((await request(url).get(path).set('Cookie', ada.cookie)).body.needs).toBe('nothing');
    await request(url).post(path).set('Cookie', ada.cookie).send({}).expect(200);
    await request(url).post(path).set('Cookie', ada.cookie).send({}).expect(200);
    expect(await coursesOf(ada.cookie)).toHaveLength(1);
    await request(url).post(path).send(anAccount()).expect(200);
    const { body } = await request(url).post(path).send(anAccount()).expect(404);
    expect(body.detail).toContain('has been used');
  });

  it('raise a role, and never lower one', async () => {
    const ada = await signedInPerson({ url, databaseUrl });
    await enrol(databaseUrl, courseId, ada.id, 'student');
    for (const role of ['assistant', 'student']) {
      const path = await invite({ role });
      await request(url).post(path).set('Cookie', ada.cookie).send({}).expect(200);
      expect((await coursesOf(ada.cookie))[0].role).toBe('assistant');
    }
  });

  it('are followed as often as was said, even by many at once', async () => {
    const path = await invite({ usesLeft: 1 });
    const statuses = await Promise.all(
      [anAccount(), anAccount(), anAccount()].map(
        async (account) => (await request(url).post(path).send(account)).status,
      ),
    );
    expect(statuses.sort()).toEqual([200, 404, 404]);
  });

  it('let an imported person set a password, once, and sign in with it', async () => {
    const imported = await importedPerson();
    const path = await invite({ personId: imported.id });
    const { body: shown } = await request(url).get(path).expect(200);
    expect(shown).toMatchObject({ person: { email: imported.email }, needs: 'password' });
    const { body: missing } = await request(url).post(path).send({}).expect(422);
    expect(missing).toMatchObject({ code: 'missing-field', errors: [{ field: 'password' }] });
    const { headers } = await request(url).post(path).send({ password }).expect(200);
    expect(await coursesOf(cookieOf(headers))).toHaveLength(1);
    await request(url).post(path).send({ password: 'another password' }).expect(404);
  });

  it('of one person are not for others', async () => {
    const ada = await signedInPerson({ url, databaseUrl });
    const eve = await signedInPerson({ url, databaseUrl }, { name: 'Eve' });
    const path = await invite({ personId: ada.id });
    await request(url).post(path).send({ password: 'mine from now on' }).expect(401);
    await request(url).post(path).set('Cookie', eve.cookie).send({}).expect(403);
    await request(url).post(path).set('Cookie', ada.cookie).send({}).expect(200);
    expect(await coursesOf(eve.cookie)).toEqual([]);
  });

  it('that set a password end the sessions of before', async () => {
    const ada = await signedInPerson({ url, databaseUrl });
    const path = await invite({ personId: ada.id, courseId: null });
    expect((await request(url).get(path)).body).toMatchObject({
      course: null,
      role: null,
      needs: 'password',
    });
    await request(url).post(path).send({ password: 'a newer password' }).expect(200);
    expect((await request(url).get('/api/v1/me').set('Cookie', ada.cookie)).body.person).toBeNull();
  });

  it.each([
    ['revoked_at = now()', 'revoked'],
    ['expires_at = now()', 'expired'],
    ['uses_left = 0', 'used'],
  ])('do not hold with %s', async (change, said) => {
    const path = await invite();
    const token = path.split('/').at(-1) ?? '';
    await query(databaseUrl, `UPDATE invitations SET ${change} WHERE token_hash = $1`, [
      hashSecretToken(token),
    ]);
    const { body } = await request(url).get(path).expect(404);
    expect(body.detail).toContain(said);
    await request(url).post(path).send(anAccount()).expect(404);
  });

  it.each([
    [{ name: 'x', email: 'x@example.org', password: 'short' }, 'password'],
    [{ name: 'x', email: 'nowhere', password: 'long enough by far' }, 'email'],
    [{ name: ' ', email: 'x@example.org', password: 'long enough by far' }, 'name'],
    [{ email: 'x@example.org', password: 'long enough by far' }, 'name'],
  ])('make no account from %j', async (body, field) => {
    const { body: problem } = await request(url)
      .post(await invite())
      .send(body)
      .expect(422);
    expect(problem.errors[0].field).toBe(field);
  });
});
