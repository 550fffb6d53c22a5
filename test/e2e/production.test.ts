import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.js';
import type { Service } from '../../src/service.js';
import { aBody } from '../support/api.js';
import { password, signedInPerson, type TestPerson } from '../support/people.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { startTestService } from '../support/service.js';

const production = {
  INTERLEAVE_MODE: 'production',
  INTERLEAVE_HOST: '0.0.0.0',
  INTERLEAVE_PUBLIC_URL: 'https://interleave.example.org',
  INTERLEAVE_SECRET: 'a secret for this test alone, long enough',
  INTERLEAVE_DEMO: '',
};

describe('in production', () => {
  let postgres: TestPostgres;
  let service: Service;
  let databaseUrl: string;
  let url: string;
  let ada: TestPerson;

  beforeAll(async () => {
    postgres = startPostgres();
    databaseUrl = await postgres.createMigratedDatabase();
    const environment = { ...production, INTERLEAVE_TRUSTED_PROXIES: '1' };
    service = await startTestService({ databaseUrl, environment });
    url = `http://127.0.0.1:${new URL(service.url ?? '').port}`;
    ada = await signedInPerson({ url, databaseUrl });
  });
  afterAll(async () => {
    await service?.stop();
    await postgres?.stop();
  });

  it('the service does not start with what everybody knows', () => {
    const { INTERLEAVE_SECRET: _secret, INTERLEAVE_PUBLIC_URL: _address, ...rest } = production;
    const { status, stderr } = spawnSync(process.execPath, [join(packageRoot, 'dist/src/main.js')], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, ...rest },
    });
    expect(status).toBe(2);
    expect(stderr).toContain('INTERLEAVE_SECRET');
    expect(stderr).toContain('INTERLEAVE_PUBLIC_URL');
  });

  it('nobody hands in who is not signed in, and there are no accounts that everybody knows', async () => {
    await request(url).post('/api/v1/submissions').send(aBody()).expect(401);
    const { body } = await request(url).get('/api/v1/me').expect(200);
    expect(body).toMatchObject({ practice: 'signed-in', signIn: { demoAccounts: [] } });
  });

  it('browsers are told to come by https only, and to send the cookie by nothing else', async () => {
    const { headers } = await request(url)
      .post('/api/auth/sign-in/email')
      .send({ email: ada.email, password })
      .expect(204);
    expect(headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
    const [cookie] = headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(/^__Secure-/);
    expect(cookie).toMatch(/; Secure(;|$)/);
  });

  it('pages of ours are those at the public address, whatever name the proxy calls us by', async () => {
    const change = (origin: string) =>
      request(url).post('/api/auth/sign-out').set({ Cookie: 'none=1', Origin: origin });
    await change(production.INTERLEAVE_PUBLIC_URL).expect(204);
    await change('https://interleave.example.org.evil.example').expect(403);
  });

  it.each([
    ['1', '198.51.100.7, 203.0.113.9', 'sign-in:address:203.0.113.9'],
    ['1', '2001:db8:0:7:1::9', 'sign-in:address:2001:db8:0:7'],
    ['0', '203.0.113.9', 'sign-in:address:127.0.0.1'],
  ])('of %s proxies, the address of a caller is read from %j as %s', async (proxies, forwarded, key) => {
    await query(databaseUrl, 'DELETE FROM rate_limits');
    const environment = { ...production, INTERLEAVE_TRUSTED_PROXIES: proxies };
    const other = proxies === '1' ? null : await startTestService({ databaseUrl, environment });
    const at = other ? `http://127.0.0.1:${new URL(other.url ?? '').port}` : url;
    await request(at)
      .post('/api/auth/sign-in/email')
      .set('X-Forwarded-For', forwarded)
      .send({ email: ada.email, password: 'not the password' })
      .expect(401);
    await other?.stop();
    const keys = await query<{ key: string }>(
      databaseUrl,
      `SELECT key FROM rate_limits WHERE key LIKE 'sign-in:address:%'`,
    );
    expect(keys).toEqual([{ key }]);
  });
});
