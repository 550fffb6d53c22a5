import { readFileSync } from 'node:fs';

/** The kernel counts in hundredths of a second for programs, whatever its own clock does: proc(5), USER_HZ. */
const tickMs = 10;

/** CPU time of a process so far, of all its threads; null when it is gone. */
export function cpuMsOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Behind the name, which may have anything in it: the state, ten others, and then the time of its own and of the kernel.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * tickMs;
  } catch {
    return null;
  }
}
