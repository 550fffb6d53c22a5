import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ExerciseLibrary } from '../../src/courses/exercise-library.js';
import { Catalogue, readCatalogue } from '../../src/exercises/catalogue.js';
import type { Exercise } from '../../src/grading/exercise.js';
import { PrismaService } from '../../src/platform/prisma.service.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { testExercises } from '../support/service.js';

const [twoSleeps] = readCatalogue(testExercises).exercises;
const aVersion = (version: number, changes: Partial<Exercise> = {}): Exercise => ({
  ...(twoSleeps as Exercise),
  version,
  ...changes,
});

describe('the library of exercises', () => {
  let postgres: TestPostgres;
  let databaseUrl: string;
  let prisma: PrismaService;
  const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);

  beforeAll(async () => {
    postgres = startPostgres();
  });
  beforeEach(async () => {
    warn.mockClear();
    databaseUrl = await postgres.createMigratedDatabase();
    prisma = new PrismaService(databaseUrl);
  });
  afterEach(() => prisma.onApplicationShutdown());
  afterAll(() => postgres?.stop());

  /** What a start with these exercises in the catalogue makes of it. */
  async function start(...exercises: Exercise[]): Promise<ExerciseLibrary> {
    const library = new ExerciseLibrary(new Catalogue(exercises), prisma);
    await library.onModuleInit();
    return library;
  }

  async function giveInCourse(version: number): Promise<void> {
    const courseId = randomUUID();
    await query(
      databaseUrl,
      `INSERT INTO courses (id, title, time_zone, updated_at) VALUES ($1, '', 'UTC', now())`,
      [courseId],
    );
    await query(
      databaseUrl,
      `INSERT INTO assignments (id, course_id, exercise, exercise_version, title, position, opens_at, due_at, closes_at,
        points, updated_at) VALUES ($1, $2, 'two-sleeps', $3, '', 1, now(), now(), now(), 1, now())`,
      [randomUUID(), courseId, version],
    );
  }

  it('gives back what was in the catalogue, also when that has another version', async () => {
    await start(aVersion(3));
    const library = await start(aVersion(4));
    expect(await library.find('two-sleeps', 3)).toEqual(aVersion(3));
    expect(await library.newest('two-sleeps')).toEqual(aVersion(4));
    expect(await library.versions('two-sleeps', randomUUID())).toEqual([4, 3]);
    expect(await library.find('two-sleeps', 5)).toBeNull();
    expect(await library.newest('no-such')).toBeNull();
    expect(warn).not.toHaveBeenCalled();
  });

  it('is filled by many that start at once', async () => {
    const starts = Array.from({ length: 6 }, () => start(aVersion(3), aVersion(1, { slug: 'another' })));
    const libraries = await Promise.all(starts);
    expect(await libraries[0]?.versions('two-sleeps', randomUUID())).toEqual([3]);
    expect(warn).not.toHaveBeenCalled();
  });

  it('takes a changed exercise under the same version while nobody uses it', async () => {
    await start(aVersion(3));
    const library = await start(aVersion(3, { title: 'Changed' }));
    expect((await library.find('two-sleeps', 3))?.title).toBe('Changed');
    expect(warn).not.toHaveBeenCalled();
  });

  it('keeps what an assignment uses, and says so', async () => {
    await start(aVersion(3));
    await giveInCourse(3);
    const library = await start(aVersion(3, { title: 'Changed' }));
    expect((await library.find('two-sleeps', 3))?.title).toBe(twoSleeps?.title);
    expect(warn).toHaveBeenCalledWith(expect.stringMatching(/"two-sleeps".*version 3/));
  });
});
