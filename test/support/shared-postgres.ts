import type { TestProject } from 'vitest/node';
import { openEmbeddedPostgres } from '../../src/platform/embedded-postgres.js';
import { migrate } from '../../src/platform/migrations.js';
import { query, urlOf } from './postgres.js';
import { makeTemporaryFolder } from './temporary-folder.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the server, and the name of a database with all migrations applied, to be copied. */
    postgres: { url: string; template: string };
  }
}

/** It need not survive a power cut, and tests make many databases; a few files run at once, each with services of its own. */
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** One Postgres for all files of a run, started before the first and stopped after the last. */
export default async function startSharedPostgres(project: TestProject): Promise<() => Promise<void>> {
  const folder = makeTemporaryFolder();
  const { url, stop } = await openEmbeddedPostgres(folder.path, settings);
  const template = 'migrated';
  await query(url, `CREATE DATABASE ${template}`);
  await migrate(urlOf(url, template));
  project.provide('postgres', { url, template });
  return async () => {
    await stop();
    folder.remove();
  };
}
