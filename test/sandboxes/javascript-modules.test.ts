import fc from 'fast-check';
import { afterAll, it } from 'vitest';
import { JavascriptSandbox } from '../../src/execution/javascript-sandbox.js';
import { expectAsInNode } from '../support/beside-node.js';

/**
 * Graphs of modules drawn at random are evaluated in the order of Node: static imports in every direction, circles too,
 * CommonJS among them, top-level awaits, imports in the middle, and errors early and late. What Node leaves open is not
 * compared: how long loading takes (each turn of a timer and each import() has a gap of time of its own), and who hears
 * first of two that wait for one module.
 */

const seed = 20_260_102;
const graphCount = 60;
const slot = 403;
const mostModules = 6;

type Step =
  | { kind: 'log' | 'micro' | 'then' | 'tick' | 'await' | 'turn' }
  | { kind: 'import'; how: 'awaited' | 'caught' | 'beside'; to: number };

interface Module {
  readonly format: 'module' | 'commonjs';
  readonly imports: readonly number[];
  readonly steps: readonly Step[];
  readonly ends: 'well' | 'throws' | 'throws after a turn';
}

const to = fc.nat({ max: mostModules - 1 });
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom('log', 'micro', 'then', 'tick', 'await', 'turn') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('import' as const),
      how: fc.constantFrom('awaited', 'caught', 'beside'),
      to,
    }),
  },
) as fc.Arbitrary<Step>;
const module = fc.record({
  format: fc.oneof(
    { weight: 4, arbitrary: fc.constant('module') },
    { weight: 1, arbitrary: fc.constant('commonjs') },
  ),
  imports: fc.uniqueArray(to, { maxLength: 3 }),
  steps: fc.array(step, { maxLength: 4 }),
  ends: fc.oneof(
    { weight: 6, arbitrary: fc.constant('well') },
    { weight: 1, arbitrary: fc.constantFrom('throws', 'throws after a turn') },
  ),
}) as fc.Arbitrary<Module>;
const graphs = fc.sample(fc.array(module, { minLength: 1, maxLength: mostModules }), {
  seed,
  numRuns: graphCount,
});

/** The code of the modules of one graph. */
class GraphCode {
  #number = 0;

  constructor(
    private readonly graph: number,
    private readonly modules: readonly Module[],
  ) {}

  get files(): [name: string, text: string][] {
    return this.modules.map((module, at) => [this.nameOf(at), this.#module(module, at)]);
  }

  nameOf(at: number): string {
    const module = at % this.modules.length;
    return `g${this.graph}-m${module}.${this.modules[module]?.format === 'commonjs' ? 'cjs' : 'mjs'}`;
  }

  #module({ format, imports, steps, ends }: Module, at: number): string {
    const isModule = format === 'module';
    const own = steps.filter(({ kind }) => isModule || !['await', 'turn', 'import'].includes(kind));
    const fails = isModule || ends !== 'throws after a turn' ? ends : 'well';
    return [
      ...(isModule ? imports.map((to) => `import './${this.nameOf(to)}';`) : []),
      `const { log, turn, settle } = graphs[${this.graph}];`,
      `log('begin ${at}');`,
      ...own.map((one) => this.#step(one)),
      ...(fails === 'throws after a turn' ? [`await turn(${this.#number++});`] : []),
      ...(fails === 'well' ? [`log('end ${at}');`] : [`throw new RangeError('of ${at}');`]),
    ].join('\n');
  }

  #step(step: Step): string {
    const number = this.#number++;
    const log = `log(${number});`;
    switch (step.kind) {
      case 'log':
        return log;
      case 'micro':
        return `queueMicrotask(() => { ${log} });`;
      case 'then':
        return `Promise.resolve().then(() => { ${log} }).then(() => log('${number} then'));`;
      case 'tick':
        return `process.nextTick(() => { ${log} });`;
      case 'await':
        return `await null; ${log}`;
      case 'turn':
        return `await turn(${number}); ${log}`;
      case 'import': {
        const loaded = `turn(${number}).then(() => settle(${number}, import('./${this.nameOf(step.to)}')))`;
        if (step.how === 'beside') return `${loaded}.catch(() => {});`;
        if (step.how === 'caught')
          return `await ${loaded}.catch(() => {}); await turn(${this.#number++}); ${log}`;
        return `await ${loaded}; await turn(${this.#number++}); ${log}`;
      }
    }
  }

  get turns(): number {
    return this.#number;
  }
}

/** In each gap one turn of each graph comes: of those that wait, the one with the least number. */
function mainCode(gapMs: number, roots: readonly string[], turns: number): string {
  return `globalThis.graphs = ${JSON.stringify(roots)}.map((root) => {
      const waiting = new Map(); const logged = []; const settled = {}; let gap = 0;
      const settle = (number, promise) => promise.then(
        (all) => { settled[number] = gap + ' ' + Object.keys(all).length; },
        (error) => { settled[number] = gap + ' ' + error; throw error; });
      return { root, waiting, logged, settled, settle,
        log: (entry) => logged.push(entry),
        turn: (number) => new Promise((resolve) => waiting.set(number, resolve)),
        next() { gap += 1; const least = Math.min(...waiting.keys()); waiting.get(least)?.(); waiting.delete(least); } };
    });
    for (const { root, settle, turn } of graphs) turn(-1).then(() => settle(-1, import(root))).catch(() => {});
    let gaps = 0;
    const ticker = setInterval(() => {
      gaps += 1;
      if (gaps <= ${turns + 3}) { for (const graph of graphs) graph.next(); return; }
      for (const { logged, settled } of graphs) console.log(logged.join(', ') + ' ' + JSON.stringify(settled));
      clearInterval(ticker); process.exit(0);
    }, ${gapMs});`;
}

const codes = graphs.map((modules, at) => new GraphCode(at, modules));
const files = codes.flatMap((code) => code.files);
const roots = codes.map((code) => `./${code.nameOf(0)}`);
const turns = Math.max(...codes.map((code) => code.turns));

const sandbox = new JavascriptSandbox();
afterAll(() => sandbox.stop());

it(`evaluates ${graphCount} graphs of modules in the order of Node (seed ${seed})`, {
  timeout: 240_000,
}, async () => {
  await expectAsInNode(sandbox, slot, graphCount, (gapMs) => ({
    'main.mjs': mainCode(gapMs, roots, turns),
    ...Object.fromEntries(files),
  }));
});
