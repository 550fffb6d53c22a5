/**
 * The jail of the process that hosts the isolates: bubblewrap with namespaces of its own, no network, a read-only system
 * and only those of our files that the process needs. As root each slot has a user of its own, taken inside; otherwise it
 * is the user who runs the service.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { packageRoot } from '../config/package-root.js';
import { seccompProgram } from './seccomp-program.js';

const bubblewrap = '/usr/bin/bwrap';
/** Above those of the jails for Python, so that the two never share a limit. */
const firstSlotUid = 59_500;
const cpuMarginSeconds = 5;
/** Threads of Node and V8, and one for each lane. */
const mostThreads = 256;
const tmpBytes = 1024 * 1024;
const filterProgram = seccompProgram();

/** Of the package: our own code, and the packages that it imports. */
const needed = [
  'package.json',
  'dist/sandboxes',
  ...['acorn', 'isolated-vm', 'node-gyp-build', 'node-inspect-extracted', 'zod'].map(
    (name) => `node_modules/${name}`,
  ),
];
const inside = '/opt/interleave';
/** Those that bubblewrap makes by itself are for root alone. */
const folders = ['/etc', '/opt', inside, `${inside}/dist`, `${inside}/node_modules`];

const system = [
  ...['--unshare-pid', '--unshare-net', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try'],
  ...['--hostname', 'sandbox', '--ro-bind', '/usr', '/usr'],
  ...['--symlink', 'usr/bin', '/bin', '--symlink', 'usr/sbin', '/sbin'],
  ...['--symlink', 'usr/lib', '/lib', '--symlink', 'usr/lib64', '/lib64'],
  ...['--proc', '/proc', '--dev', '/dev', '--ro-bind-try', '/etc/ld.so.cache', '/etc/ld.so.cache'],
  ...['--size', String(tmpBytes), '--tmpfs', '/tmp', '--size', String(tmpBytes), '--tmpfs', '/dev/shm'],
];

export interface JailOptions {
  readonly slot: number;
  /** Real CPU time; what the kernel enforces should everything else fail. */
  readonly cpuMs: number;
}

/**
 * The process listens on its standard input; its lines come on descriptor 3, its complaints on standard error. bubblewrap
 * reads the filter from descriptor 4, to its end, and closes it.
 */
export function spawnJailed({ slot, cpuMs }: JailOptions): ChildProcess {
  const isRoot = process.geteuid?.() === 0;
  const child = spawn('/usr/bin/prlimit', [...limits(cpuMs), bubblewrap, ...jailArguments(isRoot, slot)], {
    env: {},
    stdio: ['pipe', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  const filter = child.stdio[4] as Writable;
  // Of one that has died before it could read, its end says more.
  filter.on('error', () => undefined);
  filter.end(filterProgram);
  return child;
}

function limits(cpuMs: number): string[] {
  const cpu = Math.ceil(cpuMs / 1000) + cpuMarginSeconds;
  return [`--cpu=${cpu}`, '--core=0', '--nofile=256', '--fsize=1048576', '--memlock=1048576'];
}

function jailArguments(isRoot: boolean, slot: number): string[] {
  const node = realpathSync(process.execPath);
  const main = `${inside}/dist/sandboxes/javascript/main.js`;
  const uid = firstSlotUid + slot;
  const dropping = [
    ...['/usr/bin/setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', '--no-new-privs'],
    ...['--bounding-set=-all', '--inh-caps=-all'],
  ];
  return [
    ...(isRoot ? [] : ['--unshare-user', '--disable-userns', '--uid', '1000', '--gid', '1000']),
    ...folders.flatMap((path) => ['--perms', '0755', '--dir', path]),
    ...system,
    ...needed.flatMap((path) => ['--ro-bind', join(packageRoot, path), join(inside, path)]),
    ...['--ro-bind', node, '/opt/node'],
    ...['--remount-ro', '/dev', '--remount-ro', '/', '--chdir', '/tmp', '--clearenv'],
    ...['--setenv', 'LANG', 'C.UTF-8', '--setenv', 'TZ', 'UTC'],
    ...['--new-session', '--die-with-parent', '--cap-drop', 'ALL'],
    ...(isRoot ? ['--cap-add', 'CAP_SETUID', '--cap-add', 'CAP_SETGID', '--cap-add', 'CAP_SETPCAP'] : []),
    ...['--seccomp', '4', '--'],
    ...(isRoot ? dropping : []),
    ...['/usr/bin/prlimit', `--nproc=${mostThreads}`],
    ...['/opt/node', '--disable-warning=ExperimentalWarning', '--max-old-space-size=512', main],
  ];
}
