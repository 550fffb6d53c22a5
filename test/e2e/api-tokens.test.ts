import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Service } from '../../src/service.js';
import { aBody } from '../support/api.js';
import { signedInPerson, type TestPerson } from '../support/people.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { startTestService } from '../support/service.js';

describe('API tokens', () => {
  let postgres: TestPostgres;
  let service: Service;
  let url: string;
  let databaseUrl: string;
  let ada: TestPerson;

  beforeAll(async () => {
    postgres = startPostgres();
    databaseUrl = await postgres.createMigratedDatabase();
    service = await startTestService({ databaseUrl });
    url = service.url ?? '';
    ada = await signedInPerson({ url, databaseUrl });
  });
  afterAll(async () => {
    await service?.stop();
    await postgres?.stop();
  });

  async function makeToken(scopes: string[], { cookie } = ada) {
    const { body } = await request(url)
      .post('/api/v1/me/tokens')
      .set('Cookie', cookie)
      .send({ name: 'my script', scopes, expiresInDays: 30 })
      .expect(201);
    return body as { id: string; token: string };
  }
  const listWith = (token: string) =>
    request(url).get('/api/v1/submissions').set('Authorization', `Bearer ${token}`);

  it('are shown once, kept as a digest, and act for their person', async () => {
    const { id, token } = await makeToken(['submissions:read', 'submissions:write']);
    expect(token).toMatch(/^ilv_[\w-]{43}$/);
    const stored = await query<{ hash: string }>(databaseUrl, 'SELECT * FROM api_tokens WHERE id = $1', [id]);
    expect(JSON.stringify(stored)).not.toContain(token);

    const { body: handedIn } = await request(url)
      .post('/api/v1/submissions')
      .set('Authorization', `bearer ${token}`)
      .send(aBody())
      .expect(202);
    await request(url).get(handedIn.links.self).set('Cookie', ada.cookie).expect(200);

    const { body: list } = await request(url).get('/api/v1/me/tokens').set('Cookie', ada.cookie).expect(200);
    expect(JSON.stringify(list)).not.toContain(token);
    expect(list.items[0]).toMatchObject({ id, name: 'my script', lastUsedAt: expect.any(String) });
  });

  it('open nothing once they are revoked, have expired, or their person is erased', async () => {
    const revoked = await makeToken(['submissions:read']);
    await listWith(revoked.token).expect(200);
    await request(url).delete(`/api/v1/me/tokens/${revoked.id}`).set('Cookie', ada.cookie).expect(204);
    const { body, headers } = await listWith(revoked.token).expect(401);
    expect(body.code).toBe('not-signed-in');
    expect(headers['www-authenticate']).toBe('Bearer');
    await request(url).delete(`/api/v1/me/tokens/${revoked.id}`).set('Cookie', ada.cookie).expect(404);

    const expired = await makeToken(['submissions:read']);
    await query(databaseUrl, 'UPDATE api_tokens SET expires_at = now() WHERE id = $1', [expired.id]);
    await listWith(expired.token).expect(401);

    const eve = await signedInPerson({ url, databaseUrl }, { name: 'Eve' });
    const { token } = await makeToken(['submissions:read'], eve);
    await query(databaseUrl, 'UPDATE people SET erased_at = now() WHERE id = $1', [eve.id]);
    await listWith(token).expect(401);
  });

  it('are a fault when they do not hold, even beside the cookie of a session', async () => {
    await listWith('ilv_made-up').set('Cookie', ada.cookie).expect(401);
    await request(url).get('/api/v1/submissions').set('Authorization', 'Basic YTpi').expect(401);
  });

  it('note their use once a minute', async () => {
    const { id, token } = await makeToken(['submissions:read']);
    const lastUse = async () => {
      const [row] = await query<{ at: Date }>(
        databaseUrl,
        'SELECT last_used_at AS at FROM api_tokens WHERE id = $1',
        [id],
      );
      return row?.at.getTime();
    };
    await listWith(token).expect(200);
    const first = await lastUse();
    await listWith(token).expect(200);
    expect(await lastUse()).toBe(first);
    await query(
      databaseUrl,
      `UPDATE api_tokens SET last_used_at = last_used_at - interval '1 hour' WHERE id = $1`,
      [id],
    );
    await listWith(token).expect(200);
    expect(await lastUse()).toBeGreaterThanOrEqual(first ?? 0);
  });

  it('belong to their person alone, and cannot make others', async () => {
    const { id, token } = await makeToken(['submissions:read', 'courses:write']);
    const eve = await signedInPerson({ url, databaseUrl }, { name: 'Eve' });
    await request(url).delete(`/api/v1/me/tokens/${id}`).set('Cookie', eve.cookie).expect(404);
    const { body } = await request(url)
      .post('/api/v1/me/tokens')
      .set('Authorization', `Bearer ${token}`)
      .send({ name: 'more', scopes: ['submissions:read'], expiresInDays: 1 })
      .expect(403);
    expect(body.code).toBe('forbidden');
  });

  it.each([
    [{ name: '', scopes: ['submissions:read'], expiresInDays: 1 }, 'name'],
    [{ name: 'x', scopes: [], expiresInDays: 1 }, 'scopes'],
    [{ name: 'x', scopes: ['everything'], expiresInDays: 1 }, 'scopes.0'],
    [{ name: 'x', scopes: ['submissions:read'], expiresInDays: 0 }, 'expiresInDays'],
    [{ name: 'x', scopes: ['submissions:read'], expiresInDays: 367 }, 'expiresInDays'],
    [{ name: 'x', scopes: ['submissions:read'] }, 'expiresInDays'],
  ])('are not made from %j', async (body, field) => {
    const { body: problem } = await request(url)
      .post('/api/v1/me/tokens')
      .set('Cookie', ada.cookie)
      .send(body)
      .expect(422);
    expect(problem.errors.map((each: { field: string }) => each.field)).toEqual([field]);
  });
});
