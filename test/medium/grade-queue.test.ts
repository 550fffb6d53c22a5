import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ExerciseLibrary } from '../../src/courses/exercise-library.js';
import { Catalogue } from '../../src/exercises/catalogue.js';
import { PrismaService } from '../../src/platform/prisma.service.js';
import { QueueBackend } from '../../src/platform/queue-backend.js';
import { GradeProcessor } from '../../src/queue/grade.processor.js';
import { GradeWorker } from '../../src/queue/grade.worker.js';
import { GradeQueue } from '../../src/queue/grade-queue.js';
import { LostWorkSweeper } from '../../src/queue/lost-work.sweeper.js';
import { GradingRepository } from '../../src/submissions/grading.repository.js';
import { SubmissionRepository } from '../../src/submissions/submission.repository.js';
import { eventually } from '../support/eventually.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { exerciseFault, graded, held, PretendGrader, sandboxFault } from '../support/pretend-grader.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { anExercise, aRun } from '../support/runs.js';

/** One suite for both servers of the queue: whatever a submission needs of it must hold on each. */
describe.each(['postgres', 'redis'] as const)('the grade queue on %s', (kind) => {
  let postgres: TestPostgres;
  let redis: TestRedis | null = null;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    postgres = startPostgres();
    redis = kind === 'redis' ? await startRedis() : null;
  });
  afterAll(async () => {
    await redis?.stop();
    await postgres?.stop();
  });

  const exercise = anExercise();
  let tests = 0;
  let prisma: PrismaService;
  let backend: QueueBackend;
  let queue: GradeQueue;
  let grading: GradingRepository;
  let submissions: SubmissionRepository;
  const workers: GradeWorker[] = [];

  beforeEach(async () => {
    const databaseUrl = await postgres.createMigratedDatabase();
    prisma = new PrismaService(databaseUrl);
    // Every test has a database of its own, and so a queue on Postgres; on Redis a numbered one.
    backend = new QueueBackend(databaseUrl, redis && `${redis.url}/${tests++}`);
    queue = new GradeQueue(backend);
    grading = new GradingRepository(prisma);
    submissions = new SubmissionRepository(prisma);
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.onModuleDestroy()));
    await queue.onApplicationShutdown();
    await prisma.onApplicationShutdown();
  });

  function startWorker(grader: PretendGrader, { drainMs = 30_000, concurrency = 2 } = {}): GradeWorker {
    const catalogue = new Catalogue([exercise]);
    const processor = new GradeProcessor(grading, catalogue, new ExerciseLibrary(catalogue, prisma), grader);
    const worker = new GradeWorker(backend, processor, { concurrency, drainMs });
    worker.onApplicationBootstrap();
    workers.push(worker);
    return worker;
  }

  async function stopWorker(worker: GradeWorker): Promise<void> {
    workers.splice(workers.indexOf(worker), 1);
    await worker.onModuleDestroy();
  }

  async function store(): Promise<string> {
    const { id } = await submissions.insert({
      id: randomUUID(),
      personId: null,
      assignmentId: null,
      exercise: exercise.slug,
      exerciseVersion: exercise.version,
      language: 'python',
      files: { 'main.py': 'pass\n' },
      bodyDigest: 'digest',
      idempotencyKey: null,
    });
    return id;
  }

  async function submit(): Promise<string> {
    const id = await store();
    await queue.enqueue(id);
    return id;
  }

  const get = async (id: string) => {
    const found = await submissions.find(id);
    if (!found) throw new Error(`There is no submission ${id}`);
    return found;
  };
  const until = (id: string, ...statuses: string[]) =>
    eventually(`submission ${id} is ${statuses.join(' or ')}`, async () => {
      const found = await get(id);
      return statuses.includes(found.status) ? found : null;
    });
  const untilFinal = (id: string) => until(id, 'graded', 'failed');
  const untilNoJob = (id: string) =>
    eventually(`submission ${id} has no job`, async () =>
      (await queue.lifeOf(id)) === 'absent' ? true : null,
    );

  it('grades what is enqueued, and stores report and runs', async () => {
    startWorker(new PretendGrader());
    const id = await submit();
    expect(await untilFinal(id)).toMatchObject({
      status: 'graded',
      error: null,
      report: { exercise: exercise.slug, score: 35, maxScore: 35 },
      runs: [{ scenario: 'as-asked', title: 'as asked', outcome: 'exited' }],
    });
    expect((await get(id)).gradedAt).toBeInstanceOf(Date);
    await untilNoJob(id);
  });

  it('takes up what was enqueued before there was a worker', async () => {
    const ids = [await submit(), await submit()];
    startWorker(new PretendGrader());
    for (const id of ids) expect(await untilFinal(id)).toMatchObject({ status: 'graded' });
  });

  it('makes one job of many enqueues', async () => {
    const id = await store();
    await Promise.all(Array.from({ length: 10 }, () => queue.enqueue(id)));
    expect(await queue.countWaiting()).toBe(1);
    const grader = new PretendGrader();
    startWorker(grader);
    await untilFinal(id);
    expect(grader.calls).toHaveLength(1);
  });

  it('changes nothing when a final submission is delivered again', async () => {
    const grader = new PretendGrader();
    startWorker(grader);
    const id = await submit();
    const first = await untilFinal(id);
    await untilNoJob(id);
    await queue.enqueue(id);
    await untilNoJob(id);
    expect(await get(id)).toEqual(first);
    expect(grader.calls).toHaveLength(1);
  });

  it('lets the first of two deliveries win', async () => {
    const id = await store();
    const { report, runs } = (await graded({
      exercise,
      submission: { language: 'python', files: {}, entry: 'main.py' },
      options: {},
    })) as Extract<Awaited<ReturnType<typeof graded>>, { kind: 'graded' }>;
    const titled = runs.map((run) => ({ ...run, title: 'as asked' }));
    const outcomes = await Promise.all([
      grading.finish(id, report, titled),
      grading.finish(id, { ...report, score: 1 }, titled),
      grading.fail(id, { code: 'internal-error', message: 'too late' }, titled),
    ]);
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect((await get(id)).runs).toHaveLength(1);
  });

  it('tries again after a fault of ours', async () => {
    let faults = 1;
    const grader = new PretendGrader((call) => {
      faults -= 1;
      return faults >= 0 ? sandboxFault(call) : graded(call);
    });
    startWorker(grader);
    const id = await submit();
    expect(await untilFinal(id)).toMatchObject({ status: 'graded', report: { score: 35 } });
    expect(grader.calls).toHaveLength(2);
  });

  it('tells the log why a report lacks hints, and of which submission it is', async () => {
    const logged = vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    startWorker(new PretendGrader(async (call) => ({ ...(await graded(call)), hintsFault: 'TypeError' })));
    const id = await submit();
    expect(await untilFinal(id)).toMatchObject({ status: 'graded', report: { score: 35 } });
    expect(logged.mock.calls).toEqual([[`Submission ${id} lacks hints: TypeError`]]);
    logged.mockRestore();
  });

  it('gives no score when a fault of ours stays', async () => {
    const grader = new PretendGrader(sandboxFault);
    startWorker(grader);
    const id = await submit();
    expect(await untilFinal(id)).toMatchObject({
      status: 'failed',
      report: null,
      gradedAt: null,
      error: { code: 'sandbox-fault', message: expect.stringContaining('mount') },
      runs: [{ outcome: 'sandbox-fault', fault: { step: 'mount', message: 'no room' } }],
    });
    expect(grader.calls).toHaveLength(3);
    await untilNoJob(id);
  });

  it('says nothing of an unexpected error to callers but that it was ours', async () => {
    startWorker(new PretendGrader(() => Promise.reject(new Error('secret detail'))));
    const id = await submit();
    const { error } = await untilFinal(id);
    expect(error).toMatchObject({ code: 'internal-error' });
    expect(error?.message).not.toContain('secret');
  });

  it('does not try again when the exercise is at fault', async () => {
    const grader = new PretendGrader(exerciseFault);
    startWorker(grader);
    const id = await submit();
    expect(await untilFinal(id)).toMatchObject({
      status: 'failed',
      report: null,
      error: { code: 'exercise-fault', message: expect.stringContaining('runs') },
    });
    expect(grader.calls).toHaveLength(1);
  });

  it('fails a submission whose exercise is gone, with no score', async () => {
    const { id } = await submissions.insert({
      id: randomUUID(),
      personId: null,
      assignmentId: null,
      exercise: 'long-gone',
      exerciseVersion: 1,
      language: 'python',
      files: { 'main.py': '' },
      bodyDigest: 'digest',
      idempotencyKey: null,
    });
    await queue.enqueue(id);
    startWorker(new PretendGrader());
    expect(await untilFinal(id)).toMatchObject({ status: 'failed', error: { code: 'exercise-changed' } });
  });

  it('passes over a job whose submission does not exist', async () => {
    const missing = randomUUID();
    await queue.enqueue(missing);
    startWorker(new PretendGrader());
    await untilNoJob(missing);
    expect(await untilFinal(await submit())).toMatchObject({ status: 'graded' });
  });

  it('finds a submission whose enqueue was lost', async () => {
    const lost = await store();
    const alive = await submit();
    const sweeper = new LostWorkSweeper(grading, queue);
    expect(await sweeper.sweep(new Date(Date.now() + 1000))).toBe(1);
    expect(await sweeper.sweep(new Date(Date.now() + 1000))).toBe(0);
    expect(await queue.countWaiting()).toBe(2);
    startWorker(new PretendGrader());
    expect(await untilFinal(lost)).toMatchObject({ status: 'graded' });
    expect(await untilFinal(alive)).toMatchObject({ status: 'graded' });
    expect(await sweeper.sweep(new Date(Date.now() + 1000))).toBe(0);
  });

  it('leaves alone what has just come in', async () => {
    await store();
    expect(await new LostWorkSweeper(grading, queue).sweep(new Date(Date.now() - 60_000))).toBe(0);
  });

  it('finishes what it has begun when it is asked to stop', async () => {
    const hold = held();
    const worker = startWorker(new PretendGrader(hold.behaviour));
    const id = await submit();
    await eventually('it is begun', async () => ((await deliveriesOf(id)) === 1 ? true : null));
    const stopped = stopWorker(worker);
    hold.go();
    await stopped;
    expect(await get(id)).toMatchObject({ status: 'graded' });
    expect(await deliveriesOf(id)).toBe(1);
  });

  it('hands back what takes too long when it is asked to stop, for another worker', async () => {
    const worker = startWorker(new PretendGrader(held().behaviour), { drainMs: 0 });
    const id = await submit();
    await eventually('it is begun', async () => ((await deliveriesOf(id)) === 1 ? true : null));
    await stopWorker(worker);
    expect(await get(id)).toMatchObject({ status: 'queued', error: null });
    expect(await queue.countWaiting()).toBe(1);
    startWorker(new PretendGrader());
    expect(await untilFinal(id)).toMatchObject({ status: 'graded' });
    expect(await deliveriesOf(id)).toBe(2);
  });

  it('shares the work of many between two workers, each once', async () => {
    const graders = [new PretendGrader(), new PretendGrader()];
    const ids = await Promise.all(Array.from({ length: 12 }, submit));
    for (const grader of graders) startWorker(grader);
    for (const id of ids) expect(await untilFinal(id)).toMatchObject({ status: 'graded' });
    expect(graders.flatMap(({ calls }) => calls)).toHaveLength(12);
  });

  it('stores what a program printed, whatever it is', async () => {
    const text = 'a\u0000b \ud800 \udc00 é 🧵 \u2028';
    const output = { lane: 0, stream: 'stdout' as const, atMs: 1.5, text };
    startWorker(
      new PretendGrader(
        async (call) => ({ ...(await graded(call)), runs: [aRun({}, { output: [output] })] }) as never,
      ),
    );
    const id = await submit();
    await untilFinal(id);
    expect((await submissions.findTimeline(id))?.[0]?.timeline.output).toEqual([output]);
  });

  async function deliveriesOf(id: string): Promise<number> {
    const row = await prisma.submission.findUniqueOrThrow({ where: { id }, select: { deliveries: true } });
    return row.deliveries;
  }
});
