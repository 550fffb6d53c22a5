/** The process that compares programs. Its parent (comparison.ts) may kill it any time. */
import { Worker } from 'node:worker_threads';
import type { ComparisonAnswer, ComparisonMessage, ComparisonResult } from './comparison-messages.js';
import { type Fingerprinted, fingerprint, hashesOfStarter } from './fingerprints.js';
import { correspondence } from './fragments.js';
import { similarPairs } from './pairs.js';
import { pythonTokenizer } from './python-tokens.js';

/** While it computes it would not notice that its parent is gone; another thread does. */
function dieWithParent(): void {
  const code = `
    const parent = process.ppid;
    setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), 500);`;
  new Worker(code, { eval: true }).unref();
}

const say = (answer: ComparisonAnswer) => process.send?.(answer);

function compare(programs: Fingerprinted[], threshold: number, maxPairs: number): ComparisonResult {
  // Then the left one of a pair has the smaller id.
  programs.sort((a, b) => (a.id < b.id ? -1 : 1));
  const { kept, found } = similarPairs(programs, threshold, maxPairs);
  const pairs = kept.flatMap(({ left, right, similarity }) => {
    const [ofLeft, ofRight] = [programs[left], programs[right]];
    if (!ofLeft || !ofRight) return [];
    return { leftId: ofLeft.id, rightId: ofRight.id, similarity, ...correspondence(ofLeft, ofRight) };
  });
  return { pairs, found };
}

dieWithParent();
const tokenize = await pythonTokenizer();
const programs: Fingerprinted[] = [];
let ignored: ReadonlySet<number> = new Set();
process.on('message', (message: ComparisonMessage) => {
  switch (message.kind) {
    case 'starter':
      ignored = hashesOfStarter(tokenize, message.files);
      return say({ kind: 'taken' });
    case 'programs':
      for (const program of message.programs) programs.push(fingerprint(tokenize, program, ignored));
      return say({ kind: 'taken' });
    case 'compare':
      return say({ kind: 'compared', result: compare(programs, message.threshold, message.maxPairs) });
  }
});
process.on('disconnect', () => process.exit());
say({ kind: 'ready' });
