import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import {
  initialise,
  type PostgresProgram,
  type PostgresSettings,
  PostgresStartError,
  startServer,
} from './postgres-process.js';
import { type StateLock, tryLockState } from './state-lock.js';

/**
 * A real Postgres in the state folder, for when no other one is named. The first process that asks becomes its owner:
 * it starts the server, and the server ends with it. Others on the same folder (a worker beside an api) join: they find
 * the address in postgres.json. Address and password stay the same over restarts as long as the port is free, so those
 * that joined come back by themselves when the owner does.
 */
export interface EmbeddedPostgres {
  readonly url: string;
  readonly isOwner: boolean;
  /** Fulfils if the server ends without having been asked; never otherwise. */
  readonly lost: Promise<string>;
  /** Of the owner: stops the server. Of others: nothing. */
  stop(): Promise<void>;
}

const user = 'interleave';
/** Long, because the owner may be making the files of a new cluster on a machine that is busy with other things. */
const openWithinMs = 120_000;
const lookAgainMs = 50;
const stopWithinMs = 10_000;

const addressSchema = z.object({ port: z.int(), password: z.string() });
type Address = z.infer<typeof addressSchema>;

/** `settings` as in postgresql.conf, for the server if it has to be started. */
export async function openEmbeddedPostgres(
  stateDirectory: string,
  settings: PostgresSettings = {},
): Promise<EmbeddedPostgres> {
  // Jails run under users of their own and pass through it; what is private in it has its own mode.
  mkdirSync(stateDirectory, { recursive: true, mode: 0o711 });
  const deadline = Date.now() + openWithinMs;
  let reason = 'another process owns the state folder and its Postgres does not answer';
  while (Date.now() < deadline) {
    const lock = await tryLockState(stateDirectory);
    if (lock) {
      try {
        return await own(stateDirectory, lock, settings);
      } catch (error) {
        await lock.release();
        if (!(error instanceof PostgresStartError && error.isPassing)) throw error;
        reason = error.message;
        stopOrphan(stateDirectory);
      }
    } else {
      const joined = await tryJoin(stateDirectory);
      if (joined) return joined;
    }
    await delay(lookAgainMs);
  }
  throw new Error(`No Postgres in ${stateDirectory}: ${reason}`);
}

async function own(
  stateDirectory: string,
  lock: StateLock,
  settings: PostgresSettings,
): Promise<EmbeddedPostgres> {
  const directory = join(stateDirectory, 'postgres');
  const known = readAddress(stateDirectory);
  const password =
    existsSync(directory) && known ? known.password : await makeCluster(stateDirectory, directory);
  const port = await freePort(known?.port ?? 0);
  const program = await startServer(directory, { ...settings, port });
  writeAddress(stateDirectory, { port, password });
  let isStopping = false;
  return {
    url: urlOf({ port, password }),
    isOwner: true,
    lost: new Promise((resolve) => {
      program.child.once('close', () => {
        if (!isStopping) resolve(program.said());
      });
    }),
    stop: async () => {
      isStopping = true;
      await stopServer(program);
      await lock.release();
    },
  };
}

/** Made beside its place and then moved there: a start that was cut short leaves nothing half made. */
async function makeCluster(stateDirectory: string, directory: string): Promise<string> {
  if (existsSync(directory)) {
    throw new Error(
      `${directory} holds a database whose password (postgres.json) is gone; move one of them away`,
    );
  }
  const password = randomBytes(24).toString('base64url');
  const unfinished = `${directory}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  const passwordFile = join(stateDirectory, 'postgres.password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    await initialise(unfinished, user, passwordFile);
  } finally {
    rmSync(passwordFile);
  }
  writeAddress(stateDirectory, { port: 0, password });
  renameSync(unfinished, directory);
  return password;
}

/** Null while the owner has not got that far, or is going. */
async function tryJoin(stateDirectory: string): Promise<EmbeddedPostgres | null> {
  const address = readAddress(stateDirectory);
  if (!address || address.port === 0) return null;
  const url = urlOf(address);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
  } catch {
    return null;
  }
  return { url, isOwner: false, lost: new Promise(() => {}), stop: async () => {} };
}

function urlOf({ port, password }: Address): string {
  return `postgres://${user}:${password}@127.0.0.1:${port}/postgres`;
}

const addressFile = (stateDirectory: string) => join(stateDirectory, 'postgres.json');

function readAddress(stateDirectory: string): Address | null {
  try {
    return addressSchema.parse(JSON.parse(readFileSync(addressFile(stateDirectory), 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new Error(`${addressFile(stateDirectory)} cannot be read`, { cause: error });
  }
}

/** Readers see the old file or the new one, never half of one. */
function writeAddress(stateDirectory: string, address: Address): void {
  const file = addressFile(stateDirectory);
  writeFileSync(`${file}.new`, `${JSON.stringify(address)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** The port asked for if nobody has it, else any that is free. */
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' && wanted !== 0) resolve(freePort(0));
      else reject(error);
    });
    probe.listen(wanted, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

async function stopServer({ child }: PostgresProgram): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.kill('SIGINT');
  const impatience = setTimeout(() => child.kill('SIGQUIT'), stopWithinMs);
  await closed;
  clearTimeout(impatience);
}

/**
 * We hold the lock, so whoever started the server that still runs is gone. It was told to stop by the kernel; where
 * that did not work, it is told again. Its command line must name our folder: process ids are used again.
 */
function stopOrphan(stateDirectory: string): void {
  const directory = join(stateDirectory, 'postgres');
  try {
    const pid = Number(readFileSync(join(directory, 'postmaster.pid'), 'utf8').split('\n', 1)[0]);
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    if (command.includes(directory)) process.kill(pid, 'SIGINT');
  } catch {
    // It has gone in the meantime, which is what we want.
  }
}
