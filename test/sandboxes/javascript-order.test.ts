import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { JavascriptSandbox } from '../../src/execution/javascript-sandbox.js';
import { textOf } from '../../src/grading/timeline-selectors.js';
import { aScenario } from '../support/runs.js';

/**
 * Random programs of timers, intervals, promises, async functions, ticks, immediates and messages log in the same order
 * in the sandbox and in Node. Only what Node promises: no two timers of a program fall due together, messages go
 * through one port, and a program has either messages or immediates.
 */

const seed = 20_260_101;
const programCount = 60;
const slot = 402;

type Step =
  | { kind: 'log' }
  | { kind: 'micro' | 'then' | 'caught' | 'tick' | 'async' | 'turn' | 'timer'; body: Step[] }
  | { kind: 'interval'; rounds: number };

const { body } = fc.letrec<{ body: Step[]; step: Step }>((tie) => ({
  step: fc.oneof(
    { maxDepth: 3 },
    fc.constant<Step>({ kind: 'log' }),
    fc.record({
      kind: fc.constantFrom('micro', 'then', 'caught', 'tick', 'async', 'turn', 'timer'),
      body: tie('body'),
    }) as fc.Arbitrary<Step>,
    fc.record({ kind: fc.constant('interval' as const), rounds: fc.integer({ min: 1, max: 3 }) }),
  ),
  body: fc.array(tie('step'), { minLength: 1, maxLength: 4 }),
}));
const programs = fc.sample(fc.record({ body, hasMessages: fc.boolean() }), { seed, numRuns: programCount });

/** The code of one program. Times are in gaps since it began; each timer has one of its own. */
class Code {
  #number = 0;
  #gaps = 0;

  of(steps: readonly Step[], sinceGaps = 0): string {
    return steps.map((step) => this.#step(step, sinceGaps)).join('\n');
  }

  #step(step: Step, sinceGaps: number): string {
    const log = `log(${this.#number++});`;
    if (step.kind === 'log') return log;
    this.#gaps += 1;
    const dueGaps = this.#gaps;
    if (step.kind === 'interval') {
      this.#gaps += step.rounds;
      return `setTimeout(() => { let n = 0; const i = setInterval(() => {
        ${log} if (++n === ${step.rounds}) clearInterval(i); }, gapMs); }, ${dueGaps - sinceGaps} * gapMs);`;
    }
    const inner = `${log}\n${this.of(step.body, step.kind === 'timer' ? dueGaps : sinceGaps)}`;
    const after = `log(${this.#number++});`;
    switch (step.kind) {
      case 'micro':
        return `queueMicrotask(() => { ${inner} });`;
      case 'then':
        return `Promise.resolve().then(() => { ${inner} }).then(() => { ${after} });`;
      case 'caught':
        return `Promise.reject(1).finally(() => { ${inner} }).catch(() => { ${after} });`;
      case 'tick':
        return `process.nextTick(() => { ${inner} });`;
      case 'async':
        return `(async () => { ${inner} await null; ${after} })();`;
      case 'turn':
        return `turn(() => { ${inner} });`;
      case 'timer':
        return `setTimeout(() => { ${inner} }, ${dueGaps - sinceGaps} * gapMs);`;
    }
  }

  get gaps() {
    return this.#gaps;
  }
}

/** All programs in one, at the same time, each with a log of its own; prints one line per log. */
function programOf(gapMs: number): string {
  let gaps = 0;
  const parts = programs.map(({ body: steps, hasMessages }) => {
    const code = new Code();
    const text = code.of(steps);
    gaps = Math.max(gaps, code.gaps);
    return `setImmediate(() => { const logged = []; logs.push(logged); const log = (n) => logged.push(n);
      const turn = ${hasMessages ? 'byMessages()' : 'setImmediate'};
      ${text} });`;
  });
  return `const { MessageChannel } = require('node:worker_threads');
    const gapMs = ${gapMs}; const logs = [];
    function byMessages() {
      const { port1, port2 } = new MessageChannel(); const sent = [];
      port2.on('message', (n) => sent[n]());
      return (f) => port1.postMessage(sent.push(f) - 1);
    }
    ${parts.join('\n')}
    setTimeout(() => { for (const logged of logs) console.log(logged.join(' ')); process.exit(0); }, ${gaps + 5} * gapMs);`;
}

const sandbox = new JavascriptSandbox();
afterAll(() => sandbox.stop());

async function inSandbox(gapMs: number): Promise<string[]> {
  const files = { 'main.js': programOf(gapMs) };
  const planned = { language: 'javascript', files, entry: 'main.js', scenario: aScenario() } as const;
  const run = await sandbox.run(planned, slot);
  expect(run).toMatchObject({ outcome: 'exited', exitStatus: 0 });
  return textOf(run, 'stdout').split('\n');
}

async function inNode(gapMs: number): Promise<string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', programOf(gapMs)]);
  return stdout.split('\n');
}

it(`logs in the order of Node (seed ${seed})`, async () => {
  // Node's timers are real: on a busy machine those of a narrow gap can fall due together.
  for (const gapMs of [20, 100, 500]) {
    const [seen, expected] = await Promise.all([inSandbox(gapMs), inNode(gapMs)]);
    expect(expected).toHaveLength(programCount + 1);
    if (gapMs < 500 && seen.join('\n') !== expected.join('\n')) continue;
    expect(seen).toEqual(expected);
    return;
  }
});
