import pg from 'pg';
import { openEmbeddedPostgres } from '../../src/platform/embedded-postgres.js';
import { migrate } from '../../src/platform/migrations.js';
import { makeTemporaryFolder } from './temporary-folder.js';

/** It need not survive a power cut, and tests make many databases. */
const forgetful = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** A Postgres of its own for a file of tests. */
export interface TestPostgres {
  /** Address of an empty database; another one at each call. */
  createDatabase(): Promise<string>;
  /** The same with all migrations applied. */
  createMigratedDatabase(): Promise<string>;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<TestPostgres> {
  const folder = makeTemporaryFolder();
  const postgres = await openEmbeddedPostgres(folder.path, forgetful);
  let databases = 0;
  let hasTemplate = false;
  const urlOf = (name: string) => postgres.url.replace(/\/postgres$/, `/${name}`);
  const create = async (from = '') => {
    databases += 1;
    const name = `test_${databases}`;
    await query(postgres.url, `CREATE DATABASE ${name} ${from}`);
    return urlOf(name);
  };
  const makeTemplate = async () => {
    await query(postgres.url, 'CREATE DATABASE migrated');
    await migrate(urlOf('migrated'));
    hasTemplate = true;
  };
  return {
    createDatabase: () => create(),
    createMigratedDatabase: async () => {
      if (!hasTemplate) await makeTemplate();
      return create('TEMPLATE migrated');
    },
    stop: async () => {
      await postgres.stop();
      folder.remove();
    },
  };
}

/** Rows of one statement, on a connection of its own. */
export async function query<Row extends pg.QueryResultRow>(
  databaseUrl: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}
