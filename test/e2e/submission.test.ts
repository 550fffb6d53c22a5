import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Service } from '../../src/service.js';
import { aBody, submit, untilFinal } from '../support/api.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { startTestService } from '../support/service.js';

describe('a submission', () => {
  let postgres: TestPostgres;
  let service: Service;
  let url: string;

  beforeAll(async () => {
    postgres = startPostgres();
    service = await startTestService({ databaseUrl: await postgres.createDatabase() });
    url = service.url ?? '';
  });
  afterAll(async () => {
    await service?.stop();
    await postgres?.stop();
  });

  it('is accepted with links, graded, and read with its report', async () => {
    const accepted = await request(url).post('/api/v1/submissions').send(aBody()).expect(202);
    const { id, links } = accepted.body;
    expect(accepted.body).toEqual({
      id,
      status: 'queued',
      links: {
        self: `/api/v1/submissions/${id}`,
        timeline: `/api/v1/submissions/${id}/timeline`,
        events: `/api/v1/submissions/${id}/events`,
      },
    });
    expect(accepted.headers.location).toBe(links.self);
    expect(await untilFinal(url, id)).toMatchObject({
      exercise: 'two-sleeps',
      exerciseVersion: 3,
      language: 'python',
      status: 'graded',
      error: null,
      files: aBody().files,
      report: { score: 100, maxScore: 100 },
      runs: [
        { scenario: 'plain', title: 'as it is', outcome: 'exited', exitStatus: 0 },
        { scenario: 'again', title: 'with another seed', outcome: 'exited', exitStatus: 0 },
      ],
    });
    const { body: timeline } = await request(url).get(links.timeline).expect(200);
    expect(timeline.runs).toHaveLength(2);
    expect(timeline.runs[0]).toMatchObject({
      scenario: 'plain',
      timeline: { lanes: [{ id: 0, kind: 'main' }] },
    });
  });

  it('is listed, newest first', async () => {
    const id = await submit(url);
    await untilFinal(url, id);
    const { body } = await request(url).get('/api/v1/submissions?limit=1').expect(200);
    expect(body.items).toMatchObject([
      { id, exercise: 'two-sleeps', status: 'graded', score: 100, maxScore: 100 },
    ]);
    expect(body.nextCursor).toEqual(expect.any(String));
  });
});
