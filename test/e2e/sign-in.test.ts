import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Service } from '../../src/service.js';
import { aBody } from '../support/api.js';
import { signedInPerson } from '../support/people.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { startTestService } from '../support/service.js';

describe('signing in', () => {
  let postgres: TestPostgres;
  let service: Service;
  let url: string;
  let databaseUrl: string;

  beforeAll(async () => {
    postgres = await startPostgres();
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
});
