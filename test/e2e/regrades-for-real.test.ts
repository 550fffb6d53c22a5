import request from 'supertest';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Exercise } from '../../src/grading/exercise.js';
import { PrismaService } from '../../src/platform/prisma.service.js';
import type { RegradeView } from '../../src/regrades/regrade.schema.js';
import { aCourse, anAssignment, aStudent, type TestCourse } from '../support/course.js';
import { eventually } from '../support/eventually.js';
import { handIn, storeVersion } from '../support/handed-in.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { aRun, aSleep } from '../support/runs.js';
import { type ServiceProcess, startServiceProcess } from '../support/service-process.js';

/** Only how long to hang on a busy machine: nothing here depends on time. */
const patienceMs = 400_000;

/** The compiled service, with the process that runs checks and the real sandbox. */
describe('regrading with real checks and programs', { timeout: patienceMs }, () => {
  let postgres: TestPostgres;
  let databaseUrl: string;
  let prisma: PrismaService;
  let services: ServiceProcess[];
  let course: TestCourse;
  let assignmentId: string;
  let third: Exercise;

  beforeAll(async () => {
    postgres = startPostgres();
  });
  afterAll(async () => {
    await postgres?.stop();
  });
  beforeEach(async () => {
    databaseUrl = await postgres.createMigratedDatabase();
    prisma = new PrismaService(databaseUrl);
    services = [];
    const { url } = await start();
    course = await aCourse({ url: url ?? '', databaseUrl });
    assignmentId = (await anAssignment(course, { exerciseVersion: 3 })).id;
    const stored = await prisma.exerciseVersion.findFirstOrThrow({ where: { slug: 'two-sleeps' } });
    third = stored.definition as unknown as Exercise;
    const checksSource = third.checksSource
      .replaceAll('=== 2', '=== 3')
      .replaceAll('Two sleeps', 'Three sleeps');
    expect(checksSource).not.toBe(third.checksSource);
    await storeVersion(prisma, { ...third, version: 4, checksSource });
  }, patienceMs);
  afterEach(async () => {
    for (const service of services) await service.signal('SIGTERM');
    await prisma?.onApplicationShutdown();
  }, patienceMs);

  async function start(): Promise<ServiceProcess> {
    const service = await startServiceProcess({ DATABASE_URL: databaseUrl });
    services.push(service);
    return service;
  }

  async function student(sleeps: number, score: number): Promise<string> {
    const { id: personId, enrolmentId } = await aStudent(course);
    const spans = Array.from({ length: sleeps }, (_, at) => aSleep(0, at * 100, at * 100 + 100));
    return handIn(prisma, {
      ...{ assignmentId, enrolmentId, personId, exercise: third, score },
      text: `import time\n${'time.sleep(0.1)\n'.repeat(sleeps)}`,
      runs: third.scenarios.map(({ id }) => aRun({ scenario: id }, { spans })),
    });
  }

  const at = (service: ServiceProcess, method: 'get' | 'post', rest = '') =>
    request(service.url ?? '')
      [method](`/api/v1/courses/${course.id}/regrades${rest}`)
      .set('Cookie', course.instructor.cookie);
  async function create(service: ServiceProcess, mode: 'rescore' | 'rerun'): Promise<string> {
    const body = {
      assignment: assignmentId,
      exerciseVersion: 4,
      mode,
      reason: 'It should sleep three times',
    };
    return (await at(service, 'post').send(body).expect(202)).body.id;
  }
  const regrade = async (service: ServiceProcess, id: string) =>
    (await at(service, 'get', `/${id}`).expect(200)).body as RegradeView;
  const untilReady = (service: ServiceProcess, id: string) =>
    eventually('the set is ready', async () => {
      const found = await regrade(service, id);
      return found.status === 'ready' ? found : null;
    });

  it('judges stored runs by the checks of another version', async () => {
    const [service] = services as [ServiceProcess];
    const two = await student(2, 100);
    const three = await student(3, 10);
    const id = await create(service, 'rescore');
    expect((await untilReady(service, id)).counts).toMatchObject({ done: 2, gain: 1, lose: 1, same: 0 });
    await at(service, 'post', `/${id}/apply`).expect(200);
    const scores = await prisma.submission.findMany({
      select: { id: true, score: true, exerciseVersion: true },
    });
    expect(new Map(scores.map((row) => [row.id, [row.score, row.exerciseVersion]]))).toEqual(
      new Map([
        [two, [10, 4]],
        [three, [100, 4]],
      ]),
    );
  });

  it('after kill -9 runs the rest again, each once', async () => {
    const [first] = services as [ServiceProcess];
    const count = 12;
    for (let each = 0; each < count; each += 1) await student(each % 2 === 0 ? 2 : 3, 50);
    const id = await create(first, 'rerun');
    await eventually('some are done and some are not', async () => {
      const { counts } = await regrade(first, id);
      return counts.done > 0 && counts.waiting > 0 ? counts : null;
    });
    await first.signal('SIGKILL');
    const second = await start();
    const { counts } = await untilReady(second, id);
    expect(counts).toMatchObject({ total: count, done: count, gain: count / 2, lose: count / 2 });
    await at(second, 'post', `/${id}/apply`).expect(200);
    const runs = await prisma.run.groupBy({ by: ['submissionId'], _count: true });
    expect(runs.map(({ _count }) => _count)).toEqual(Array.from({ length: count }, () => 2));
    expect(await prisma.grade.count({ where: { points: 20 } })).toBe(count / 2);
  });
});
