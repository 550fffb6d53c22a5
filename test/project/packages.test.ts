import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';

/** setup/packages.sh on machines that are made up: a PATH of our own, where programs exist or not as a row says. */

const script = resolve(import.meta.dirname, '../../setup/packages.sh');
const tools = ['bash', 'sh', 'cat', 'uname', 'grep', 'tee', 'rm', 'chmod', 'env'];
const present = ['git', 'npm', 'bwrap', 'gcc', 'make', 'apt-get', 'redis-server', 'chromium'];
let folder: string;

afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Machine {
  readonly without?: readonly string[];
  readonly node?: string;
  readonly user?: 'root' | 'ordinary' | 'sudoer';
  readonly forTests?: boolean;
}

describe('setup/packages.sh', () => {
  test('is content with a machine that has everything, and runs nothing', () => {
    const { status, stdout, installed } = setUp({ user: 'ordinary', forTests: true });
    expect(stdout).toContain('nothing is missing');
    expect(status).toBe(0);
    expect(installed).toBeNull();
  });

  test('installs what is missing as root', () => {
    const { status, installed } = setUp({ without: ['bwrap', 'gcc'], user: 'root' });
    expect(status).toBe(0);
    expect(installed).toBe(
      '-qq -o Dpkg::Use-Pty=0 update\n-qq -o Dpkg::Use-Pty=0 install -y --no-install-recommends bubblewrap gcc\n',
    );
  });

  test('installs by sudo where it asks for no password', () => {
    const { status, installed, stdout } = setUp({ without: ['bwrap'], user: 'sudoer' });
    expect(status).toBe(0);
    expect(stdout).toContain('installing bubblewrap (sudo)');
    expect(installed).toContain('bubblewrap');
  });

  test('prints the exact line for somebody with rights, and stops', () => {
    const { status, stderr, installed } = setUp({ without: ['bwrap'], user: 'ordinary' });
    expect(status).toBe(1);
    expect(stderr).toContain(
      "sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends bubblewrap'",
    );
    expect(installed).toBeNull();
  });

  test('asks for a browser and Redis only for the tests', () => {
    const machine = { without: ['chromium', 'redis-server'], user: 'ordinary' } as const;
    expect(setUp(machine).status).toBe(0);
    expect(setUp({ ...machine, forTests: true }).stderr).toContain('redis-server chromium');
  });

  test.each([
    [{ node: '18.20.4' }, 'this is 18.20.4'],
    [{ without: ['node'] }, 'Node.js 20 or later with npm is missing'],
    [{ without: ['git'] }, 'git is missing'],
    [
      { without: ['bwrap', 'apt-get'] },
      'these Debian packages, or what your system calls them, are missing: bubblewrap',
    ],
  ])('says what it cannot install itself: %j', (machine, words) => {
    const { status, stderr } = setUp(machine);
    expect(status).toBe(1);
    expect(stderr).toContain(words);
  });
});

function setUp({ without = [], node = '20.20.2', user = 'root', forTests = false }: Machine) {
  if (folder) rmSync(folder, { recursive: true, force: true });
  folder = mkdtempSync(join(tmpdir(), 'packages-'));
  for (const tool of tools) symlinkSync(pathOf(tool), join(folder, tool));
  const stub = (name: string, body: string) => {
    if (without.includes(name)) return;
    writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
    chmodSync(join(folder, name), 0o755);
  };
  const log = join(folder, 'installed');
  for (const name of present) stub(name, 'exit 0');
  stub('apt-get', `echo "$@" >>${log}`);
  stub('node', `echo ${node}`);
  stub('id', `echo ${user === 'root' ? 0 : 1000}`);
  // A sudo that asks for a password fails with -n; one that does not runs the rest.
  stub('sudo', user === 'sudoer' ? '[ "$1" = -n ] && shift; exec "$@"' : 'exit 1');
  if (user === 'sudoer') symlinkSync(pathOf('true'), join(folder, 'true'));

  const { status, stdout, stderr } = spawnSync('bash', [script, ...(forTests ? ['--for-tests'] : [])], {
    env: { PATH: folder },
    encoding: 'utf8',
  });
  return { status, stdout, stderr, installed: existsSync(log) ? readFileSync(log, 'utf8') : null };
}

function pathOf(tool: string): string {
  for (const directory of ['/usr/bin', '/bin']) {
    if (existsSync(join(directory, tool))) return join(directory, tool);
  }
  throw new Error(`no ${tool} on this machine`);
}
