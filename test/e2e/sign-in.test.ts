import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failuresAllowed } from '../../src/auth/sign-in-throttle.js';
import type { Service } from '../../src/service.js';
import { aBody } from '../support/api.js';
import { password, signedInPerson, type TestPerson } from '../support/people.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { startTestService } from '../support/service.js';

describe('signing in', () => {
  let postgres: TestPostgres;
  let service: Service;
  let url: string;
  let databaseUrl: string;

  beforeAll(async () => {
    postgres = startPostgres();
    databaseUrl = await postgres.createMigratedDatabase();
    service = await startTestService({ databaseUrl });
    url = service.url ?? '';
  });
  afterAll(async () => {
    await service?.stop();
    await postgres?.stop();
  });

  it('tells who is signed in', async () => {
    await request(url)
      .get('/api/v1/me')
      .expect(200, {
        person: null,
        courses: [],
        signIn: { openId: null, demoAccounts: [] },
        practice: 'open',
      });
    const ada = await signedInPerson({ url, databaseUrl });
    const { body } = await request(url).get('/api/v1/me').set('Cookie', ada.cookie).expect(200);
    expect(body.person).toEqual({ id: ada.id, name: 'Ada', email: ada.email, isAdministrator: false });
  });

  it('keeps what a person hands in from everybody else', async () => {
    const ada = await signedInPerson({ url, databaseUrl });
    const eve = await signedInPerson({ url, databaseUrl }, { name: 'Eve' });
    const { body } = await request(url)
      .post('/api/v1/submissions')
      .set('Cookie', ada.cookie)
      .send(aBody())
      .expect(202);
    await request(url).get(body.links.self).set('Cookie', ada.cookie).expect(200);
    await request(url).get(body.links.self).set('Cookie', eve.cookie).expect(404);
    await request(url).get(body.links.self).expect(401);
  });

  const signIn = (email: string, given: string) =>
    request(url).post('/api/auth/sign-in/email').send({ email, password: given });
  const whoIs = async (cookie: string) =>
    (await request(url).get('/api/v1/me').set('Cookie', cookie).expect(200)).body.person?.id ?? null;
  const cookieOf = (headers: Record<string, unknown>) =>
    (headers['set-cookie'] as string[]).map((each) => each.split(';')[0]).join('; ');

  it('says no more of a wrong address than of a wrong password', async () => {
    const ada = await signedInPerson({ url, databaseUrl });
    const wrong = await signIn(ada.email, 'not the password').expect(401);
    const unknown = await signIn('nobody@example.org', 'not the password').expect(401);
    const { requestId: _one, ...said } = wrong.body;
    const { requestId: _other, ...saidOfNobody } = unknown.body;
    expect(said).toEqual(saidOfNobody);
    expect(said.code).toBe('wrong-password');
  });

  it('keeps the session in a cookie that pages cannot read and other sites cannot use', async () => {
    const ada = await signedInPerson({ url, databaseUrl });
    const { headers, text } = await signIn(ada.email.toUpperCase(), password).expect(204);
    const [cookie] = headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(/; HttpOnly(;|$)/);
    expect(cookie).toMatch(/; SameSite=Lax(;|$)/);
    expect(text).toBe('');
  });

  it('makes a session of its own for each sign-in, and ends the one that signs out', async () => {
    const ada = await signedInPerson({ url, databaseUrl });
    const { headers } = await signIn(ada.email, password).set('Cookie', ada.cookie).expect(204);
    const other = cookieOf(headers);
    expect(other).not.toBe(ada.cookie);
    await request(url).post('/api/auth/sign-out').set('Cookie', other).expect(204);
    expect(await whoIs(other)).toBeNull();
    expect(await whoIs(ada.cookie)).toBe(ada.id);
  });

  it('changes a password, which ends all other sessions and renews this one', async () => {
    const ada = await signedInPerson({ url, databaseUrl });
    const elsewhere = cookieOf((await signIn(ada.email, password).expect(204)).headers);
    const change = (body: object) =>
      request(url).post('/api/auth/change-password').set('Cookie', ada.cookie).send(body);
    const newPassword = 'a better password';
    const { body: wrong } = await change({ currentPassword: 'guessed wrong', newPassword }).expect(422);
    expect(wrong.errors[0].field).toBe('currentPassword');
    const { body: short } = await change({ currentPassword: password, newPassword: 'short' }).expect(422);
    expect(short.errors[0].field).toBe('newPassword');
    const { headers } = await change({ currentPassword: password, newPassword }).expect(204);
    expect(await whoIs(cookieOf(headers))).toBe(ada.id);
    expect(await whoIs(elsewhere)).toBeNull();
    expect(await whoIs(ada.cookie)).toBeNull();
    await signIn(ada.email, password).expect(401);
    await signIn(ada.email, newPassword).expect(204);
  });

  describe('when passwords are guessed', () => {
    const keyPatterns: Record<keyof typeof failuresAllowed, string> = {
      accountFromAddress: 'sign-in:account-from-address:%',
      account: 'sign-in:account:%',
      address: 'sign-in:address:%',
    };
    const setFailures = (count: number, kind: keyof typeof failuresAllowed) =>
      query(databaseUrl, 'UPDATE rate_limits SET count = $1 WHERE key LIKE $2', [count, keyPatterns[kind]]);
    const forget = () => query(databaseUrl, 'DELETE FROM rate_limits');
    let ada: TestPerson;

    beforeAll(async () => {
      ada = await signedInPerson({ url, databaseUrl });
    });

    it('takes no more for that account from there, by any process, until the window is over', async () => {
      await forget();
      await signIn(ada.email, 'not the password').expect(401);
      await setFailures(failuresAllowed.accountFromAddress - 1, 'accountFromAddress');
      await signIn(ada.email, 'not the password').expect(401);
      const { body, headers } = await signIn(ada.email, password).expect(429);
      expect(body.code).toBe('too-many-requests');
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      const second = await startTestService({ databaseUrl });
      await request(second.url ?? '')
        .post('/api/auth/sign-in/email')
        .send({ email: ada.email, password })
        .expect(429);
      await second.stop();
      await query(databaseUrl, 'UPDATE rate_limits SET last_request = last_request - 15 * 60 * 1000');
      await signIn(ada.email, password).expect(204);
    });

    it('takes no more for that account from anywhere, after many more', async () => {
      await forget();
      await signIn(ada.email, 'not the password').expect(401);
      await setFailures(failuresAllowed.account - 1, 'account');
      await signIn(ada.email, password).expect(204);
      await setFailures(failuresAllowed.account, 'account');
      await signIn(ada.email, password).expect(429);
    });

    it('takes no more from that address, for any account', async () => {
      await forget();
      await signIn('nobody@example.org', 'not the password').expect(401);
      await setFailures(failuresAllowed.address, 'address');
      await signIn(ada.email, password).expect(429);
    });

    it('does not count those that were right, nor keep the addresses that were typed', async () => {
      await forget();
      await signIn(ada.email, password).expect(204);
      const rows = await query<{ key: string; count: number }>(
        databaseUrl,
        'SELECT key, count FROM rate_limits',
      );
      expect(rows.map(({ key, count }) => [key.replace(/[0-9a-f]{64}/, '…'), count]).sort()).toEqual([
        ['sign-in:account:…', 0],
        ['sign-in:address:127.0.0.1', 0],
      ]);
      await signIn(ada.email, 'not the password').expect(401);
      expect(JSON.stringify(await query(databaseUrl, 'SELECT key FROM rate_limits'))).not.toContain(
        ada.email,
      );
    });

    it('counts many at once as many', async () => {
      await forget();
      const guesses = Array.from({ length: failuresAllowed.accountFromAddress + 3 }, () =>
        signIn(ada.email, 'wrong one'),
      );
      const statuses = (await Promise.all(guesses)).map(({ status }) => status);
      expect(statuses.filter((status) => status === 401)).toHaveLength(failuresAllowed.accountFromAddress);
      expect(statuses.filter((status) => status === 429)).toHaveLength(3);
      await forget();
    });
  });

  it.each([
    ['a page of another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['a page of a neighbouring name', { 'Sec-Fetch-Site': 'same-site' }, 403],
    ['an old browser, elsewhere', { Origin: 'https://evil.example.org' }, 403],
    ['a page without an origin', { Origin: 'null' }, 403],
    ['a page of ours', { 'Sec-Fetch-Site': 'same-origin' }, 202],
    ['no browser', {}, 202],
  ])('takes changes with a cookie from where they may come: %s', async (_from, headers, expected) => {
    const ada = await signedInPerson({ url, databaseUrl });
    const answer = await request(url)
      .post('/api/v1/submissions')
      .set({ Cookie: ada.cookie, ...headers })
      .send(aBody());
    expect(answer.status).toBe(expected);
    if (expected === 403) expect(answer.body.code).toBe('cross-site');
    const signingIn = await signIn(ada.email, password).set(headers);
    expect(signingIn.status).toBe(expected === 403 ? 403 : 204);
    await request(url).get('/api/v1/me').set(headers).expect(200);
  });

  it.each([
    ['post', '/api/auth/sign-up/email'],
    ['post', '/api/auth/update-user'],
    ['post', '/api/auth/delete-user'],
    ['post', '/api/auth/change-email'],
    ['get', '/api/auth/list-sessions'],
    ['get', '/api/auth/get-session'],
    ['get', '/api/auth/ok'],
    ['post', '/api/auth/sign-in/social'],
    ['post', '/api/auth/request-password-reset'],
  ] as const)('answers to no more of the library than is meant: %s %s', async (method, path) => {
    const ada = await signedInPerson({ url, databaseUrl });
    const { body } = await request(url)[method](path).set('Cookie', ada.cookie).expect(404);
    expect(body.code).toBe('not-found');
  });
});
