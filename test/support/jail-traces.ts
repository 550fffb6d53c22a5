/** What a jail could leave behind on this host: processes of its user, and control groups. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** As in sandboxes/supervisor/jail.c. */
const firstSlotUid = 59_000;

/** Ids of the processes of this slot that live; those that have ended and wait to be reaped are not alive. */
export function processesOfSlot(slot: number): number[] {
  if (process.getuid?.() !== 0) return []; // the jails of an ordinary user have the user's own id
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => lives(pid, firstSlotUid + slot))
    .map(Number);
}

function lives(pid: string, uid: number): boolean {
  try {
    if (statSync(`/proc/${pid}`).uid !== uid) return false;
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !/^ [ZX] /.test(stat.slice(stat.lastIndexOf(')') + 1));
  } catch {
    return false; // it ended in between
  }
}

/** Groups named after a supervisor that is no more. */
export function orphanedControlGroups(): string[] {
  return ownGroups().flatMap((folder) =>
    entriesOf(folder)
      .filter((name) => /^interleave-\d+$/.test(name) && !isAlive(name.slice('interleave-'.length)))
      .map((name) => join(folder, name)),
  );
}

/** The folders of the groups that this process is in: a run's groups are made in them. */
function ownGroups(): string[] {
  const lines = readFileSync('/proc/self/cgroup', 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [, controllers = '', path = '/'] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    return join('/sys/fs/cgroup', controllers, path);
  });
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isAlive(pid: string): boolean {
  return entriesOf(`/proc/${pid}`).length > 0;
}
