import { describe, expect, it } from 'vitest';
import { readProgram } from './read-program.js';
import { parserOf } from './syntax.js';

const parsers = { python: await parserOf('python'), javascript: await parserOf('javascript') };
const read = (text: string, file = 'main.mjs') =>
  readProgram(parsers, () => [], { [file]: text.trimStart() });
/** "rule subject line name", with the other line of it. */
const found = (text: string, file?: string) =>
  read(text, file).findings.map(({ rule, subject, line, waitLine, name }) =>
    `${rule} ${subject} ${line}${waitLine === null ? '' : `<${waitLine}`} ${name}`.trim(),
  );

const workers = `
import { isMainThread, Worker, workerData } from 'node:worker_threads';
const part = (first) => new Promise((done) => new Worker(file, { workerData: first }).on('message', done));
`;

describe('what a program in JavaScript is found to have', () => {
  it.each<[string, string, string[]]>([
    [
      'one await after the other',
      'const a = await fetch(u);\nconst b = await fetch(v);',
      ['awaits-one-by-one request 1<2 await'],
    ],
    [
      'an await in a loop',
      'for (const u of urls) {\n  await (await fetch(u)).text();\n}',
      ['awaits-one-by-one request 2 await'],
    ],
    [
      'a chain that is awaited',
      'for (const u of urls) await fetch(u).then((r) => r.text());',
      ['awaits-one-by-one request 1 await'],
    ],
    [
      'by functions',
      'const get = (u) => fetch(u);\nasync function both() {\n  await get(1);\n  await get(2);\n}',
      ['awaits-one-by-one request 3<4 await'],
    ],
    [
      'within Promise.all',
      'await Promise.all([\n  await fetch(u),\n  await fetch(v),\n]);',
      ['awaits-one-by-one request 2<3 Promise.all'],
    ],
    [
      'a worker in the loop',
      `${workers}for (const n of [1, 2]) await part(n);`,
      ['waits-in-the-starting-loop worker 3 await'],
    ],
    [
      'the end of a worker in the loop',
      `${workers}for (const n of [1, 2]) {\n  const worker = new Worker(file);\n  await once(worker, 'exit');\n}`,
      ['waits-in-the-starting-loop worker 5 await'],
    ],
    [
      'workers by commonjs',
      'const { Worker: W } = require("worker_threads");\n(async () => {\n  for (;;) {\n    const w = new W(f);\n    await new Promise((done) => w.on("exit", done));\n  }\n})();',
      ['waits-in-the-starting-loop worker 5 await'],
    ],
    [
      'asking the clock',
      'const until = Date.now() + 500;\nwhile (Date.now() < until);',
      ['busy-waits any 2 Date.now'],
    ],
    ['Atomics.wait', 'Atomics.wait(cell, 0, 0);', ['blocks-the-loop lock 1 Atomics.wait']],
    [
      'a sleep as a statement',
      "import { setTimeout as sleep } from 'timers/promises';\nsleep(1000);",
      ['never-awaited sleep 2 sleep'],
    ],
    [
      'an end',
      'if (isMainThread) {\n  for (const w of workers) w.terminate();\n  process.exit(0);\n}',
      ['ends-early worker 2 terminate', 'ends-early request 3 process.exit'],
    ],
    [
      'squares in main',
      `${workers}if (isMainThread) {\n  for (let n = 1; n <= 100; n++) sum += n * n;\n}`,
      ['works-in-main worker 4'],
    ],
    [
      'a function that squares, called in main',
      `${workers}function square(n) { return n ** 2; }\nif (isMainThread) part(square(3));`,
      ['works-in-main worker 4 square'],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each<[string, string]>([
    ['both at once', 'const a = fetch(u);\nconst b = fetch(v);\nconsole.log(await a, await b);'],
    ['Promise.all', 'await Promise.all(urls.map((u) => fetch(u)));'],
    ['a callback that awaits', 'urls.forEach(async (u) => {\n  await fetch(u);\n});'],
    ['Promise.all of workers', `${workers}await Promise.all([1, 2].map(part));`],
    ['Atomics.wait of a worker', 'if (isMainThread) start();\nelse Atomics.wait(cell, 0, 0);'],
    ['a loop with a pause', 'while (Date.now() < until) await sleep(10);'],
    [
      'squares of a worker',
      `${workers}if (!isMainThread) {\n  for (let n = 1; n <= 100; n++) sum += n * n;\n}`,
    ],
    ['no JavaScript', 'This is <b>not</b> a program ((('],
  ])('nothing: %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  it('reads TypeScript, at the lines it has', () => {
    const text =
      'interface A {\n  b: string;\n}\nconst a: Response = await fetch(u);\nconst b: Response = await fetch(v);';
    expect(found(text, 'main.ts')).toEqual(['awaits-one-by-one request 4<5 await']);
    expect(read('enum A {}\nawait fetch(u);', 'main.ts')).toMatchObject({ findings: [], isWhole: false });
  });

  it('knows where requests are made', () => {
    const { places } = read('const a = fetch("https://a.org/1");\nurls.map(fetch);');
    expect(places.map(({ line, url }) => [line, url])).toEqual([
      [1, 'https://a.org/1'],
      [2, null],
    ]);
  });
});
