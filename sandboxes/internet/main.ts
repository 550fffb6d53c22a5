import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import { startInternet } from './internet.js';

/**
 * `node main.js --socket=<path> --ca-directory=<folder>`: prints the line `ready` when it listens, and ends when its
 * standard input does, so that it cannot outlive the process that started it.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { socket: { type: 'string' }, 'ca-directory': { type: 'string' } },
  });
  const { socket, 'ca-directory': caDirectory } = values;
  if (socket === undefined || caDirectory === undefined)
    throw new Error('--socket and --ca-directory are needed');
  preferThisProcess();
  await startInternet(socket, caDirectory);
  process.stdout.write('ready\n');
  process.stdin.on('error', () => process.exit(0));
  process.stdin.on('end', () => process.exit(0)).resume();
}

/**
 * Where allowed, and only for speed: every run waits for our answers, and no result depends on how soon they come. Where the
 * kernel groups tasks by session (sched(7), autogroup), the nice level of the session counts, too.
 */
function preferThisProcess(): void {
  const nice = -15;
  try {
    setPriority(nice);
    writeFileSync('/proc/self/autogroup', String(nice));
  } catch {
    // Not allowed here, or no such grouping.
  }
}

main().catch((error: Error) => {
  process.stderr.write(`The stand-in internet cannot start: ${error.message}\n`);
  process.exit(1);
});
