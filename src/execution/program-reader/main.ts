/** The process that reads programs. Its parent (client.ts) speaks with it over the IPC channel and may kill it any time. */
import { Worker } from 'node:worker_threads';
import { type ReadAnswer, type ReadRequest, readyMessage } from './messages.js';
import { readProgram } from './read-program.js';
import { linter } from './ruff.js';
import { pythonParser } from './syntax.js';

/** While it computes it would not notice that its parent is gone; another thread does. */
function dieWithParent(): void {
  const code = `
    const parent = process.ppid;
    setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), 500);`;
  new Worker(code, { eval: true }).unref();
}

/** After an error the memory of the parsers is not to be trusted any more: they are told by a process that ends. */
function answer({ id, files }: ReadRequest): void {
  const memoryBytes = process.memoryUsage.rss();
  try {
    process.send?.({ id, reading: readProgram(parse, lint, files), memoryBytes } satisfies ReadAnswer);
  } catch {
    process.send?.({ id, reading: null, memoryBytes } satisfies ReadAnswer, () => process.exit());
  }
}

dieWithParent();
const parse = await pythonParser();
const lint = linter();
// The first one compiles what later ones use.
readProgram(parse, lint, { 'warm.py': 'import time\nasync def main():\n    time.sleep(1)\n' });
process.on('message', answer);
process.on('disconnect', () => process.exit());
process.send?.(readyMessage);
