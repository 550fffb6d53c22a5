import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Service } from '../../src/service.js';
import { aBody, untilFinal } from '../support/api.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { PretendGrader } from '../support/pretend-grader.js';
import { startTestService } from '../support/service.js';

describe('an Idempotency-Key', () => {
  let postgres: TestPostgres;
  let databaseUrl: string;
  let services: Service[] = [];
  const grader = new PretendGrader();

  beforeAll(async () => {
    postgres = startPostgres();
    databaseUrl = await postgres.createDatabase();
    services = [
      await startTestService({ databaseUrl, grader }),
      await startTestService({ databaseUrl, roles: 'api' }),
    ];
  });
  afterAll(async () => {
    for (const service of services.reverse()) await service.stop();
    await postgres?.stop();
  });

  const post = (key: string, body: object = aBody(), at = 0) =>
    request(services[at]?.url ?? '')
      .post('/api/v1/submissions')
      .set('Idempotency-Key', key)
      .send(body);

  it('gives the same submission again, wherever it stands by then', async () => {
    const key = randomUUID();
    const first = await post(key).expect(202);
    await untilFinal(services[0]?.url ?? '', first.body.id);
    const again = await post(key).expect(202);
    expect(again.body).toEqual({ ...first.body, status: 'graded' });
  });

  it('makes one submission of twenty requests at once, at two processes', async () => {
    const key = randomUUID();
    const callsBefore = grader.calls.length;
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => post(key, aBody(), at % 2)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
    const ids = new Set(answers.map(({ body }) => body.id));
    expect(ids.size).toBe(1);
    const rows = await query(databaseUrl, 'SELECT id FROM submissions WHERE idempotency_key = $1', [key]);
    expect(rows).toHaveLength(1);
    await untilFinal(services[0]?.url ?? '', answers[0]?.body.id);
    expect(grader.calls).toHaveLength(callsBefore + 1);
  });

  it('does not care how the same body is laid out', async () => {
    const key = randomUUID();
    const { exercise, language } = aBody();
    const first = await post(key, { exercise, language, files: { 'main.py': '1', 'b.py': '2' } }).expect(202);
    const second = await post(key, { files: { 'b.py': '2', 'main.py': '1' }, language, exercise }).expect(
      202,
    );
    expect(second.body.id).toBe(first.body.id);
  });

  it('refuses another body under the same key, and keeps the first', async () => {
    const key = randomUUID();
    const first = await post(key).expect(202);
    const { body } = await post(key, aBody('print(2)\n')).expect(422);
    expect(body).toMatchObject({ code: 'idempotency-key-reused', errors: [{ field: 'Idempotency-Key' }] });
    expect(body.detail).toContain(first.body.id);
  });

  it('is not used up by a request that was refused', async () => {
    const key = randomUUID();
    await post(key, { ...aBody(), files: {} }).expect(422);
    await post(key).expect(202);
  });

  it('may be left out: then every request is a submission', async () => {
    const url = services[0]?.url ?? '';
    const answers = await Promise.all(
      [1, 2].map(() => request(url).post('/api/v1/submissions').send(aBody())),
    );
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(2);
  });
});
