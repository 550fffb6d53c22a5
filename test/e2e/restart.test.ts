import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aBody, submit, untilFinal } from '../support/api.js';
import { eventually } from '../support/eventually.js';
import { query } from '../support/postgres.js';
import { isAlive } from '../support/process-life.js';
import { type ServiceProcess, startServiceProcess } from '../support/service-process.js';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.js';

/** Only how long to hang on a busy machine: nothing here depends on time. */
const patienceMs = 400_000;

/** The compiled service with its own Postgres and the real sandbox: what is left when it is killed, and what comes back. */
describe('a restart', { timeout: patienceMs }, () => {
  let folder: TemporaryFolder;
  let services: ServiceProcess[];
  beforeEach(() => {
    folder = makeTemporaryFolder();
    services = [];
  });
  afterEach(async () => {
    // The owner of the database last.
    for (const service of services.reverse()) await service.signal('SIGTERM');
    folder.remove();
  }, patienceMs);

  async function start(environment: Readonly<Record<string, string>> = {}): Promise<ServiceProcess> {
    const service = await startServiceProcess({ INTERLEAVE_STATE: folder.path, ...environment });
    services.push(service);
    return service;
  }
  const urlOf = ({ url }: ServiceProcess) => url ?? '';
  const databaseUrl = () => {
    const { port, password } = JSON.parse(readFileSync(join(folder.path, 'postgres.json'), 'utf8'));
    return `postgres://interleave:${password}@127.0.0.1:${port}/postgres`;
  };
  const postmasterPid = () =>
    Number(readFileSync(join(folder.path, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);

  it('after kill -9 during 20 submissions grades all 20, each once', async () => {
    const first = await start();
    const ids = await Promise.all(
      Array.from({ length: 20 }, (_, at) => submit(urlOf(first), aBody(programOf(at)))),
    );
    await eventually('some are done and some are not', async () => {
      const rows = await query<{ status: string }>(databaseUrl(), 'SELECT status FROM submissions');
      const done = rows.filter(({ status }) => status === 'graded').length;
      return done > 0 && done < 20 ? done : null;
    });
    await first.signal('SIGKILL');

    const second = await start();
    const found = await Promise.all(ids.map((id) => untilFinal(urlOf(second), id)));
    expect(found.map(({ status, report }) => [status, report?.score])).toEqual(
      ids.map(() => ['graded', 100]),
    );
    const [counts] = await query(
      databaseUrl(),
      `SELECT count(*)::int AS submissions, count(DISTINCT graded_at)::int > 0 AS graded,
        (SELECT count(*)::int FROM runs) AS runs FROM submissions`,
    );
    expect(counts).toEqual({ submissions: 20, graded: true, runs: 40 });
    const logs = services.map(({ log }) => log()).join('');
    // At most once: whoever is killed between its transaction and its log has graded without a word.
    for (const id of ids) {
      const graded = `"Graded: 100 of 100","context":"GradeProcessor","requestId":"${id}"`;
      expect(logs.split(graded).length - 1, id).toBeLessThanOrEqual(1);
    }
  });

  it('leaves no Postgres behind, however the service ends', async () => {
    for (const signal of ['SIGKILL', 'SIGTERM', 'SIGINT'] as const) {
      const service = await start();
      const pid = postmasterPid();
      await service.signal(signal);
      await eventually(`Postgres ${pid} has ended after ${signal}`, () => (isAlive(pid) ? null : true));
    }
  });

  it('on SIGTERM ends with status 0 and what was begun is graded or waits', async () => {
    const first = await start();
    const ids = await Promise.all(Array.from({ length: 6 }, () => submit(urlOf(first))));
    expect(await first.signal('SIGTERM')).toBe(0);
    const second = await start();
    for (const id of ids) expect(await untilFinal(urlOf(second), id)).toMatchObject({ status: 'graded' });
  });

  it('runs api and worker as two processes on one embedded Postgres', async () => {
    const api = await start({ INTERLEAVE_ROLES: 'api' });
    const early = await submit(urlOf(api));
    await request(urlOf(api))
      .get(`/api/v1/submissions/${early}`)
      .expect(200, /"status":"queued"/);
    const worker = await start({ INTERLEAVE_ROLES: 'worker' });
    expect(worker.url).toBeNull();
    expect(worker.log()).toContain('Joined the Postgres');
    expect(await untilFinal(urlOf(api), early)).toMatchObject({ status: 'graded', report: { score: 100 } });

    await worker.signal('SIGKILL');
    const late = await submit(urlOf(api));
    await start({ INTERLEAVE_ROLES: 'worker' });
    expect(await untilFinal(urlOf(api), late)).toMatchObject({ status: 'graded' });
  });

  it('of the api keeps the worker: it comes back to the same database', async () => {
    const api = await start({ INTERLEAVE_ROLES: 'api' });
    await start({ INTERLEAVE_ROLES: 'worker' });
    expect(await untilFinal(urlOf(api), await submit(urlOf(api)))).toMatchObject({ status: 'graded' });
    await api.signal('SIGKILL');
    const again = await start({ INTERLEAVE_ROLES: 'api' });
    services = [again, ...services.filter((service) => service !== again)];
    expect(await untilFinal(urlOf(again), await submit(urlOf(again)))).toMatchObject({ status: 'graded' });
  });
});

const programOf = (at: number) => `import time\ntime.sleep(1)\ntime.sleep(${at + 1} / 10)\n`;
