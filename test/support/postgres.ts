import pg from 'pg';
import { openEmbeddedPostgres } from '../../src/platform/embedded-postgres.js';
import { migrate } from '../../src/platform/migrations.js';
import { makeTemporaryFolder } from './temporary-folder.js';

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
  const postgres = await openEmbeddedPostgres(folder.path);
  let databases = 0;
  const createDatabase = async () => {
    databases += 1;
    const name = `test_${databases}`;
    await query(postgres.url, `CREATE DATABASE ${name}`);
    return postgres.url.replace(/\/postgres$/, `/${name}`);
  };
  return {
    createDatabase,
    createMigratedDatabase: async () => {
      const url = await createDatabase();
      await migrate(url);
      return url;
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
