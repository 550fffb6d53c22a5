import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.js';
import { findPending, migrate } from '../../src/platform/migrations.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';

describe('migrations', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = startPostgres();
  });
  afterAll(async () => {
    await postgres?.stop();
  });

  it('were made for the present schema', () => {
    const read = (name: string) => readFileSync(join(packageRoot, 'prisma', name), 'utf8');
    expect(read('schema.prisma'), 'npm run prisma:migration -- <name>').toBe(read('schema.migrated.prisma'));
  });

  it('are applied once, however many processes start together', async () => {
    const url = await postgres.createDatabase();
    expect(await findPending((sql) => query(url, sql))).not.toEqual([]);
    const applied = await Promise.all([migrate(url), migrate(url), migrate(url)]);
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
    expect(await findPending((sql) => query(url, sql))).toEqual([]);
    expect(await migrate(url)).toEqual([]);
  });
});
