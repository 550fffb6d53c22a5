import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemKinds } from '../../src/platform/problem.js';
import type { Service } from '../../src/service.js';
import { submit, untilFinal } from '../support/api.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { startTestService } from '../support/service.js';

describe('the service over HTTP, with its queue on Redis', () => {
  let postgres: TestPostgres;
  let redis: TestRedis;
  let service: Service;
  let url: string;

  beforeAll(async () => {
    postgres = startPostgres();
    redis = await startRedis();
    service = await startTestService({ databaseUrl: await postgres.createDatabase(), redisUrl: redis.url });
    url = service.url ?? '';
  });
  afterAll(async () => {
    await service?.stop();
    await redis?.stop();
    await postgres?.stop();
  });

  it('lists exercises, and shows one with all that is needed to solve it', async () => {
    const { body: list } = await request(url).get('/api/v1/exercises').expect(200);
    const heading = {
      slug: 'two-sleeps',
      version: 3,
      title: 'Two sleeps',
      summary: 'A small exercise for tests of the service.',
      lesson: 1,
      maxScore: 100,
    };
    expect(list).toEqual({ items: [{ ...heading, languages: ['python'] }] });
    const checks = [
      { id: 'runs', title: 'Runs to its end', points: 10 },
      { id: 'sleeps', title: 'Sleeps twice', points: 90 },
    ];
    const statement = expect.stringContaining('# Two sleeps');
    const { body: exercise } = await request(url).get('/api/v1/exercises/two-sleeps').expect(200);
    expect(exercise).toEqual({
      ...heading,
      versions: [heading.version],
      statement,
      languages: { python: { statement, checks, files: [{ name: 'main.py', text: 'import time\n' }] } },
      scenarios: [
        { id: 'plain', title: 'as it is' },
        { id: 'again', title: 'with another seed' },
      ],
      checks,
    });
  });

  it('grades', async () => {
    expect(await untilFinal(url, await submit(url))).toMatchObject({ status: 'graded' });
  });

  it('says that it is alive, and what it needs to be ready', async () => {
    await request(url)
      .get('/healthz')
      .expect(200, /"status":"ok"/);
    const { body } = await request(url).get('/readyz').expect(200);
    expect(body).toMatchObject({
      status: 'ok',
      details: {
        database: { status: 'up' },
        migrations: { status: 'up' },
        queue: { status: 'up', backend: 'redis' },
        sandbox: { status: 'up' },
      },
    });
  });

  it('describes itself in OpenAPI 3.1, with the problems of each operation', async () => {
    const { body: document } = await request(url).get('/api/openapi.json').expect(200);
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.entries<Record<string, { responses: Record<string, unknown> }>>(
      document.paths,
    ).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { responses }]) => [
        `${method} ${path}`,
        Object.keys(responses).join(),
      ]),
    );
    // Of some of them: test/e2e/access.test.ts knows all.
    expect(Object.fromEntries(operations)).toMatchObject({
      'get /api/v1/exercises': '200,default',
      'get /api/v1/exercises/{slug}': '200,400,404,default',
      'post /api/v1/submissions': '202,400,401,403,409,413,415,422,default',
      'get /api/v1/submissions': '200,400,401,403,default',
      'get /api/v1/submissions/{id}': '200,401,403,404,default',
      'get /api/v1/submissions/{id}/timeline': '200,401,403,404,default',
      'get /api/v1/submissions/{id}/events': '200,401,403,404,default',
      'get /healthz': '200,default',
      'get /readyz': '200,503,default',
      'get /api/v1/me': '200,default',
      'get /api/v1/invitations/{token}': '200,404,default',
      'post /api/v1/invitations/{token}': '200,400,401,403,404,409,415,422,default',
    });
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name ?? '');
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining([...new Set(references)]),
    );
    expect(text).not.toContain('_Output');
    const alwaysPossible = ['internal-error', 'wrong-host', 'bad-request'];
    const unsaid = Object.keys(problemKinds).filter(
      (code) => !alwaysPossible.includes(code) && !text.includes(`\`${code}\``),
    );
    expect(unsaid).toEqual([]);
    expect(document.paths['/api/v1/submissions/{id}'].get.description).toContain(
      'Who may call it: whoever handed it in, assistants and instructors of its course, and administrators. An API token needs the scope `submissions:read`.',
    );
  });

  it('shows the document as a page', async () => {
    await request(url).get('/api/docs').expect(200).expect('Content-Type', /html/);
  });

  it('tells browsers to be careful, and nobody what it is made of', async () => {
    const { headers } = await request(url).get('/api/v1/exercises').expect(200);
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'self'"),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('keeps a request id that is harmless, and makes one otherwise', async () => {
    const kept = await request(url).get('/healthz').set('X-Request-Id', 'from-a-proxy-1');
    expect(kept.headers['x-request-id']).toBe('from-a-proxy-1');
    const made = await request(url).get('/healthz').set('X-Request-Id', 'x"; drop');
    expect(made.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a service whose Redis is away', () => {
  it('accepts all the same, says that it is not ready, and grades once Redis is there', async () => {
    const postgres = startPostgres();
    const first = await startRedis();
    const service = await startTestService({
      databaseUrl: await postgres.createDatabase(),
      redisUrl: first.url,
    });
    const url = service.url ?? '';
    let second: TestRedis | null = null;
    try {
      await first.stop();
      const id = await submit(url);
      const { body } = await request(url).get('/readyz').expect(503);
      expect(body).toMatchObject({ code: 'not-ready', errors: [{ field: 'queue' }] });
      second = await startRedis(Number(new URL(first.url).port));
      expect(await untilFinal(url, id)).toMatchObject({ status: 'graded' });
    } finally {
      await service.stop();
      await second?.stop();
      await postgres.stop();
    }
  }, 300_000);
});
