import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Exercise } from '../../src/grading/exercise.js';
import { PrismaService } from '../../src/platform/prisma.service.js';
import type { Service } from '../../src/service.js';
import { ComparisonStopped, compare, defaultComparisonLimits } from '../../src/similarity/comparison.js';
import type { SimilarityReportView, SimilarPairView } from '../../src/similarity/similarity.schema.js';
import { aCourse, anAssignment, aStudent, type TestCourse } from '../support/course.js';
import { eventually } from '../support/eventually.js';
import { handIn, storeVersion } from '../support/handed-in.js';
import { enrol, signedInPerson } from '../support/people.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { startTestService } from '../support/service.js';

const threads = `def worker(number, results):
    time.sleep(number)
    results.append(number)

results = []
threads = [threading.Thread(target=worker, args=(n, results)) for n in range(5)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(results))
`;
const disguised = threads
  .replaceAll('results', 'found')
  .replaceAll('worker', 'nap')
  .replaceAll('number', 'k');
const pool = `class Square:
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, number):
        return self.factor * number ** 2

if __name__ == "__main__":
    with Pool(4) as pool:
        total = 0
        for value in pool.imap_unordered(Square(3), range(100), chunksize=25):
            total += value
        print(f"{total:,}" if total > 10 else "none")
`;
const starter = `import argparse
import time

def read_arguments():
    parser = argparse.ArgumentParser(description="Measures how long it takes")
    parser.add_argument("--seconds", type=float, default=1.0, help="of each sleep")
    parser.add_argument("--times", type=int, default=2)
    return parser.parse_args()

def measured(work):
    begun = time.monotonic()
    work()
    return time.monotonic() - begun
`;

describe('similarity', () => {
  let postgres: TestPostgres;
  let service: Service;
  let prisma: PrismaService;
  let databaseUrl: string;
  let course: TestCourse;
  let exercise: Exercise;
  let assignmentId: string;

  beforeAll(async () => {
    postgres = startPostgres();
    databaseUrl = await postgres.createMigratedDatabase();
    service = await startTestService({ databaseUrl });
    prisma = new PrismaService(databaseUrl);
    const stored = await prisma.exerciseVersion.findFirstOrThrow({ where: { slug: 'two-sleeps' } });
    exercise = {
      ...(stored.definition as unknown as Exercise),
      version: 4,
      languages: { python: { starter: [{ name: 'main.py', text: starter }], required: [] } },
    };
    await storeVersion(prisma, exercise);
  });
  afterAll(async () => {
    await service?.stop();
    await prisma?.onApplicationShutdown();
    await postgres?.stop();
  });
  beforeEach(async () => {
    course = await aCourse({ url: service.url ?? '', databaseUrl });
    assignmentId = (await anAssignment(course, { exerciseVersion: 4 })).id;
  });

  const api = (method: 'get' | 'post', rest: string) =>
    request(course.url)
      [method](`/api/v1/courses/${course.id}${rest}`)
      .set('Cookie', course.instructor.cookie);

  /** By name, who hands in what; later ones are later attempts. */
  async function student(name: string, ...texts: string[]): Promise<string> {
    const { id: personId, enrolmentId } = await aStudent(course, name);
    let last = '';
    for (const [at, text] of texts.entries()) {
      last = await handIn(prisma, {
        ...{ assignmentId, enrolmentId, personId, exercise, text },
        ...{ score: 10, attempt: at + 1 },
      });
    }
    return last;
  }

  async function compared(body: object = {}): Promise<SimilarityReportView> {
    const { body: made } = await api('post', `/assignments/${assignmentId}/similarity`)
      .send(body)
      .expect(202);
    expect(made).toMatchObject({ status: 'working', assignment: { id: assignmentId } });
    return eventually('the comparison is done', async () => {
      const { body: report } = await api('get', `/similarity/${made.id}`).expect(200);
      return report.status === 'working' ? null : (report as SimilarityReportView);
    });
  }
  const namesOf = (members: SimilarityReportView['groups'][number]['members']) =>
    members.map(({ person }) => person?.name).sort();

  it('finds who is alike, and shows the lines', async () => {
    const ada = await student('Ada', threads);
    const bob = await student('Bob', disguised);
    await student('Cyd', pool);
    const report = await compared();
    expect(report).toMatchObject({
      status: 'ready',
      threshold: 0.7,
      compared: 3,
      pairCount: 1,
      message: null,
    });
    expect(report.groups.map(({ members }) => namesOf(members))).toEqual([['Ada', 'Bob']]);
    expect(report.pairs).toMatchObject([{ similarity: 1, longest: expect.any(Number) }]);
    expect(report.nextCursor).toBeNull();

    const { body } = await api('get', `/similarity/${report.id}/pairs/${bob}/${ada}`).expect(200);
    const pair = body as SimilarPairView;
    expect([pair.left.submissionId, pair.right.submissionId].sort()).toEqual([ada, bob].sort());
    const ofAda = pair.left.submissionId === ada ? pair.left : pair.right;
    expect(ofAda.files).toEqual({ 'main.py': threads });
    const [fragment] = pair.fragments;
    expect(fragment?.left).toEqual(fragment?.right);
    expect(fragment?.left.to).toBeGreaterThan(8);
  });

  it('compares the newest program of each student, and of students only', async () => {
    await student('Ada', threads, pool);
    await student('Bob', threads);
    const tutor = await signedInPerson(course, { name: 'Tim' });
    const enrolmentId = await enrol(databaseUrl, course.id, tutor.id, 'assistant');
    await handIn(prisma, {
      ...{ assignmentId, enrolmentId, personId: tutor.id, exercise },
      ...{ text: threads, score: 10 },
    });
    expect(await compared()).toMatchObject({ compared: 2, pairCount: 0, groups: [], pairs: [] });
  });

  it('ignores what everybody was given', async () => {
    await student('Ada', `${starter}\n${threads}`);
    await student('Bob', `${starter}\n${pool}`);
    expect(await compared({ threshold: 0.3 })).toMatchObject({ compared: 2, pairCount: 0 });
  });

  it('compares programs that are no Python', async () => {
    const broken = threads.replace('results = []', 'results = [').replace('join()', 'join(');
    await student('Ada', broken);
    await student('Bob', broken.replaceAll('thread', 'strand'));
    await student('Cyd', '');
    expect(await compared()).toMatchObject({ status: 'ready', compared: 3, pairCount: 1 });
  });

  it('pages through pairs, and keeps groups apart', async () => {
    for (const name of ['Ada', 'Bob', 'Cyd', 'Dan']) await student(name, threads);
    for (const name of ['Eve', 'Fay']) await student(name, pool);
    const report = await compared({ threshold: 0.9 });
    expect(report.pairCount).toBe(6 + 1);
    expect(report.groups.map(({ members }) => members.length)).toEqual([4, 2]);
    const { body: first } = await api('get', `/similarity/${report.id}?limit=5`).expect(200);
    const next = `/similarity/${report.id}?limit=5&cursor=${first.nextCursor}`;
    const { body: second } = await api('get', next).expect(200);
    const keys = [...first.pairs, ...second.pairs].map(
      ({ left, right }) => `${left.submissionId} ${right.submissionId}`,
    );
    expect(new Set(keys).size).toBe(7);
    expect(second.nextCursor).toBeNull();
    await api('get', `/similarity/${report.id}?cursor=nonsense`).expect(400);
  });

  it('is found again when its job was lost', async () => {
    await student('Ada', threads);
    const { id } = await prisma.similarityReport.create({
      data: { id: randomUUID(), assignmentId, threshold: 0.7, createdAt: new Date(Date.now() - 60_000) },
    });
    await eventually('it is done', async () => {
      const { body } = await api('get', `/similarity/${id}`).expect(200);
      return body.status === 'ready' ? body : null;
    });
    const { body } = await api('get', `/assignments/${assignmentId}/similarity`).expect(200);
    expect(body.items.map((item: { id: string }) => item.id)).toEqual([id]);
  });

  it('keeps to its course, and to people who teach', async () => {
    await student('Ada', threads);
    const report = await compared();
    const other = await aCourse({ url: course.url, databaseUrl }, 'Processes');
    const student_ = await aStudent(course, 'Eve');
    for (const rest of [`/similarity/${report.id}`, `/assignments/${assignmentId}/similarity`]) {
      const of = (id: string, cookie: string) =>
        request(course.url).get(`/api/v1/courses/${id}${rest}`).set('Cookie', cookie);
      await of(other.id, other.instructor.cookie).expect(404);
      await of(course.id, student_.cookie).expect(403);
    }
    await api('get', '/similarity/no-uuid').expect(404);
    await api('get', `/similarity/${report.id}/pairs/${randomUUID()}/${randomUUID()}`).expect(404);
    await api('post', `/assignments/${randomUUID()}/similarity`).send({}).expect(404);
    await api('post', `/assignments/${assignmentId}/similarity`).send({ threshold: 2 }).expect(422);
  });
});

describe('a comparison', () => {
  async function* many() {
    for (let at = 0; ; at += 1) yield [{ id: `${at}`, files: { 'main.py': pool } }];
  }
  const of = (limits: object, signal = new AbortController().signal) =>
    compare({ starter: [], programs: many(), threshold: 0.5 }, signal, {
      ...defaultComparisonLimits,
      ...limits,
    });

  it('is stopped when it takes too long', async () => {
    await expect(of({ timeMs: 2_000 })).rejects.toThrow(ComparisonStopped);
  });

  it('lets go when it is told to', async () => {
    const controller = new AbortController();
    const comparison = of({}, controller.signal);
    controller.abort(new Error('The worker is stopping'));
    await expect(comparison).rejects.toThrow('The worker is stopping');
  });
});
