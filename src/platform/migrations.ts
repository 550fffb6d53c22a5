import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MigrationList } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { packageRoot } from '../config/package-root.js';
import { withSchemaEngine } from './schema-engine.js';

const migrationsDirectory = join(packageRoot, 'prisma/migrations');
export const noFilters = { externalTables: [], externalEnums: [] };

/** Any number, as long as nobody else locks by it: processes that start together migrate one after the other. */
const migrationLockKey = 7_264_613;

/** Brings the database up to the newest migration. Names of those that were applied now; empty when it was. */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLockKey]);
    // Loading the engine takes longer than all the rest of a start.
    if ((await findPending(async (sql) => (await client.query(sql)).rows)).length === 0) return [];
    const migrationsList = await readMigrations();
    const { appliedMigrationNames } = await withSchemaEngine(databaseUrl, (engine) =>
      engine.applyMigrations({ migrationsList, filters: noFilters }),
    );
    return appliedMigrationNames;
  } finally {
    await client.end();
  }
}

/** Runs SQL without parameters and gives its rows. */
type Query = (sql: string) => Promise<readonly unknown[]>;

/** Names of migrations that the database still lacks. */
export async function findPending(query: Query): Promise<string[]> {
  const names = await migrationNames();
  const [table] = (await query(`SELECT to_regclass('_prisma_migrations')::text AS name`)) as {
    name: string | null;
  }[];
  if (!table?.name) return names;
  const rows = (await query(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  )) as { migration_name: string }[];
  const applied = new Set(rows.map((row) => row.migration_name));
  return names.filter((name) => !applied.has(name));
}

async function migrationNames(): Promise<string[]> {
  const entries = await readdir(migrationsDirectory, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

async function readMigrations(): Promise<MigrationList> {
  const names = await migrationNames();
  return {
    baseDir: migrationsDirectory,
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(join(migrationsDirectory, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: 'ok' as const,
            value: await readFile(join(migrationsDirectory, name, 'migration.sql'), 'utf8'),
          },
        },
      })),
    ),
  };
}
