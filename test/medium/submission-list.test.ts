import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cursor } from '../../src/platform/cursor.js';
import { PrismaService } from '../../src/platform/prisma.service.js';
import { SubmissionRepository } from '../../src/submissions/submission.repository.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';

describe('the list of submissions', () => {
  let postgres: TestPostgres;
  let prisma: PrismaService;
  let databaseUrl: string;
  let submissions: SubmissionRepository;

  beforeAll(async () => {
    postgres = startPostgres();
    databaseUrl = await postgres.createMigratedDatabase();
    prisma = new PrismaService(databaseUrl);
    submissions = new SubmissionRepository(prisma);
  });
  afterAll(async () => {
    await prisma?.onApplicationShutdown();
    await postgres?.stop();
  });

  async function insert(exercise: string, personId: string | null = null): Promise<string> {
    const id = randomUUID();
    const body = { exerciseVersion: 1, language: 'python', files: {}, bodyDigest: '', idempotencyKey: null };
    await submissions.insert({ id, personId, assignmentId: null, exercise, ...body });
    return id;
  }

  async function readAll(exercise: string, limit: number): Promise<string[]> {
    const ids: string[] = [];
    let after: Cursor | null = null;
    for (;;) {
      const page: Awaited<ReturnType<SubmissionRepository['list']>> = await submissions.list({
        personId: null,
        assignmentId: null,
        exercise,
        after,
        limit,
      });
      ids.push(...page.items.map(({ id }) => id));
      after = page.items.at(-1) ?? null;
      if (!page.hasMore) return ids;
    }
  }

  it('has every one exactly once over all pages, newest first, also of the same millisecond', async () => {
    const inserted: string[] = [];
    for (let count = 0; count < 9; count += 1) inserted.push(await insert('paged'));
    await query(
      databaseUrl,
      `UPDATE submissions SET created_at = '2026-01-01T00:00:00Z'::timestamptz + (mod(rank, 3) * interval '1 s')
        FROM (SELECT id AS ranked, row_number() OVER (ORDER BY id) AS rank FROM submissions) AS ranks WHERE id = ranked`,
    );
    const expected = await query<{ id: string }>(
      databaseUrl,
      `SELECT id FROM submissions WHERE exercise = 'paged' ORDER BY created_at DESC, id DESC`,
    );
    for (const limit of [1, 2, 4, 9, 100]) {
      expect(await readAll('paged', limit)).toEqual(expected.map(({ id }) => id));
    }
  });

  it('does not shift while new ones come in', async () => {
    const first = [await insert('moving'), await insert('moving'), await insert('moving')];
    const page = await submissions.list({
      personId: null,
      assignmentId: null,
      exercise: 'moving',
      after: null,
      limit: 2,
    });
    await insert('moving');
    const rest = await submissions.list({
      personId: null,
      assignmentId: null,
      exercise: 'moving',
      after: page.items.at(-1) ?? null,
      limit: 2,
    });
    expect([...page.items, ...rest.items].map(({ id }) => id).sort()).toEqual([...first].sort());
    expect(rest.hasMore).toBe(false);
  });

  it('holds only those of the exercise asked for', async () => {
    const mine = await insert('mine');
    await insert('other');
    expect(
      (
        await submissions.list({
          personId: null,
          assignmentId: null,
          exercise: 'mine',
          after: null,
          limit: 10,
        })
      ).items.map(({ id }) => id),
    ).toEqual([mine]);
    expect(
      (
        await submissions.list({
          personId: null,
          assignmentId: null,
          exercise: 'nobody',
          after: null,
          limit: 10,
        })
      ).items,
    ).toEqual([]);
  });
});
