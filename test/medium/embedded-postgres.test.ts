import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.js';
import { type EmbeddedPostgres, openEmbeddedPostgres } from '../../src/platform/embedded-postgres.js';
import { eventually } from '../support/eventually.js';
import { query } from '../support/postgres.js';
import { isAlive } from '../support/process-life.js';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.js';

describe('the embedded Postgres', () => {
  let folder: TemporaryFolder;
  const opened: EmbeddedPostgres[] = [];
  beforeEach(() => {
    folder = makeTemporaryFolder();
  });
  afterEach(async () => {
    for (const postgres of opened.splice(0)) await postgres.stop();
    folder.remove();
  });

  async function open(): Promise<EmbeddedPostgres> {
    const postgres = await openEmbeddedPostgres(folder.path);
    opened.push(postgres);
    return postgres;
  }
  const postmasterPid = () =>
    Number(readFileSync(join(folder.path, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);

  it('keeps what was stored, and its address, over a restart', async () => {
    const first = await open();
    await query(first.url, 'CREATE TABLE kept (value text)');
    await query(first.url, "INSERT INTO kept VALUES ('é 🧵')");
    await first.stop();
    const second = await open();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'SELECT value FROM kept')).toEqual([{ value: 'é 🧵' }]);
  });

  it('has one owner, whom the others join', async () => {
    const all = await Promise.all([open(), open(), open()]);
    expect(all.filter(({ isOwner }) => isOwner)).toHaveLength(1);
    expect(new Set(all.map(({ url }) => url)).size).toBe(1);
    for (const { url } of all) expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const owner = all.find(({ isOwner }) => isOwner);
    for (const postgres of all) if (postgres !== owner) await postgres.stop();
    expect(await query(owner?.url ?? '', 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('takes another port when its own is taken', async () => {
    const first = await open();
    await first.stop();
    const squatter = createServer();
    await new Promise<void>((resolve) =>
      squatter.listen(Number(new URL(first.url).port), '127.0.0.1', resolve),
    );
    const second = await open();
    expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
    expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await new Promise((resolve) => squatter.close(resolve));
  });

  it('lets nobody in without the password, and hides it', async () => {
    const { url } = await open();
    await expect(query(url.replace(/:[^:@]+@/, ':guess@'), 'SELECT 1')).rejects.toThrow(/password/);
    expect(statSync(join(folder.path, 'postgres.json')).mode & 0o077).toBe(0);
    expect(statSync(join(folder.path, 'postgres')).mode & 0o077).toBe(0);
  });

  it('says so when it ends by itself, and recovers what was committed', async () => {
    const first = await open();
    await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS value');
    process.kill(postmasterPid(), 'SIGKILL');
    expect(await first.lost).toEqual(expect.any(String));
    await first.stop();
    const second = await open();
    expect(await query(second.url, 'SELECT value FROM kept')).toEqual([{ value: 1 }]);
  });

  it('ends with a process that is killed, and is free for the next', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', ownerScript], {
      env: { PATH: process.env.PATH, FOLDER: folder.path },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [url] = await new Promise<string[]>((resolve, reject) => {
      child.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.split('\n')));
      child.once('close', (status) => reject(new Error(`ended with status ${status}`)));
    });
    const pid = postmasterPid();
    await query(url ?? '', 'CREATE TABLE kept AS SELECT 2 AS value');
    const busy = query(url ?? '', 'SELECT pg_sleep(600)').catch((error: Error) => error.message);
    child.kill('SIGKILL');
    const next = await open();
    expect(next.isOwner).toBe(true);
    await eventually(`Postgres ${pid} has ended`, () => (isAlive(pid) ? null : true));
    expect(await busy).toEqual(expect.any(String));
    expect(await query(next.url, 'SELECT value FROM kept')).toEqual([{ value: 2 }]);
  });

  it('is not misled by what a killed process left', async () => {
    const first = await open();
    await query(first.url, 'CREATE TABLE kept AS SELECT 3 AS value');
    await first.stop();
    // A process id that lives, but is not Postgres: ours.
    writeFileSync(join(folder.path, 'postgres/postmaster.pid'), `${process.pid}\n${folder.path}/postgres\n`);
    writeFileSync(join(folder.path, 'postgres.json.new'), '{"port":');
    const second = await open();
    expect(await query(second.url, 'SELECT value FROM kept')).toEqual([{ value: 3 }]);
  });

  it('begins again when it was killed while its files were being made', async () => {
    const half = join(folder.path, 'postgres.new');
    mkdirSync(half);
    writeFileSync(join(half, 'PG_VERSION'), '18\n');
    const postgres = await open();
    expect(await query(postgres.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(existsSync(half)).toBe(false);
  });
});

/** Compiled: a process of its own knows no TypeScript with decorators. */
const ownerScript = `
  const { openEmbeddedPostgres } = await import('${packageRoot}/dist/src/platform/embedded-postgres.js');
  const { url } = await openEmbeddedPostgres(process.env.FOLDER);
  console.log(url);
  setInterval(() => {}, 1000);
`;
