/** Ends the process when it holds too much memory, from a thread of its own: the others may be busy, or hang. */
import { Worker } from 'node:worker_threads';
import { javascriptOutOfMemory } from '../protocol.js';

/** Garbage that nobody has collected yet, and threads, are no fault of the program. */
const marginBytes = 96 * 2 ** 20;
const looksEveryMs = 20;

export function startMemoryWatch(limitBytes: number): void {
  const code = `
    const { writeSync } = require('node:fs');
    setInterval(() => {
      if (process.memoryUsage.rss() <= ${limitBytes + marginBytes}) return;
      writeSync(2, ${JSON.stringify(javascriptOutOfMemory)});
      process.kill(process.pid, 'SIGKILL');
    }, ${looksEveryMs});`;
  new Worker(code, { eval: true }).unref();
}
