import { afterAll, describe, expect, it } from 'vitest';
import { JavascriptSandbox } from '../../src/execution/javascript-sandbox.js';
import { defaultLimits, type Limits } from '../../src/grading/scenario.js';
import type { Run } from '../../src/grading/timeline.js';
import { textOf } from '../../src/grading/timeline-selectors.js';
import { aScenario } from '../support/runs.js';

/** The sandbox for JavaScript in its jail. Needs a build: the process that hosts the isolates runs from dist. */

const sandbox = new JavascriptSandbox();
afterAll(() => sandbox.stop());

/** Slots of no pool: nothing else on the host has them. As many as the smallest machine has cores. */
const slots = [400, 401].map((slot) => ({ slot, turn: Promise.resolve() as Promise<unknown> }));
let started = 0;

/** On each slot one after the other, so that each run finds a process that is ready. */
function run(program: string | Record<string, string>, limits: Partial<Limits> = {}, seed = 1): Promise<Run> {
  const files = typeof program === 'string' ? { 'main.mjs': program } : program;
  const entry = Object.keys(files)[0] ?? '';
  const scenario = aScenario({ seed, limits: { ...defaultLimits, ...limits } });
  const place = slots[started++ % slots.length] as (typeof slots)[number];
  const result = place.turn.then(() =>
    sandbox.run({ language: 'javascript', files, entry, scenario }, place.slot),
  );
  place.turn = result.catch(() => undefined);
  return result;
}

const worker = (code: string) => `new Worker(${JSON.stringify(code)}, { eval: true })`;
const workers = "import { Worker } from 'node:worker_threads';";

describe('what a program prints', () => {
  const cases: readonly [name: string, program: string | Record<string, string>, stdout: string][] = [
    [
      'timers, microtasks and ticks in their order',
      `setTimeout(() => console.log('t2'), 2); setTimeout(() => console.log('t1'), 1);
       setImmediate(() => console.log('immediate'));
       queueMicrotask(() => console.log('micro')); process.nextTick(() => console.log('tick'));
       Promise.resolve().then(() => console.log('then')); console.log('main');`,
      'main\nmicro\nthen\ntick\nimmediate\nt1\nt2\n',
    ],
    [
      'ticks before microtasks in a CommonJS program',
      {
        'main.js': `Promise.resolve().then(() => console.log('then'));
          process.nextTick(() => console.log('tick')); console.log(require('./other').name, __filename);`,
        'other.js': `exports.name = 'other';`,
      },
      'other /box/main.js\ntick\nthen\n',
    ],
    [
      'values as Node formats them',
      `class Point { constructor() { this.x = 1; } }
       console.log(new Point(), [1, 'a', null], new Map([['k', new Set([1])]]), 12n, Symbol('s'), () => 1);
       console.log('%s is %d and %o', 'x', 4, [1]); console.log({ a: { b: { c: { d: 1 } } } });`,
      "Point { x: 1 } [ 1, 'a', null ] Map(1) { 'k' => Set(1) { 1 } } 12n Symbol(s) [Function (anonymous)]\n" +
        'x is 4 and [ 1, [length]: 1 ]\n{ a: { b: { c: [Object] } } }\n',
    ],
    [
      'its own modules, also by import()',
      {
        'main.mjs': `import sum, { twice } from './sum.mjs'; const { twice: again } = await import('./sum.mjs');
          console.log(sum(1, 2), twice(3), again === twice, import.meta.filename);
          console.log(await import('./none.mjs').catch((error) => error.code));`,
        'sum.mjs': `export default (a, b) => a + b; export const twice = (n) => { return 2 * n; };`,
      },
      '3 6 true /box/main.mjs\nERR_MODULE_NOT_FOUND\n',
    ],
    [
      'TypeScript without its types',
      {
        'main.ts': `interface A { n: number } const a: A = { n: 1 as number }; console.log(a.n satisfies number);`,
      },
      '1\n',
    ],
    [
      'messages with a worker in a file of its own, and its end',
      {
        'main.mjs': `${workers} const w = new Worker(new URL('./w.mjs', import.meta.url), { workerData: { n: 20 } });
          w.on('message', (m) => { console.log('got', m); if (m === 21) w.postMessage('more'); });
          w.on('exit', (code) => console.log('exit', code));`,
        'w.mjs': `import { parentPort, workerData, isMainThread, threadId } from 'node:worker_threads';
          parentPort.postMessage(workerData.n + 1);
          parentPort.once('message', (m) => parentPort.postMessage([m, isMainThread, threadId]));`,
      },
      "got 21\ngot [ 'more', false, 1 ]\nexit 0\n",
    ],
    [
      'memory that a worker shares, and waits for',
      `${workers} const shared = new Int32Array(new SharedArrayBuffer(8));
       const w = ${worker(`const { workerData } = require('node:worker_threads');
         Atomics.wait(workerData, 0, 0); Atomics.add(workerData, 1, 41); Atomics.notify(workerData, 1);`).replace(
         '{ eval: true }',
         '{ eval: true, workerData: shared }',
       )};
       setTimeout(() => { Atomics.store(shared, 0, 1); Atomics.notify(shared, 0); Atomics.wait(shared, 1, 0); console.log(shared[1]); }, 100);`,
      '41\n',
    ],
    [
      'a loop that waits for memory of another thread',
      `${workers} const flag = new Int32Array(new SharedArrayBuffer(4));
       ${worker(
         `const { workerData } = require('node:worker_threads'); Atomics.store(workerData, 0, 1);`,
       ).replace('{ eval: true }', '{ eval: true, workerData: flag }')};
       while (Atomics.load(flag, 0) === 0) {} console.log('seen');`,
      'seen\n',
    ],
    [
      'a port that is sent to a worker',
      `import { MessageChannel, Worker } from 'node:worker_threads'; const { port1, port2 } = new MessageChannel();
       const w = ${worker(`const { parentPort } = require('node:worker_threads');
         parentPort.once('message', ({ port }) => { port.postMessage('by the port'); port.close(); });`)};
       port1.on('message', (m) => console.log(m)); port1.on('close', () => console.log('closed'));
       w.postMessage({ port: port2 }, [port2]);`,
      'by the port\nclosed\n',
    ],
    [
      'bytes in a Buffer',
      `const all = Buffer.concat([Buffer.from('hé'), Buffer.from('6c6f', 'hex')]);
       console.log(all, all.toString(), all.toString('base64'), Buffer.byteLength('€'), Buffer.isBuffer(all.subarray(1)));`,
      '<Buffer 68 c3 a9 6c 6f> hélo aMOpbG8= 3 true\n',
    ],
    [
      'errors of a worker that its maker hears',
      `${workers} const w = ${worker(`setTimeout(() => { throw new RangeError('far'); }, 5);`)};
       w.on('error', (error) => console.log(error.name, error.message)); w.on('exit', (code) => console.log(code));`,
      'RangeError far\n1\n',
    ],
    [
      'requests with all that belongs to them',
      `const r = await fetch('https://httpbin.org/post', { method: 'POST', body: JSON.stringify({ a: 1 }), headers: { 'content-type': 'application/json' } });
       console.log(r.ok, r.status, r.headers.get('Content-Type'), (await r.json()).json);
       const stop = AbortSignal.timeout(500);
       console.log(await fetch('https://httpbin.org/delay/3', { signal: stop }).catch((error) => error.name));
       console.log(await fetch('https://nowhere.invalid/').catch((error) => error.message + ' ' + error.cause.code));
       console.log((await fetch('https://httpbin.org/redirect/2')).url, (await (await fetch('https://httpbin.org/gzip')).json()).gzipped);`,
      'true 200 application/json { a: 1 }\nTimeoutError\nfetch failed ENOTFOUND\nhttps://httpbin.org/get true\n',
    ],
    [
      'an answer that is read twice, by a clone',
      `const r = await fetch('https://httpbin.org/json');
       const again = r.clone();
       console.log((await r.text()).length === (await again.text()).length, again.ok, again.url, again.bodyUsed);
       try { r.clone(); } catch (error) { console.log(error.message); }`,
      'true true https://httpbin.org/json true\nResponse.clone: Body has already been consumed.\n',
    ],
    [
      'text, URLs, copies and time',
      `const url = new URL('../b?x=1#h', 'https://example.org/a/c'); url.searchParams.append('y', 'ü');
       console.log(url.href, new TextDecoder().decode(new TextEncoder().encode('grüß')), structuredClone({ d: new Date(0) }).d.getTime());
       console.log(new Date().toISOString(), typeof crypto.randomUUID());`,
      'https://example.org/b?x=1&y=%C3%BC#h grüß 0\n2026-01-01T09:00:00.000Z string\n',
    ],
  ];
  it.concurrent.each(cases)('%s', async (_, program, stdout) => {
    const seen = await run(program);
    expect(textOf(seen, 'stderr')).toBe('');
    expect(textOf(seen, 'stdout')).toBe(stdout);
    expect(seen).toMatchObject({ outcome: 'exited', exitStatus: 0 });
  });
});

describe('how a run ends', () => {
  const cases: readonly [
    name: string,
    program: string | Record<string, string>,
    end: Partial<Run>,
    stderr: RegExp,
    limits?: Partial<Limits>,
  ][] = [
    [
      'process.exit',
      `process.exitCode = 2; setTimeout(() => process.exit(3), 10); setInterval(() => 0, 1000);`,
      { outcome: 'exited', exitStatus: 3 },
      /^$/,
    ],
    [
      'an error',
      `function f() {\n  throw new TypeError('bad');\n}\nf();`,
      { outcome: 'exited', exitStatus: 1 },
      /main\.mjs:2\n {2}throw new TypeError\('bad'\);\n[\s\S]*TypeError: bad\n {4}at f \(file:\/\/\/box\/main\.mjs:2:9\)/,
    ],
    [
      'a rejection',
      `Promise.reject(new Error('nobody'));`,
      { outcome: 'exited', exitStatus: 1 },
      /Error: nobody/,
    ],
    [
      'a syntax error',
      `let a = ;`,
      { outcome: 'exited', exitStatus: 1 },
      /SyntaxError: Unexpected token ';'\n {4}at file:\/\/\/box\/main\.mjs:1:9/,
    ],
    [
      'a syntax error of CommonJS',
      { 'main.js': `const a = 1;\nlet b = ;` },
      { outcome: 'exited', exitStatus: 1 },
      /^file:\/\/\/box\/main\.js:2\nlet b = ;\n {8}\^\n\nSyntaxError: Unexpected token ';'\n {4}at file:\/\/\/box\/main\.js:2:9\n\nNode/,
    ],
    [
      'what types alone cannot take out',
      { 'main.ts': `const a: number = 1;\nenum Colour { Red }` },
      { outcome: 'exited', exitStatus: 1 },
      /^file:\/\/\/box\/main\.ts:2\nenum Colour \{ Red \}\n\^\n\nSyntaxError: TypeScript enum is not supported/,
    ],
    [
      'a request that nobody catches, with its place and cause, and last words',
      {
        'main.js': `process.on('exit', (code) => console.error('last', code));\nasync function main() {\n  await fetch('https://nowhere.invalid/');\n}\nmain();`,
      },
      { outcome: 'exited', exitStatus: 1 },
      /^\/box\/main\.js:3\n[\s\S]*TypeError: fetch failed\n {4}at async main \(\/box\/main\.js:3:3\)\n {2}\[cause\]: Error: getaddrinfo ENOTFOUND nowhere\.invalid\n\nNode\.js v24\.21\.0\nlast 1\n$/,
    ],
    [
      'an error that is dealt with',
      `process.on('uncaughtException', (error) => { console.error(error.message); setTimeout(() => process.exit(4), 5); });
       setTimeout(() => { throw new Error('dealt with'); }, 1);`,
      { outcome: 'exited', exitStatus: 4 },
      /^dealt with\n$/,
    ],
    [
      'a module that is not there',
      `import fs from 'node:fs';`,
      { outcome: 'exited', exitStatus: 1 },
      /main\.mjs:1\nimport fs[\s\S]*'node:fs' is not available here\. Of Node's modules there are: node:buffer/,
    ],
    ['an await that nothing settles', `await new Promise(() => {});`, { outcome: 'deadlocked' }, /^$/],
    [
      'shared memory that nobody wakes',
      `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`,
      { outcome: 'deadlocked' },
      /^$/,
    ],
    [
      'a worker that listens for ever',
      `${workers} ${worker(`require('node:worker_threads').parentPort.on('message', () => 0);`)};`,
      { outcome: 'deadlocked' },
      /^$/,
    ],
    ['too long in virtual time', `setTimeout(() => 0, 31_000);`, { outcome: 'timed-out-virtual' }, /^$/],
    ['an endless loop', `for (;;) {}`, { outcome: 'cpu-exceeded' }, /^$/, { cpuMs: 300 }],
    [
      'an endless loop in a worker that catches everything',
      `${workers} ${worker(`for (;;) { try { for (;;) {} } catch {} }`)};`,
      { outcome: 'cpu-exceeded' },
      /^$/,
      { cpuMs: 300 },
    ],
    [
      'an endless loop that is not counted',
      `new Function('for (;;) {}')();`,
      { outcome: 'cpu-exceeded' },
      /^$/,
      { cpuMs: 300 },
    ],
    [
      'endless microtasks',
      `const again = () => Promise.resolve().then(again); again();`,
      { outcome: 'cpu-exceeded' },
      /^$/,
      { cpuMs: 300 },
    ],
    [
      'too much output',
      `for (;;) console.log('x'.repeat(1000));`,
      { outcome: 'output-exceeded' },
      /^$/,
      { outputBytes: 20_000 },
    ],
    [
      'too many workers',
      `${workers} for (let n = 0; n < 1000; n += 1) ${worker('setInterval(() => 0, 1000)')};`,
      { outcome: 'too-many-processes' },
      /^$/,
      { tasks: 8 },
    ],
    [
      'an array that grows',
      `const all = []; for (;;) all.push(new Array(1000).fill(all.length));`,
      { outcome: 'out-of-memory' },
      /^$/,
      { memoryBytes: 32 * 2 ** 20 },
    ],
    [
      'an array as large as can be',
      `new Array(1e9).fill(0);`,
      { outcome: 'out-of-memory' },
      /^$/,
      { memoryBytes: 32 * 2 ** 20 },
    ],
    [
      'messages without end',
      `const { port1, port2 } = new MessageChannel(); for (;;) port1.postMessage(new Uint8Array(1e6));`,
      { outcome: 'out-of-memory' },
      /^$/,
      { memoryBytes: 32 * 2 ** 20 },
    ],
  ];
  it.concurrent.each(cases)('%s', async (_, program, end, stderr, limits) => {
    const seen = await run(program, limits);
    expect(seen).toMatchObject({ ...end, fault: null });
    expect(textOf(seen, 'stderr')).toMatch(stderr);
  });
});

describe('what a program cannot reach', () => {
  const cases: readonly [name: string, program: string, stdout: string][] = [
    [
      'Node by constructor chains',
      `const f = console.log.constructor('return typeof process.binding + typeof require + typeof globalThis.process.mainModule'); console.log(f());`,
      'undefinedundefinedundefined\n',
    ],
    [
      'the host by what it throws',
      `try { structuredClone(() => 1); } catch (error) { console.log(error.name, typeof error.constructor.constructor('return this')().require); }`,
      'DataCloneError undefined\n',
    ],
    [
      'the shims by other prototypes',
      `Array.prototype.map = Map.prototype.get = Map.prototype.set = () => 'mine'; Object.prototype.then = undefined; console.log('still here');`,
      'still here\n',
    ],
    [
      'the network of the host',
      `console.log(await fetch('http://127.0.0.1:5432/').catch((error) => error.cause.code));`,
      'ECONNREFUSED\n',
    ],
  ];
  it.concurrent.each(cases)('%s', async (_, program, stdout) => {
    expect(textOf(await run(program), 'stdout')).toBe(stdout);
  });
});

it('repeats a run, byte for byte, and draws other numbers from another seed', async () => {
  const program = `${workers} console.log(Math.random(), crypto.randomUUID());
    if (true) { for (let n = 0; n < 3; n += 1) ${worker(`const { threadId } = require('node:worker_threads');
      let sum = 0; for (let i = 0; i < 3e5; i += 1) sum += i % 7;
      setTimeout(() => console.log(threadId, sum, performance.now()), Math.random() * 100);`)}; }
    await Promise.all([1, 2].map((n) => fetch('https://example.org/' + n)));
    for (let i = 0; i < 1e5; i += 1) Math.sqrt(i); console.log(performance.now());`;
  const [one, other, third] = await Promise.all([run(program), run(program), run(program, {}, 2)]);
  expect(JSON.stringify(other.timeline)).toBe(JSON.stringify(one.timeline));
  expect(other.elapsedMs).toBe(one.elapsedMs);
  expect(textOf(third, 'stdout')).not.toBe(textOf(one, 'stdout'));
});
