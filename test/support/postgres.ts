import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** The databases of a file of tests, on the server that all files of a run share (shared-postgres.ts). */
export interface TestPostgres {
  /** Address of an empty database; another one at each call. */
  createDatabase(): Promise<string>;
  /** The same with all migrations applied. */
  createMigratedDatabase(): Promise<string>;
  /** Drops them. */
  stop(): Promise<void>;
}

export function startPostgres(): TestPostgres {
  const { url, template } = inject('postgres');
  const names: string[] = [];
  const create = async (from = '') => {
    const name = `test_${randomUUID().replaceAll('-', '')}`;
    await query(url, `CREATE DATABASE ${name} ${from}`);
    names.push(name);
    return urlOf(url, name);
  };
  return {
    createDatabase: () => create(),
    createMigratedDatabase: () => create(`TEMPLATE ${template}`),
    stop: async () => {
      // A service that a test has killed may still be connected.
      for (const name of names.splice(0)) await query(url, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** The same server, another of its databases. */
export const urlOf = (serverUrl: string, name: string): string =>
  serverUrl.replace(/\/postgres$/, `/${name}`);

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
