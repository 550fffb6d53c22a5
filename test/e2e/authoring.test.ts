import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CourseExerciseView } from '../../src/authoring/course-exercise.schema.js';
import type { SolutionRunView } from '../../src/authoring/solution-run.schema.js';
import { LocalGrader } from '../../src/queue/local-grader.js';
import type { Service } from '../../src/service.js';
import { aCourse, anAssignment, aStudent, hoursFromNow, type TestCourse } from '../support/course.js';
import { eventually } from '../support/eventually.js';
import type { TestPerson } from '../support/people.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { startTestService } from '../support/service.js';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.js';
import { tutorialFiles } from '../support/tutorial.js';

/** Exercises that a course writes: by the tutorial of docs/authoring-exercises.md, with the real sandbox and real checks. */
describe('exercises of a course', { timeout: 120_000 }, () => {
  let postgres: TestPostgres;
  let folder: TemporaryFolder;
  let service: Service;
  let course: TestCourse;
  let other: TestCourse;

  beforeAll(async () => {
    postgres = startPostgres();
    folder = makeTemporaryFolder();
    const databaseUrl = await postgres.createMigratedDatabase();
    service = await startTestService({ databaseUrl, grader: new LocalGrader(folder.path) });
    const at = { url: service.url ?? '', databaseUrl };
    course = await aCourse(at);
    other = await aCourse(at, 'Another');
  });
  afterAll(async () => {
    await service?.stop();
    await postgres?.stop();
    folder?.remove();
  });

  const at = (path: string, of: TestCourse = course) => `/api/v1/courses/${of.id}/exercises${path}`;
  const get = (path: string, person: TestPerson = course.instructor) =>
    request(course.url).get(path).set('Cookie', person.cookie);
  const post = (path: string, body: object, person: TestPerson = course.instructor) =>
    request(course.url).post(path).set('Cookie', person.cookie).send(body);
  const change = (slug: string, revision: number, files: object[]) =>
    request(course.url)
      .patch(at(`/${slug}`))
      .set('Cookie', course.instructor.cookie)
      .send({ revision, files });
  const draftOf = async (slug: string) => (await get(at(`/${slug}`)).expect(200)).body as CourseExerciseView;
  const anExercise = async (slug: string) =>
    (await post(at(''), { slug, title: 'Two waits' }).expect(201)).body as CourseExerciseView;
  const publish = (slug: string, revision: number) => post(at(`/${slug}/versions`), { revision });
  const imported = (bytes: Buffer, query = '', of: TestCourse = course) =>
    request(of.url)
      .post(at(`/import${query}`, of))
      .set('Cookie', of.instructor.cookie)
      .set('Content-Type', 'application/zip')
      .send(bytes);
  const archiveOf = async (slug: string, query = '') =>
    (
      await get(at(`/${slug}/archive${query}`))
        .buffer(true)
        .parse(bytesOf)
        .expect(200)
    ).body as Buffer;

  async function runSolutions(slug: string, revision: number): Promise<SolutionRunView> {
    const { body } = await post(at(`/${slug}/solution-runs`), { revision }).expect(202);
    return eventually(`the solutions of ${slug} are run`, async () => {
      const { body: run } = await get(at(`/${slug}/solution-runs/${body.id}`)).expect(200);
      return run.status === 'working' ? null : (run as SolutionRunView);
    });
  }

  it('are made from nothing by the tutorial, given, and solved', async () => {
    await post(at(''), { slug: 'three-shops', title: 'The best of three prices' }).expect(201);
    const { body: draft } = await change('three-shops', 1, tutorialFiles()).expect(200);
    const { body: found } = await get(at('/three-shops/problems')).expect(200);
    expect(found).toEqual({ revision: 2, isPublishable: true, problems: [] });

    const run = await runSolutions('three-shops', draft.revision);
    expect(run).toMatchObject({ status: 'ready', message: null, revision: 2 });
    const table = run.solutions.map(({ name, expected, got }) => [name, expected, got]);
    const failing = ['runs', 'all-asked', 'together', 'best-price'];
    expect(table).toEqual([
      ['right-threads.py', [], []],
      ['wrong-gives-up.py', failing, failing],
      ['wrong-one-after-the-other.py', ['together'], ['together']],
    ]);
    expect(run.solutions[2]?.checks.find(({ id }) => id === 'together')).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('3 requests, 1.9'),
    });

    const { body: version } = await publish('three-shops', draft.revision).expect(201);
    expect(version).toMatchObject({ version: 1 });
    const assignment = await anAssignment(course, { exercise: 'three-shops', title: 'Best price' });
    const student = await aStudent(course);
    const { body: seen } = await get('/api/v1/exercises/three-shops?version=1', student).expect(200);
    expect(seen).toMatchObject({ title: 'The best of three prices', maxScore: 100 });
    expect(JSON.stringify(seen)).not.toMatch(/expect|afterRuns|1190/);

    const right = tutorialFiles().find(({ path }) => path.endsWith('right-threads.py'))?.text ?? '';
    const { body: accepted } = await post(
      '/api/v1/submissions',
      { assignment: assignment.id, language: 'python', files: { 'main.py': right } },
      student,
    ).expect(202);
    const graded = await eventually('it is graded', async () => {
      const { body } = await get(`/api/v1/submissions/${accepted.id}`, student).expect(200);
      return body.status === 'graded' ? body : null;
    });
    expect(graded.report).toMatchObject({ exercise: 'three-shops', version: 1, score: 100 });
  });

  it('are known by file and line for what is wrong with them, and not published so', async () => {
    const { files } = await anExercise('with-faults');
    const text = (path: string) => files.find((file) => file.path === path)?.text ?? '';
    await change('with-faults', 1, [
      { path: 'exercise.yaml', text: text('exercise.yaml').replace('points: 90', 'points: many') },
      { path: 'checks.ts', text: text('checks.ts').replace('passed(seen)', 'passed(waits)') },
      { path: 'solutions/right-threads.py', text: 'import threading\n' },
      { path: 'starter.py', text: null },
    ]).expect(200);
    const { body } = await get(at('/with-faults/problems')).expect(200);
    expect(body.isPublishable).toBe(false);
    expect(body.problems).toEqual([
      expect.objectContaining({ severity: 'error', file: 'exercise.yaml', line: 13, column: 20 }),
      expect.objectContaining({ severity: 'warning', file: 'checks.ts', line: 10, column: 18 }),
    ]);
    expect(body.problems[0].field).toBe('checks[1].points');
    expect(body.problems[1].message).toContain("'Measure' is not assignable to parameter of type 'string'");
    await change('with-faults', 2, [{ path: 'exercise.yaml', text: text('exercise.yaml') }]).expect(200);
    const { body: problem } = await publish('with-faults', 3).expect(422);
    expect(problem).toMatchObject({ code: 'invalid-exercise' });
    expect(problem.errors.map(({ message }: { message: string }) => message)).toEqual([
      'starter.py: the file is missing',
    ]);
    await change('with-faults', 3, [{ path: 'starter.py', text: 'pass\n' }]).expect(200);
    const { body: unlabelled } = await publish('with-faults', 4).expect(422);
    expect(unlabelled.detail).toMatch(/^solutions\/right-threads\.py:1:1: the first line must be/);
  });

  it('are written with help, of which nothing is stored', async () => {
    const text =
      "import type { Checks } from 'interleave/checks';\nexport const checks: Checks = { runs: (e) => e. };\n";
    const place = { file: 'checks.ts', text, offset: text.indexOf('e. ') + 2 };
    const { body: offered } = await post(at('/completions'), place).expect(200);
    expect(offered).toMatchObject({ from: place.offset });
    expect(offered.items).toContainEqual({ label: 'runs', kind: 'property', origin: 'near' });
    const { body: said } = await post(at('/descriptions'), { ...place, name: 'runs' }).expect(200);
    expect(said.description).toMatchObject({ signature: 'Evidence.runs: readonly Run[]', edits: [] });
    expect(said.description.documentation).toMatch(/^One per scenario/);

    const yaml = { file: 'exercise.yaml', text: 'scenarios:\n  - or', offset: 17 };
    const { body: keys } = await post(at('/completions'), yaml).expect(200);
    expect(keys.items).toContainEqual({ label: 'order', kind: 'property', origin: 'near' });
    const { body: unknown } = await post(at('/descriptions'), { ...yaml, file: 'statement.md' }).expect(200);
    expect(unknown).toEqual({ description: null });
    const { body: problem } = await post(at('/completions'), { ...yaml, offset: 18 }).expect(422);
    expect(problem).toMatchObject({ code: 'bad-field', errors: [{ field: 'offset' }] });
  });

  it('have versions that never change, whatever becomes of the draft', async () => {
    const { files } = await anExercise('versioned');
    await publish('versioned', 1).expect(201);
    const assignment = await anAssignment(course, { exercise: 'versioned' });
    expect(assignment.exerciseVersion).toBe(1);
    const draft = await draftOf('versioned');
    expect(draft).toMatchObject({ revision: 2, versions: [{ version: 1 }] });
    await publish('versioned', 2).expect(409);
    await change('versioned', 2, [{ path: 'statement.md', text: '# Otherwise\n' }]).expect(200);
    const { body: second } = await publish('versioned', 3).expect(201);
    expect(second).toMatchObject({ version: 2 });
    expect((await draftOf('versioned')).files.find(({ path }) => path === 'exercise.yaml')?.text).toMatch(
      /^version: 2$/m,
    );
    const statement = async (version: number) =>
      (await get(`/api/v1/exercises/versioned?version=${version}`).expect(200)).body.statement;
    expect(await statement(1)).toBe(files.find(({ path }) => path === 'statement.md')?.text);
    expect(await statement(2)).toBe('# Otherwise\n');
    const remove = request(course.url).delete(at('/versioned')).set('Cookie', course.instructor.cookie);
    expect((await remove.expect(409)).body.code).toBe('in-use');
  });

  it('do not exist for other courses, nor for students before they are given', async () => {
    const { revision } = await anExercise('hidden');
    const student = await aStudent(course);
    await publish('hidden', revision).expect(201);
    const path = '/api/v1/exercises/hidden?version=1';
    await request(course.url).get(path).expect(404);
    await get(path, student).expect(404);
    await get(path, other.instructor).expect(404);
    await get(path).expect(200);
    await get('/api/v1/exercises/hidden').expect(404);
    const { body: list } = await request(course.url).get('/api/v1/exercises').expect(200);
    expect(list.items.map(({ slug }: { slug: string }) => slug)).toEqual(['two-sleeps']);

    const { id: laterId } = await anAssignment(course, {
      exercise: 'hidden',
      opensAt: hoursFromNow(1),
      dueAt: hoursFromNow(2),
    });
    await get(path, student).expect(404);
    await request(course.url)
      .patch(`/api/v1/courses/${course.id}/assignments/${laterId}`)
      .set('Cookie', course.instructor.cookie)
      .send({ opensAt: hoursFromNow(-1) })
      .expect(200);
    await get(path, student).expect(200);

    const elsewhere = {
      title: 'Theirs',
      exercise: 'hidden',
      opensAt: hoursFromNow(-1),
      dueAt: hoursFromNow(1),
    };
    const { body } = await post(
      `/api/v1/courses/${other.id}/assignments`,
      { ...elsewhere, points: 1 },
      other.instructor,
    ).expect(422);
    expect(body.code).toBe('unknown-exercise');
    await get(at('/hidden', other), other.instructor).expect(404);
    const practice = { exercise: 'hidden', language: 'python', files: { 'main.py': 'pass\n' } };
    await post('/api/v1/submissions', practice, student).expect(422);
  });

  it.each([
    ['of the catalogue', 'two-sleeps'],
    ['of this course', 'taken'],
  ])('take no name %s', async (_, slug) => {
    await post(at(''), { slug: 'taken', title: 'Taken' });
    const { body } = await post(at('', other), { slug, title: 'Mine' }, other.instructor).expect(409);
    expect(body).toMatchObject({ code: 'name-taken', errors: [{ field: 'slug' }] });
  });

  it('begin as copies of others', async () => {
    const { body } = await post(at(''), { slug: 'copied', title: 'My own', copyOf: 'two-sleeps' }).expect(
      201,
    );
    const yaml = body.files.find(({ path }: { path: string }) => path === 'exercise.yaml').text;
    expect(yaml).toMatch(/^slug: copied\nversion: 1\ntitle: My own\n/);
    expect(yaml).toContain('- {id: plain, title: "as it is", seed: 1}');
    expect((await get(at('/copied/problems')).expect(200)).body.problems).toEqual([]);
    await post(at(''), { slug: 'copied-too', title: 'None', copyOf: 'no-such' }).expect(422);
  });

  it('notice that somebody else has changed them', async () => {
    await anExercise('shared');
    await change('shared', 1, [{ path: 'notes.md', text: 'first' }]).expect(200);
    const { body } = await change('shared', 1, [{ path: 'notes.md', text: 'second' }]).expect(409);
    expect(body).toMatchObject({ code: 'conflict', errors: [{ field: 'revision' }] });
    await publish('shared', 1).expect(409);
    expect((await draftOf('shared')).files.find(({ path }) => path === 'notes.md')?.text).toBe('first');
  });

  it.each([
    ['a path that leads out', { path: '../x', text: '' }, 'files.../x'],
    ['bytes that no text has', { path: 'x.md', text: 'a\0b' }, 'files.x.md'],
    ['too much', { path: 'x.md', text: 'x'.repeat(256 * 1024 + 1) }, 'files.0.text'],
  ])('refuse %s', async (_, file, field) => {
    const slug = `refusing-${Math.abs(field.length * 31 + file.text.length)}`;
    await anExercise(slug);
    const { body } = await change(slug, 1, [file]).expect(422);
    expect(body).toMatchObject({ code: 'bad-field', errors: [{ field }] });
  });

  it('leave and come back as the folder that they are', async () => {
    const { files, revision } = await anExercise('travelling');
    await publish('travelling', revision).expect(201);
    const bytes = await archiveOf('travelling');
    expect(await archiveOf('travelling', '?version=1')).toEqual(bytes);
    expect((await imported(bytes).expect(409)).body.code).toBe('name-taken');
    await change('travelling', 2, [{ path: 'statement.md', text: '# Otherwise\n' }]).expect(200);
    const { body } = await imported(bytes, '?revision=3').expect(201);
    expect(body).toMatchObject({ revision: 4, files });
    expect((await imported(Buffer.from('no zip')).expect(422)).body.code).toBe('bad-archive');
    await imported(Buffer.alloc(1024 * 1024 + 1)).expect(413);
    await post(at('/import'), {}).expect(415);
  });

  it('go with their course', async () => {
    const made = await aCourse(course, 'Short-lived');
    await post(at('', made), { slug: 'short-lived', title: 'Short' }, made.instructor).expect(201);
    await post(at('/short-lived/versions', made), { revision: 1 }, made.instructor).expect(201);
    await anAssignment(made, { exercise: 'short-lived' });
    await request(course.url)
      .delete(`/api/v1/courses/${made.id}`)
      .set('Cookie', made.instructor.cookie)
      .expect(204);
    await anExercise('short-lived');
  });
});

function bytesOf(response: request.Response, done: (error: Error | null, bytes: Buffer) => void): void {
  const stream = response as unknown as NodeJS.ReadableStream;
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => done(null, Buffer.concat(chunks)));
}
