/** The process that reads programs. Its parent (client.ts) speaks with it over the IPC channel and may kill it any time. */
import { answerRequests } from '../warm-process/child.js';
import type { ReadAnswer, ReadRequest } from './messages.js';
import { readProgram } from './read-program.js';
import { linter } from './ruff.js';
import { parserOf } from './syntax.js';

function answer({ files }: ReadRequest): ReadAnswer {
  const memoryBytes = process.memoryUsage.rss();
  try {
    return { reading: readProgram(parsers, lint, files), memoryBytes };
  } catch {
    return { reading: null, memoryBytes };
  }
}

const parsers = { python: await parserOf('python'), javascript: await parserOf('javascript') };
const lint = linter();
// The first one compiles what later ones use.
readProgram(parsers, lint, {
  'warm.py': 'import time\nasync def main():\n    time.sleep(1)\n',
  'warm.mjs': 'for (const url of urls) await fetch(url);\n',
});
answerRequests(answer);
