import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Service } from '../../src/service.js';
import { type Claims, startOpenIdProvider, type TestProvider } from '../support/openid-provider.js';
import { signedInPerson } from '../support/people.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { startTestService } from '../support/service.js';

const publicUrl = 'http://interleave.test';

describe('signing in at an OpenID provider', () => {
  let postgres: TestPostgres;
  let provider: TestProvider;
  let service: Service;
  let databaseUrl: string;
  let url: string;

  const start = (signUp: 'on' | 'off') =>
    startTestService({
      databaseUrl,
      environment: {
        INTERLEAVE_PUBLIC_URL: publicUrl,
        INTERLEAVE_OIDC_ISSUER: provider.issuer,
        INTERLEAVE_OIDC_CLIENT_ID: provider.clientId,
        INTERLEAVE_OIDC_CLIENT_SECRET: provider.clientSecret,
        INTERLEAVE_OIDC_NAME: 'University',
        INTERLEAVE_OIDC_SIGN_UP: signUp,
      },
    });

  beforeAll(async () => {
    postgres = startPostgres();
    provider = await startOpenIdProvider();
    databaseUrl = await postgres.createMigratedDatabase();
    service = await start('off');
    url = service.url ?? '';
  });
  afterAll(async () => {
    await service?.stop();
    await provider?.stop();
    await postgres?.stop();
  });
  beforeEach(() => {
    provider.tamper = (claims) => claims;
    provider.signsWithOtherKey = false;
    provider.withholdsIdToken = false;
    provider.userinfoSub = null;
    const sub = randomUUID();
    provider.person = { sub, email: `${sub}@example.org`, email_verified: true, name: 'Ada Lovelace' };
  });

  async function importPerson(email = provider.person.email): Promise<string> {
    const id = randomUUID();
    await query(
      databaseUrl,
      `INSERT INTO people (id, name, email, updated_at) VALUES ($1, 'Ada', $2, now())`,
      [id, email],
    );
    return id;
  }
  const jar = (headers: Record<string, unknown>) =>
    ((headers['set-cookie'] as string[] | undefined) ?? []).map((each) => each.split(';')[0]).join('; ');

  /** To the provider; answers with the address by which it sends people back, and the cookie of the browser. */
  async function begin(at = url, next = '/courses') {
    const started = await request(at).post('/api/auth/sign-in/open-id').send({ next }).expect(200);
    const answer = await fetch(started.body.url, { redirect: 'manual' });
    const back = new URL(answer.headers.get('location') ?? '');
    expect(`${back.origin}${back.pathname}`).toBe(`${publicUrl}/api/auth/callback/open-id`);
    return { path: `${back.pathname}${back.search}`, cookie: jar(started.headers) };
  }
  /** Where the browser ends up, and who is signed in there. */
  async function signIn(at = url) {
    const { path, cookie } = await begin(at);
    return arrive(at, path, cookie);
  }
  async function arrive(at: string, path: string, cookie: string) {
    const { headers } = await request(at).get(path).set('Cookie', cookie).expect(302);
    const me = await request(at).get('/api/v1/me').set('Cookie', jar(headers)).expect(200);
    return { location: String(headers.location), person: me.body.person };
  }

  it('is offered by its name', async () => {
    const { body } = await request(url).get('/api/v1/me').expect(200);
    expect(body.signIn.openId).toEqual({ name: 'University' });
  });

  it('lets in a person who is known by the address, again and again, and keeps no token', async () => {
    const id = await importPerson();
    expect(await signIn()).toMatchObject({ location: '/courses', person: { id, name: 'Ada' } });
    // From then on by the provider's own id: addresses change hands.
    provider.person = { ...provider.person, email: 'married@example.org' };
    expect((await signIn()).person).toMatchObject({ id });
    const accounts = await query(
      databaseUrl,
      'SELECT access_token, refresh_token, id_token FROM accounts WHERE person_id = $1',
      [id],
    );
    expect(accounts).toEqual([{ access_token: null, refresh_token: null, id_token: null }]);
  });

  it('lets in nobody else, and says why on the sign-in page', async () => {
    expect(await signIn()).toEqual({ location: '/sign-in?error=signup_disabled', person: null });
  });

  it('makes an account where that is set up', async () => {
    const open = await start('on');
    const { email } = provider.person;
    expect((await signIn(open.url ?? '')).person).toMatchObject({ email, isAdministrator: false });
    provider.person = {
      sub: randomUUID(),
      email: 'not-mine@example.org',
      email_verified: false,
      name: 'Eve',
    };
    expect((await signIn(open.url ?? '')).person).toBeNull();
    await open.stop();
  });

  it('does not trust an address that the provider has not verified', async () => {
    await importPerson();
    provider.person = { ...provider.person, email_verified: false };
    expect((await signIn()).person).toBeNull();
  });

  it('does not give anybody an account that another has made under the same address', async () => {
    const squatter = await signedInPerson({ url, databaseUrl }, { name: 'Squatter' });
    provider.person = { ...provider.person, email: squatter.email };
    expect(await signIn()).toMatchObject({
      location: expect.stringContaining('account_not_linked'),
      person: null,
    });
    await query(databaseUrl, 'UPDATE people SET email_verified = true WHERE id = $1', [squatter.id]);
    expect((await signIn()).person).toMatchObject({ id: squatter.id });
  });

  it.each<[string, (claims: Claims) => Claims]>([
    ['of another issuer', (claims) => ({ ...claims, iss: 'https://evil.example.org' })],
    ['for another client', (claims) => ({ ...claims, aud: 'another-client' })],
    ['with the nonce of another sign-in', (claims) => ({ ...claims, nonce: 'another' })],
    ['without a nonce', ({ nonce: _nonce, ...claims }) => claims],
    ['that has expired', (claims) => ({ ...claims, iat: 1_000_000_000, exp: 1_000_000_300 })],
  ])('refuses an ID token %s', async (_case, tamper) => {
    await importPerson();
    provider.tamper = tamper;
    expect((await signIn()).person).toBeNull();
  });

  it('refuses an ID token that the provider has not signed, and an answer without one', async () => {
    await importPerson();
    provider.signsWithOtherKey = true;
    expect((await signIn()).person).toBeNull();
    provider.signsWithOtherKey = false;
    provider.withholdsIdToken = true;
    expect((await signIn()).person).toBeNull();
  });

  it('asks for the address where the ID token does not say it, and only about the same person', async () => {
    const id = await importPerson();
    provider.tamper = ({ email: _email, ...claims }) => claims;
    expect((await signIn()).person).toMatchObject({ id });
    provider.userinfoSub = 'somebody else';
    expect((await signIn()).person).toBeNull();
  });

  it('refuses an answer that this browser has not asked for, and one that comes twice', async () => {
    await importPerson();
    const { path, cookie } = await begin();
    expect((await arrive(url, path, '')).person).toBeNull();
    const own = await begin();
    expect((await arrive(url, own.path, cookie)).person).toBeNull();
    const again = await begin();
    expect((await arrive(url, again.path, again.cookie)).person).not.toBeNull();
    expect((await arrive(url, again.path, again.cookie)).person).toBeNull();
    expect((await arrive(url, '/api/auth/callback/open-id', '')).location).toContain('/sign-in');
  });

  it.each(['https://evil.example.org', '//evil.example.org', '/\\evil.example.org', 'courses'])(
    'leads to pages of ours only, not to %s',
    async (next) => {
      await request(url).post('/api/auth/sign-in/open-id').send({ next }).expect(422);
    },
  );

  it('is not there where it is not set up', async () => {
    const without = await startTestService({ databaseUrl });
    await request(without.url ?? '')
      .post('/api/auth/sign-in/open-id')
      .send({})
      .expect(404);
    await without.stop();
  });
});
