import fc from 'fast-check';
import { afterAll, it } from 'vitest';
import { JavascriptSandbox } from '../../src/execution/javascript-sandbox.js';
import { expectAsInNode } from '../support/beside-node.js';

/**
 * How workers end, and what Atomics.wait and notify give, is as in Node for programs drawn at random. What two threads do
 * has a gap of time between; only what Node promises is compared: the messages of a worker in their order and none after
 * its end, an error before the end that it causes, exit codes.
 */

const slot = 405;
const sandbox = new JavascriptSandbox();
afterAll(() => sandbox.stop());

// ---- ends -----------------------------------------------------------------------------------------------------------

const endsSeed = 20_260_104;
const workerCount = 48;
const batch = 8;

const code = fc.integer({ min: 0, max: 300 });
/** Each is a statement, some with another inside. */
const inner = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("post('c');", "post('d');") },
  { weight: 1, arbitrary: code.map((n) => `process.exit(${n});`) },
  { weight: 1, arbitrary: fc.constant('process.exit();') },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        "new RangeError('far')",
        "Object.assign(new Error('coded'), { code: 'E_MINE' })",
        "'text'",
        '7',
        '{ own: 1 }',
        'null',
        'undefined',
      )
      .map((thrown) => `throw ${thrown};`),
  },
  { weight: 1, arbitrary: fc.constant("Promise.reject(new TypeError('nobody'));") },
  {
    weight: 1,
    arbitrary: fc.constant("Promise.reject(new TypeError('somebody')).catch(() => post('caught'));"),
  },
  { weight: 1, arbitrary: fc.constant('notThere();') },
  {
    weight: 1,
    arbitrary: fc.constant('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, gapMs / 2);'),
  },
);
const statement = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("post('a');", "post('b');") },
  { weight: 2, arbitrary: inner },
  { weight: 1, arbitrary: code.map((n) => `process.exitCode = ${n};`) },
  {
    weight: 1,
    arbitrary: code.map(
      (n) => `process.on('exit', (code) => { post('exit ' + code); process.exitCode = ${n}; });`,
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant(
      "process.once('beforeExit', () => { post('before exit'); setTimeout(() => post('again')); });",
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant(
      "process.on('exit', () => { setTimeout(() => post('never')); Promise.resolve().then(() => post('never')); });",
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant(
      "parentPort.on('message', (text) => { post(text); if (text === 'stop') parentPort.close(); });",
    ),
  },
  { weight: 1, arbitrary: fc.constant('setInterval(() => {}, 1000).unref();') },
  { weight: 1, arbitrary: inner.map((text) => `queueMicrotask(() => { ${text} });`) },
  { weight: 1, arbitrary: inner.map((text) => `process.nextTick(() => { ${text} });`) },
  { weight: 1, arbitrary: inner.map((text) => `Promise.resolve().then(() => { ${text} });`) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.nat(3), inner).map(([n, text]) => `setTimeout(() => { ${text} }, ${n} * gapMs);`),
  },
  { weight: 1, arbitrary: inner.map((text) => `try { ${text} } finally { post('finally'); }`) },
);
const ends = fc.sample(
  fc.record({
    statements: fc.array(statement, { minLength: 1, maxLength: 4 }),
    isModule: fc.boolean(),
    /** In gaps, after it was made. */
    terminateAt: fc.option(fc.integer({ min: 1, max: 3 })),
  }),
  { seed: endsSeed, numRuns: workerCount },
);

function endsCode(gapMs: number): string {
  const workers = ends.map(({ statements, isModule, terminateAt }) => {
    const head = isModule
      ? "import { parentPort, workerData } from 'node:worker_threads';"
      : "const { parentPort, workerData } = require('node:worker_threads');";
    return [
      `${head} const post = (text) => parentPort.postMessage(text); const gapMs = ${gapMs};
      post('ready'); parentPort.once('message', () => { ${statements.join('\n')} });`,
      terminateAt,
    ] as const;
  });
  return `import { Worker } from 'node:worker_threads';
    const gapMs = ${gapMs};
    const seen = (value) => value instanceof Error ? [value.name, value.message, value.code].join() : JSON.stringify(value) ?? 'undefined';
    const tryOut = ([text, terminateAt]) => new Promise((resolve) => {
      const worker = new Worker(text, { eval: true, stderr: true });
      const messages = []; const events = []; let terminated = null;
      worker.on('message', (text) => { if (text === 'ready') begin(); else messages.push(text); });
      worker.on('error', (error) => events.push('error ' + seen(error)));
      worker.on('exit', (code) => {
        events.push('exit ' + code + ' after ' + messages.length);
        setTimeout(async () => resolve(JSON.stringify([messages, events, await terminated])), gapMs);
      });
      const begin = () => {
        worker.postMessage('go');
        setTimeout(() => worker.postMessage('stop'), 4.5 * gapMs);
        if (terminateAt !== null) setTimeout(() => { terminated = worker.terminate(); }, (terminateAt + 0.5) * gapMs);
      };
    });
    const all = ${JSON.stringify(workers)};
    while (all.length > 0) for (const line of await Promise.all(all.splice(0, ${batch}).map(tryOut))) console.log(line);`;
}

it(`ends ${workerCount} workers as Node does (seed ${endsSeed})`, { timeout: 240_000 }, async () => {
  await expectAsInNode(sandbox, slot, workerCount, (gapMs) => ({ 'main.mjs': endsCode(gapMs) }));
});

// ---- Atomics --------------------------------------------------------------------------------------------------------

const atomicsSeed = 20_260_105;
const roundCount = 36;
const groups = 3;
const workersOfGroup = 3;

type Action =
  | { kind: 'wait'; who: number; index: number; value: number; gaps: number | null }
  | { kind: 'wait-async'; who: number; index: number; value: number; gaps: number | null }
  | { kind: 'notify'; who: number; index: number; count: number | null }
  | { kind: 'store'; who: number; index: number; value: number };

const who = fc.nat(workersOfGroup);
// Mostly such that several wait at one place, and some are left when others are woken.
const index = fc.constantFrom(0, 0, 0, 1);
const value = fc.constantFrom(0, 0, 0, 0, 0, 1);
const gaps = fc.option(fc.nat(4), { freq: 1 });
const action = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('wait', 'wait-async'), who, index, value, gaps }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('notify'),
      who,
      index,
      count: fc.constantFrom(0, 1, 1, 1, 2, null),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('store'), who, index, value }) },
) as fc.Arbitrary<Action>;
const rounds = fc.sample(
  fc.record({ actions: fc.array(action, { minLength: 4, maxLength: 8 }), isWide: fc.boolean() }),
  { seed: atomicsSeed, numRuns: roundCount },
);

/** A worker that stands still in `wait` can do nothing more in its round: what else it was to do, main does. */
function playable(actions: readonly Action[]): Action[] {
  const standing = new Set([0]);
  return actions.map((one) => {
    const { who } = one;
    if (one.kind === 'wait' && !standing.has(who)) {
      standing.add(who);
      return one;
    }
    const kind = one.kind === 'wait' ? 'wait-async' : one.kind;
    return { ...one, kind, who: standing.has(who) ? 0 : who } as Action;
  });
}

const actCode = `const act = ({ kind, index, value, count, ms }, cells, tell) => {
    const of = (n) => cells instanceof Int32Array ? n : BigInt(n);
    if (kind === 'store') tell(String(Atomics.store(cells, index, of(value))));
    else if (kind === 'notify') tell(Atomics.notify(cells, index, count ?? undefined));
    else if (kind === 'wait') tell(Atomics.wait(cells, index, of(value), ms ?? undefined));
    else {
      const { async, value: result } = Atomics.waitAsync(cells, index, of(value), ms ?? undefined);
      if (async) result.then((end) => tell('later ' + end)); else tell(result);
    }
  };`;

function atomicsCode(gapMs: number): string {
  const all = rounds.map(({ actions, isWide }) => ({
    isWide,
    actions: playable(actions).map((one) => ({
      ...one,
      ms: 'gaps' in one && one.gaps !== null ? (one.gaps + 0.5) * gapMs : null,
    })),
  }));
  const worker = `const { parentPort } = require('node:worker_threads'); ${actCode}
    parentPort.postMessage('ready'); parentPort.on('message', ({ action, at, cells }) => act(action, cells, (told) => parentPort.postMessage({ at, told })));`;
  return `import { Worker } from 'node:worker_threads'; import { once } from 'node:events'; import { setTimeout as nap } from 'node:timers/promises';
    ${actCode}
    const all = ${JSON.stringify(all)};
    const lines = [];
    async function play(workers, { actions, isWide }) {
      const cells = isWide ? new BigInt64Array(new SharedArrayBuffer(16)) : new Int32Array(new SharedArrayBuffer(8));
      const told = []; let count = 0; let allTold;
      const tell = (at) => (text) => { told[at] = text; count += 1; if (count === actions.length) allTold(); };
      const whole = new Promise((resolve) => { allTold = resolve; });
      for (const worker of workers) worker.removeAllListeners('message').on('message', ({ at, told }) => tell(at)(told));
      for (const [at, action] of actions.entries()) {
        if (action.who === 0) act(action, cells, tell(at));
        else workers[action.who - 1].postMessage({ action, at, cells });
        await nap(${gapMs});
      }
      await nap(5 * ${gapMs});
      const rest = [Atomics.notify(cells, 0), Atomics.notify(cells, 1)];
      // Only where a thread was held up so long that its wait began after that.
      const again = setInterval(() => [0, 1].map((index) => Atomics.notify(cells, index)), ${gapMs});
      await whole;
      clearInterval(again);
      return JSON.stringify([told, rest]);
    }
    await Promise.all(Array.from({ length: ${groups} }, async (_, group) => {
      const workers = Array.from({ length: ${workersOfGroup} }, () => new Worker(${JSON.stringify(worker)}, { eval: true }));
      await Promise.all(workers.map((worker) => once(worker, 'message')));
      for (let at = group; at < all.length; at += ${groups}) lines[at] = await play(workers, all[at]);
      for (const worker of workers) worker.terminate();
    }));
    for (const line of lines) console.log(line);`;
}

it(`wakes who waits for shared memory as Node does, in ${roundCount} rounds (seed ${atomicsSeed})`, {
  timeout: 240_000,
}, async () => {
  await expectAsInNode(sandbox, slot + 1, roundCount, (gapMs) => ({ 'main.mjs': atomicsCode(gapMs) }));
});
