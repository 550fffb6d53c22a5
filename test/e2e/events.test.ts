import request from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Service } from '../../src/service.js';
import { submit, untilFinal } from '../support/api.js';
import { type EventSource, follow } from '../support/event-source.js';
import { eventually } from '../support/eventually.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { exerciseFault, graded, held, PretendGrader } from '../support/pretend-grader.js';
import { startTestService } from '../support/service.js';

/** Two processes in one: an api that grades nothing, and a worker that answers no one. */
describe('live events', () => {
  let postgres: TestPostgres;
  let databaseUrl: string;
  let api: Service;
  let url: string;
  const grader = new PretendGrader();
  const workers: Service[] = [];

  beforeAll(async () => {
    postgres = startPostgres();
    databaseUrl = await postgres.createDatabase();
    api = await startTestService({ databaseUrl, roles: 'api' });
    url = api.url ?? '';
  });
  afterEach(async () => {
    for (const worker of workers.splice(0)) await worker.stop();
    grader.behaviour = graded;
  });
  afterAll(async () => {
    await api?.stop();
    await postgres?.stop();
  });

  const startWorker = async () => {
    workers.push(await startTestService({ databaseUrl, roles: 'worker', grader }));
  };
  const followers = async (): Promise<number> =>
    (await request(url).get('/readyz').expect(200)).body.details.events.followers;
  const names = (source: EventSource) => source.seen.map(({ event }) => event);
  const untilSeen = (source: EventSource, event: string) =>
    eventually(`the event ${event}`, () => source.seen.find((each) => each.event === event) ?? null);

  it('tell the state at once, then every change, and end', async () => {
    const id = await submit(url);
    const source = await follow(url, id);
    expect(source.response.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
    });
    await untilSeen(source, 'queued');
    await startWorker();
    await source.ended;
    expect(source.seen.map(({ event, data }) => [event, data])).toEqual([
      ['queued', { position: 1 }],
      ['running', { scenario: 'plain', index: 1, total: 2 }],
      ['running', { scenario: 'again', index: 2, total: 2 }],
      ['checking', {}],
      ['graded', { score: 100, maxScore: 100 }],
    ]);
    const ids = source.seen.map((each) => each.id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  });

  it('of a final submission are one event', async () => {
    await startWorker();
    const id = await submit(url);
    await untilFinal(url, id);
    const source = await follow(url, id);
    await source.ended;
    expect(source.seen).toMatchObject([{ event: 'graded', data: { score: 100, maxScore: 100 } }]);
  });

  it('say why there is no score', async () => {
    grader.behaviour = exerciseFault;
    const source = await follow(url, await submit(url));
    await startWorker();
    await source.ended;
    expect(source.seen.at(-1)).toMatchObject({
      event: 'failed',
      data: { message: expect.stringContaining('runs') },
    });
  });

  it('count down the position in the queue', async () => {
    const hold = held();
    grader.behaviour = hold.behaviour;
    const ids = [await submit(url), await submit(url), await submit(url)];
    const sources = await Promise.all(ids.map((id) => follow(url, id)));
    const [, , last] = sources as [EventSource, EventSource, EventSource];
    expect((await untilSeen(last, 'queued')).data).toEqual({ position: 3 });
    workers.push(
      await startTestService({
        databaseUrl,
        roles: 'worker',
        grader,
        environment: { INTERLEAVE_CONCURRENCY: '1' },
      }),
    );
    hold.go();
    await Promise.all(sources.map(({ ended }) => ended));
    const positions = last.seen
      .filter(({ event }) => event === 'queued')
      .map(({ data }) => Number(data.position));
    expect(positions).toEqual([...positions].sort((a, b) => b - a));
    expect(names(last).slice(-4)).toEqual(['running', 'running', 'checking', 'graded']);
  });

  it('go on after the connection to the database was lost', async () => {
    const id = await submit(url);
    const source = await follow(url, id);
    await untilSeen(source, 'queued');
    await query(
      databaseUrl,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'interleave events' AND datname = current_database()`,
    );
    await startWorker();
    await source.ended;
    expect(source.seen.at(-1)).toMatchObject({ event: 'graded' });
  });

  it('forget those who have hung up', async () => {
    const id = await submit(url);
    const sources = await Promise.all(Array.from({ length: 20 }, () => follow(url, id)));
    for (const source of sources) await untilSeen(source, 'queued');
    expect(await followers()).toBe(20);
    for (const source of sources) source.close();
    await eventually('nobody is connected', async () => ((await followers()) === 0 ? true : null));
    await startWorker();
    await untilFinal(url, id);
  });

  it('end when the service stops', async () => {
    const second = await startTestService({ databaseUrl, roles: 'api' });
    const source = await follow(second.url ?? '', await submit(url));
    await untilSeen(source, 'queued');
    await second.stop();
    await source.ended;
    expect(names(source)).toEqual(['queued']);
  });
});
