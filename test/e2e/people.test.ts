import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.js';
import type { Service } from '../../src/service.js';
import { signedInPerson, signIn, type TestPerson } from '../support/people.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { startTestService } from '../support/service.js';
import { makeTemporaryFolder } from '../support/temporary-folder.js';

/** Where the API answers for the page that a link opens. */
const invitationOf = (link: string) => new URL(link).pathname.replace(/^\/join\//, '/api/v1/invitations/');

describe('people', () => {
  let postgres: TestPostgres;
  let service: Service;
  let url: string;
  let databaseUrl: string;
  let admin: TestPerson;

  beforeAll(async () => {
    postgres = startPostgres();
    databaseUrl = await postgres.createMigratedDatabase();
    service = await startTestService({ databaseUrl });
    url = service.url ?? '';
    admin = await signedInPerson({ url, databaseUrl }, { name: 'Admin', isAdministrator: true });
  });
  afterAll(async () => {
    await service?.stop();
    await postgres?.stop();
  });

  const asAdmin = (method: 'get' | 'post' | 'patch', path: string) =>
    request(url)[method](`/api/v1/people${path}`).set('Cookie', admin.cookie);
  const actionsOf = async (subject: string) =>
    (
      await query<{ action: string; actor: string }>(
        databaseUrl,
        'SELECT action, actor_id AS actor FROM audit_entries WHERE subject = $1 ORDER BY id',
        [subject],
      )
    ).map(({ action }) => action);

  it('are made by an administrator, and set a password by a link that works once', async () => {
    const { body: person } = await asAdmin('post', '')
      .send({ name: 'Grace Hopper', email: ' Grace@Example.org ' })
      .expect(201);
    expect(person).toMatchObject({ email: 'grace@example.org', isAdministrator: false, hasPassword: false });
    const first = await asAdmin('post', `/${person.id}/account-link`).expect(201);
    const { body: link } = await asAdmin('post', `/${person.id}/account-link`).expect(201);
    expect(link.url).toMatch(new RegExp(`^${url}/join/inv_`));
    await request(url).get(invitationOf(first.body.url)).expect(404);
    await request(url).post(invitationOf(link.url)).send({ password: 'a long password' }).expect(200);
    await request(url).post(invitationOf(link.url)).send({ password: 'a long password' }).expect(404);
    const { body: found } = await asAdmin('get', '?search=HOPPER').expect(200);
    expect(found.items).toEqual([{ ...person, hasPassword: true }]);
    expect(await actionsOf(person.id)).toEqual([
      'person-created',
      'account-link-created',
      'account-link-created',
    ]);
    const { body: problem } = await asAdmin('post', '')
      .send({ name: 'Another', email: 'grace@example.org' })
      .expect(409);
    expect(problem).toMatchObject({ code: 'conflict', errors: [{ field: 'email' }] });
  });

  it('are listed page by page, without those who were erased', async () => {
    const { body: erased } = await asAdmin('post', '')
      .send({ name: 'Gone', email: 'gone@example.org' })
      .expect(201);
    await query(databaseUrl, 'UPDATE people SET erased_at = now() WHERE id = $1', [erased.id]);
    for (const name of ['Page One', 'Page Two', 'Page Three']) {
      await asAdmin('post', '')
        .send({ name, email: `${name.slice(5)}@example.org` })
        .expect(201);
    }
    const names: string[] = [];
    let cursor = '';
    do {
      const { body } = await asAdmin('get', `?search=page&limit=2${cursor}`).expect(200);
      names.push(...body.items.map((item: { name: string }) => item.name));
      cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
    } while (cursor !== '');
    expect(names).toEqual(['Page Three', 'Page Two', 'Page One']);
    const { body: gone } = await asAdmin('get', '?search=gone').expect(200);
    expect(gone.items).toEqual([]);
    await asAdmin('patch', `/${erased.id}`).send({ name: 'Back' }).expect(404);
    await asAdmin('post', `/${erased.id}/account-link`).expect(404);
    await asAdmin('get', '?cursor=made-up').expect(400);
  });

  it('are promoted and demoted, but never the last administrator', async () => {
    const eve = await signedInPerson({ url, databaseUrl }, { name: 'Eve' });
    const { body: token } = await request(url)
      .post('/api/v1/me/tokens')
      .set('Cookie', eve.cookie)
      .send({ name: 'before', scopes: ['courses:read'], expiresInDays: 1 })
      .expect(201);
    await asAdmin('patch', `/${eve.id}`).send({ isAdministrator: true }).expect(200);
    await request(url).get('/api/v1/people').set('Cookie', eve.cookie).expect(401);
    await request(url).get('/api/v1/courses').set('Authorization', `Bearer ${token.token}`).expect(401);
    const promoted = { ...eve, cookie: await signIn(url, eve.email) };
    await request(url).get('/api/v1/people').set('Cookie', promoted.cookie).expect(200);
    await asAdmin('patch', `/${eve.id}`).send({ isAdministrator: true }).expect(200);
    await request(url).get('/api/v1/people').set('Cookie', promoted.cookie).expect(200);
    const demoted = await Promise.all(
      [promoted, admin].map(async (one, at, both) => {
        const other = both[1 - at] ?? one;
        const call = request(url).patch(`/api/v1/people/${other.id}`).set('Cookie', one.cookie);
        return (await call.send({ isAdministrator: false })).status;
      }),
    );
    expect(demoted).toContain(200);
    const left = await query(databaseUrl, 'SELECT id FROM people WHERE is_administrator');
    expect(left).toHaveLength(1);
    await query(databaseUrl, 'UPDATE people SET is_administrator = (id = $1)', [admin.id]);
    await asAdmin('patch', `/${admin.id}`).send({ isAdministrator: false }).expect(409);
    await asAdmin('patch', `/${admin.id}`)
      .send({ name: 'Anna' })
      .expect(200, /"Anna"/);
  });

  describe('from the command line', () => {
    const run = (environment: Record<string, string>, ...argv: string[]) =>
      spawnSync(process.execPath, [join(packageRoot, 'dist/src/cli.js'), ...argv], {
        encoding: 'utf8',
        env: { PATH: process.env.PATH, ...environment },
      });

    it('an administrator is added, with a link', async () => {
      const environment = { DATABASE_URL: databaseUrl, INTERLEAVE_PUBLIC_URL: 'https://grades.example.org' };
      const { stdout, status } = run(
        environment,
        'administrators',
        'add',
        'Root@example.org',
        '--name',
        'Root',
      );
      expect(status).toBe(0);
      const [, link] = /(https:\/\/grades\.example\.org\/join\/\S+)/.exec(stdout) ?? [];
      const { body } = await request(url)
        .post(invitationOf(link ?? ''))
        .send({ password: 'a long password' })
        .expect(200);
      expect(body.person).toMatchObject({ name: 'Root', email: 'root@example.org' });
      const { body: found } = await asAdmin('get', '?search=root@').expect(200);
      expect(found.items[0]).toMatchObject({ isAdministrator: true, hasPassword: true });
    });

    it('is told what is wrong: no address, no database', () => {
      const bad = run({ DATABASE_URL: databaseUrl }, 'administrators', 'add', 'nobody');
      expect(bad).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('"nobody" is no e-mail address'),
      });
      const folder = makeTemporaryFolder();
      const missing = run({ INTERLEAVE_STATE: folder.path }, 'administrators', 'add', 'root@example.org');
      folder.remove();
      expect(missing.status).toBe(3);
      expect(missing.stderr).toContain('Start the service once');
    });
  });
});
