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
  await startInternet(socket, caDirectory);
  process.stdout.write('ready\n');
  process.stdin.on('error', () => process.exit(0));
  process.stdin.on('end', () => process.exit(0)).resume();
}

main().catch((error: Error) => {
  process.stderr.write(`The stand-in internet cannot start: ${error.message}\n`);
  process.exit(1);
});
