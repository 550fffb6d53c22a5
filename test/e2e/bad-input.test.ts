import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Service } from '../../src/service.js';
import { aBody, submit } from '../support/api.js';
import { badAddresses, badBodies, kibibytes, program } from '../support/bad-input.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { PretendGrader } from '../support/pretend-grader.js';
import { startTestService } from '../support/service.js';

describe('bad input', () => {
  let postgres: TestPostgres;
  let service: Service;
  let url: string;
  let databaseUrl: string;
  const grader = new PretendGrader();

  beforeAll(async () => {
    postgres = startPostgres();
    databaseUrl = await postgres.createDatabase();
    service = await startTestService({ databaseUrl, grader });
    url = service.url ?? '';
  });
  afterAll(async () => {
    await service?.stop();
    await postgres?.stop();
  });

  const stored = () => query<{ count: string }>(databaseUrl, 'SELECT count(*) FROM submissions');

  function expectProblem(response: request.Response, status: number, code: string, field?: string) {
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(response.body).toMatchObject({
      status,
      code,
      type: `urn:interleave:problem:${code}`,
      title: expect.any(String),
      detail: expect.stringMatching(/\S/),
      requestId: response.headers['x-request-id'],
    });
    if (field !== undefined)
      expect(response.body.errors[0]).toMatchObject({ field, message: expect.any(String) });
    expect(response.status).toBe(status);
  }

  it.each(badBodies)('refuses $what: $status $code', async ({ body, headers, status, code, field }) => {
    const before = await stored();
    const response = await request(url)
      .post('/api/v1/submissions')
      .set({ 'Content-Type': 'application/json', ...headers })
      // As it is: supertest would describe a buffer as JSON.
      .serialize((bytes: unknown) => bytes as string)
      .send(body as string);
    expectProblem(response, status, code, field);
    expect(await stored()).toEqual(before);
  });

  it('gives every kind of problem its own code', () => {
    const codes = new Set(badBodies.map(({ code }) => code));
    expect(codes.size).toBeGreaterThan(15);
  });

  it('names every file at fault at once', async () => {
    const response = await request(url)
      .post('/api/v1/submissions')
      .send({ ...aBody(), files: { '../a.py': program, 'b/c.py': 'x\u0000' } })
      .expect(422);
    expect(response.body.errors.map(({ field }: { field: string }) => field)).toEqual([
      'files.../a.py',
      'files.b/c.py',
      'files.b/c.py',
    ]);
  });

  it.each(badAddresses)('GET %s: %i %s', async (address, status, code, field) => {
    expectProblem(await request(url).get(address), status, code, field);
  });

  it('takes no other method', async () => {
    expectProblem(await request(url).delete('/api/v1/submissions'), 404, 'not-found');
    expectProblem(await request(url).put('/api/v1/exercises'), 404, 'not-found');
  });

  it('answers under names of this machine only', async () => {
    const rebound = await request(url).get('/api/v1/exercises').set('Host', 'evil.example');
    expectProblem(rebound, 421, 'wrong-host', 'Host');
    expectProblem(await request(url).get('/').set('Host', 'evil.example'), 421, 'wrong-host', 'Host');
    await request(url).get('/api/v1/exercises').set('Host', 'localhost:5173').expect(200);
  });

  it('takes what is just within the limits', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 10 }, (_, at) => [at === 0 ? 'main.py' : `part${at}.py`, kibibytes(25)]),
    );
    const id = await submit(url, { ...aBody(), files: { ...files, 'main.py': kibibytes(31) } });
    const { body } = await request(url).get(`/api/v1/submissions/${id}`).expect(200);
    expect(Object.keys(body.files)).toHaveLength(10);
  });

  it('keeps every character of a file', async () => {
    const text = 'print("é 漢字 🧵")\r\n\ttabs\n\u2028\ufeff\n';
    const id = await submit(url, { ...aBody(text), files: { 'été 1.py': text } });
    const { body } = await request(url).get(`/api/v1/submissions/${id}`).expect(200);
    expect(body.files).toEqual({ 'été 1.py': text });
  });
});
