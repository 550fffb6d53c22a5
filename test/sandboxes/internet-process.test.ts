import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.js';
import { PretendSupervisor } from '../support/pretend-supervisor.js';

const mainFile = join(packageRoot, 'dist/sandboxes/internet/main.js');

describe('the process of the stand-in internet', () => {
  let folder: string;
  const children: ChildProcess[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'internet-process-'));
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  const socketIn = (name: string) => join(folder, name);

  function start(...argv: string[]) {
    const child = spawn(process.execPath, [mainFile, ...argv], { stdio: 'pipe' });
    children.push(child);
    return child;
  }

  async function ready(socketPath: string) {
    const child = start(`--socket=${socketPath}`, `--ca-directory=${join(folder, 'ca')}`);
    const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
    expect(chunk.toString()).toBe('ready\n');
    return child;
  }

  async function failure(...argv: string[]) {
    const child = start(...argv);
    const [stderr, [status]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(status).toBe(1);
    return stderr;
  }

  /** Whether a client that trusts the authority in the folder accepts the certificate of this process. */
  async function isTrusted(socketPath: string): Promise<boolean> {
    const supervisor = await PretendSupervisor.connect(socketPath);
    const { stream } = supervisor.open({ host: 'a.example', port: 443 });
    const ca = readFileSync(join(folder, 'ca', 'ca.pem'));
    const client = connect({ socket: stream, servername: 'a.example', ca }).on('error', () => {});
    await supervisor.settle();
    supervisor.destroy();
    return client.authorized;
  }

  it('says when it is ready, and ends with its standard input', async () => {
    const child = await ready(socketIn('s'));
    expect(await isTrusted(socketIn('s'))).toBe(true);
    child.stdin.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('takes over the socket that a killed one left, and not that of a living one', async () => {
    const first = await ready(socketIn('s'));
    expect(await failure(`--socket=${socketIn('s')}`, `--ca-directory=${folder}`)).toMatch(
      /^The stand-in internet cannot start: .*in use.*\n$/,
    );
    first.kill('SIGKILL');
    await once(first, 'exit');
    expect(existsSync(socketIn('s'))).toBe(true);
    await ready(socketIn('s'));
    expect(await isTrusted(socketIn('s'))).toBe(true);
  });

  it('has one authority with all that start together', async () => {
    const names = ['a', 'b', 'c', 'd'].map(socketIn);
    await Promise.all(names.map(ready));
    for (const name of names) expect(await isTrusted(name)).toBe(true);
    expect(readdirSync(join(folder, 'ca')).sort()).toEqual(['ca-key.pem', 'ca.pem']);
  });

  it.each([
    ['no arguments', [], 'are needed'],
    ['an argument it does not know', ['--port=80'], '--port'],
    [
      'a socket in no folder',
      ['--socket=/nonexistent/folder/s', '--ca-directory=.'],
      '/nonexistent/folder/s',
    ],
  ])('ends with one line for %s', async (_, argv, reason) => {
    const stderr = await failure(...argv.map((one) => one.replace('=.', `=${folder}`)));
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toContain(reason);
  });
});
