import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DraftRepository } from '../../src/authoring/draft.repository.js';
import { SolutionRunRepository } from '../../src/authoring/solution-run.repository.js';
import { SolutionWorkRepository } from '../../src/authoring/solution-work.repository.js';
import { templateFiles } from '../../src/authoring/template.js';
import { Catalogue } from '../../src/exercises/catalogue.js';
import { PrismaService } from '../../src/platform/prisma.service.js';
import { SolutionsProcessor } from '../../src/queue/solutions.processor.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { type GradeCall, graded, PretendGrader, sandboxFault } from '../support/pretend-grader.js';
import { anExercise } from '../support/runs.js';

const solutions = ['a.py', 'b.py', 'c.py'].map((name) => ({
  name,
  files: { [name]: 'pass\n' },
  failing: [],
  language: 'python' as const,
}));
const going = { throwIfAsked: () => undefined, signal: new AbortController().signal };

describe('a run of solutions', () => {
  let postgres: TestPostgres;
  let prisma: PrismaService;
  let runs: SolutionRunRepository;
  let work: SolutionWorkRepository;
  const [courseId, actorId] = [randomUUID(), randomUUID()];

  beforeAll(async () => {
    postgres = startPostgres();
    const databaseUrl = await postgres.createMigratedDatabase();
    prisma = new PrismaService(databaseUrl);
    runs = new SolutionRunRepository(prisma);
    work = new SolutionWorkRepository(prisma);
    const course = "INSERT INTO courses (id, title, time_zone, updated_at) VALUES ($1, '', 'UTC', now())";
    await query(databaseUrl, course, [courseId]);
    const person =
      "INSERT INTO people (id, name, email, updated_at) VALUES ($1, 'Ines', 'ines@example.org', now())";
    await query(databaseUrl, person, [actorId]);
  });
  afterAll(async () => {
    await prisma.onApplicationShutdown();
    await postgres.stop();
  });

  let made = 0;
  async function aRun() {
    made += 1;
    const slug = `tried-${made}`;
    const drafts = new DraftRepository(prisma, new Catalogue([]));
    const draft = await drafts.create({ actorId, courseId }, slug, templateFiles(slug, 'Tried'));
    const { id } = await runs.create(courseId, draft, anExercise(), solutions);
    return { id, draft, now: () => runs.get(courseId, slug, id) };
  }
  const gradedNames = (grader: PretendGrader) => grader.calls.map(({ submission }) => submission.entry);

  it('goes on where a worker was lost', async () => {
    const { id, now } = await aRun();
    const lost = new PretendGrader((call: GradeCall) => {
      if (call.submission.entry === 'b.py') throw new Error('killed');
      return graded(call);
    });
    await expect(new SolutionsProcessor(work, lost).process(id, going)).rejects.toThrow('killed');
    expect(await now()).toMatchObject({ status: 'working', results: [{ name: 'a.py', isAsExpected: true }] });
    expect(await work.findUnfinished(new Date(Date.now() + 1_000), null, 10)).toContain(id);

    const next = new PretendGrader();
    await new SolutionsProcessor(work, next).process(id, going);
    expect(gradedNames(next)).toEqual(['b.py', 'c.py']);
    const done = await now();
    expect(done.status).toBe('ready');
    expect(done.results.map(({ name }) => name).sort()).toEqual(['a.py', 'b.py', 'c.py']);
    await new SolutionsProcessor(work, next).process(id, going);
    expect(next.calls).toHaveLength(2);
  });

  it('is given up when every worker is lost with it, and another may follow', async () => {
    const { id, draft, now } = await aRun();
    const lost = new SolutionsProcessor(work, new PretendGrader(() => Promise.reject(new Error('killed'))));
    await expect(runs.create(courseId, draft, anExercise(), solutions)).rejects.toMatchObject({
      code: 'conflict',
    });
    for (let time = 0; time < 5; time += 1) await expect(lost.process(id, going)).rejects.toThrow('killed');
    await lost.process(id, going);
    expect(await now()).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('lost'),
      results: [],
    });
    expect((await runs.create(courseId, draft, anExercise(), solutions)).status).toBe('working');
  });

  it('says of a solution why it could not be graded', async () => {
    const { id, now } = await aRun();
    await new SolutionsProcessor(work, new PretendGrader(sandboxFault)).process(id, going);
    const { status, results } = await now();
    expect(status).toBe('ready');
    expect(results).toContainEqual(
      expect.objectContaining({ got: null, isAsExpected: false, message: 'no room' }),
    );
  });

  it('goes with its draft', async () => {
    const { id, draft } = await aRun();
    await new DraftRepository(prisma, new Catalogue([])).delete({ actorId, courseId }, draft.slug);
    const grader = new PretendGrader();
    await new SolutionsProcessor(work, grader).process(id, going);
    expect(grader.calls).toEqual([]);
  });
});
