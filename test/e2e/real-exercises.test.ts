import { join } from 'node:path';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exercisesDirectory } from '../../src/config/package-root.js';
import { readCatalogue } from '../../src/exercises/catalogue.js';
import { readSolutions, type Solution } from '../../src/exercises/solutions.js';
import { LocalGrader } from '../../src/queue/local-grader.js';
import type { Service } from '../../src/service.js';
import { submit, untilFinal } from '../support/api.js';
import { follow } from '../support/event-source.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { startTestService } from '../support/service.js';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.js';

/** One right and one wrong solution of every exercise in each language; all of them are in test/sandboxes/solutions.test.ts. */
const cases = readCatalogue(exercisesDirectory).exercises.flatMap((exercise) => {
  const solutions = readSolutions(join(exercisesDirectory, exercise.slug), exercise);
  return Object.keys(exercise.languages).flatMap((language) => {
    const own = solutions.filter((solution) => solution.language === language);
    const right = own.find(({ failing }) => failing.length === 0);
    const wrong = own.find(({ failing }) => failing.length > 0);
    return [right, wrong]
      .filter((solution): solution is Solution => solution !== undefined)
      .map((solution) => ({ exercise, solution, slug: exercise.slug, name: solution.name }));
  });
});

/** Real HTTP, queue, database, sandbox and checks: only the port is another one. */
describe('the exercises through the whole service', { timeout: 300_000 }, () => {
  let postgres: TestPostgres;
  let folder: TemporaryFolder;
  let service: Service;
  let url: string;

  beforeAll(async () => {
    postgres = startPostgres();
    folder = makeTemporaryFolder();
    service = await startTestService({
      databaseUrl: await postgres.createDatabase(),
      grader: new LocalGrader(folder.path),
      environment: { INTERLEAVE_EXERCISES: exercisesDirectory },
    });
    url = service.url ?? '';
  });
  afterAll(async () => {
    await service?.stop();
    await postgres?.stop();
    folder?.remove();
  });

  it.each(cases)('$slug: $name', async ({ exercise, solution }) => {
    const { language, files } = solution;
    const id = await submit(url, { exercise: exercise.slug, language, files });
    const events = await follow(url, id);
    const found = await untilFinal(url, id);
    await events.ended;
    expect(found).toMatchObject({ status: 'graded', error: null, exerciseVersion: exercise.version });
    expect(found.runs.map(({ scenario }) => scenario)).toEqual(exercise.scenarios.map(({ id }) => id));
    const { checks = [], score, maxScore } = found.report ?? {};
    const lacking = checks.filter(({ earned, points }) => earned < points).map((check) => check.id);
    expect(lacking.sort()).toEqual([...solution.failing].sort());
    expect(events.seen.at(-1)).toMatchObject({ event: 'graded', data: { score, maxScore } });

    const { body } = await request(url).get(`/api/v1/submissions/${id}/timeline`).expect(200);
    for (const run of body.runs) {
      expect(run.timeline.lanes[0]).toMatchObject({ id: 0, kind: 'main' });
      expect(run.timeline.spans.length).toBeGreaterThan(0);
    }
  });
});
