import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { ProgramReader, type ReadingLimits } from '../../src/execution/program-reader/client.js';
import { nothingRead } from '../../src/grading/findings.js';

/** Programs made to hurt who reads them: a reading is bounded, fails alone, and the next one is as ever. */

const readers: ProgramReader[] = [];
const patient = { cpuMs: 20_000, timeMs: 60_000, characters: 60_000, memoryBytes: 512 * 1024 * 1024 };
function aReader(limits: Partial<ReadingLimits> = {}): ProgramReader {
  const reader = new ProgramReader({ ...patient, ...limits });
  readers.push(reader);
  return reader;
}
afterAll(() => Promise.all(readers.map((reader) => reader.stop())));

const blocking = 'import time\nasync def main():\n    time.sleep(1)\nmentioned = main\n';
const rulesIn = async (reader: ProgramReader, text = blocking) =>
  (await reader.read({ 'main.py': text }))?.findings.map(({ rule }) => rule);

/** Ids of the processes of all readers that were started here. */
const processes = (): string[] =>
  execFileSync('pgrep', ['-P', String(process.pid), '-f', 'program-reader/main.js'], { encoding: 'utf8' })
    .trim()
    .split('\n');

describe('a program reader', () => {
  const reader = aReader();

  it.each([
    ['brackets that are never closed', '('.repeat(59_000)],
    ['brackets within brackets', `x = ${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['blocks within blocks', Array.from({ length: 300 }, (_, at) => `${' '.repeat(at)}if x:`).join('\n')],
    ['one sum', `x = ${'1+'.repeat(29_000)}1`],
    ['signs', `x = ${'-'.repeat(59_000)}1`],
    ['texts within texts', `x = ${'f"{'.repeat(2_000)}1`],
    ['lambdas', `x = ${'lambda:'.repeat(8_000)}1`],
    ['attributes', `x = a${'.b'.repeat(29_000)}`],
    ['calls of calls', `x = f${'()'.repeat(29_000)}`],
    [
      'functions that call two others each',
      Array.from({ length: 400 }, (_, at) => `def f${at}():\n  f${at + 1}(); f${at + 1}()\n`).join(''),
    ],
    [
      'functions that call themselves',
      'import time\ndef f():\n  g(); time.sleep(1)\ndef g():\n  f()\nasync def h():\n  f()\nh\n',
    ],
    ['sleeps and nothing else', `async def f():\n${'  time.sleep(1)\n'.repeat(3_500)}`],
    ['names that are not known', 'a(b)\n'.repeat(11_000)],
    ['signs that are no text', '\u0000\ud800\ufeff\u2028'.repeat(10_000)],
    [
      'bytes of another kind',
      Array.from({ length: 50_000 }, (_, at) => String.fromCharCode(at % 60_000)).join(''),
    ],
    [
      'names of objects',
      'import constructor as __proto__\n__proto__.sleep(1)\nconstructor.hasOwnProperty(1)\n',
    ],
  ])('is done with %s', async (_, text) => {
    const { findings, places } = (await reader.read({ 'main.py': text })) ?? nothingRead;
    expect(findings.length).toBeLessThanOrEqual(100);
    expect(places.length).toBeLessThanOrEqual(200);
    expect(await rulesIn(reader)).toEqual(['blocks-the-loop']);
  });

  it.each([
    ['brackets within brackets', `x = ${'['.repeat(20_000)}${']'.repeat(20_000)};`],
    ['functions within functions', 'f(() => '.repeat(6_000)],
    ['types within types', `let x: ${'Array<'.repeat(4_000)}0${'>'.repeat(4_000)};`],
    ['loops and nothing else', 'for (const u of v) await fetch(u);\n'.repeat(1_700)],
    [
      'functions that call two others each',
      Array.from({ length: 400 }, (_, at) => `function f${at}() { f${at + 1}(); f${at + 1}(); }\n`).join(''),
    ],
  ])('is done with %s in JavaScript', async (_, text) => {
    const { findings, places } = (await reader.read({ 'main.ts': text })) ?? nothingRead;
    expect(findings.length).toBeLessThanOrEqual(100);
    expect(places.length).toBeLessThanOrEqual(200);
    expect(await rulesIn(reader)).toEqual(['blocks-the-loop']);
  });

  it('does not read what is too large', async () => {
    expect(await reader.read({ 'main.py': `${blocking}#${'x'.repeat(60_000)}` })).toBe(nothingRead);
    expect(await reader.read({ 'main.py': blocking, 'more.py': ' '.repeat(60_000) })).toBe(nothingRead);
    expect(await reader.read({ 'report.md': blocking })).toBe(nothingRead);
  });

  /** Takes its time: every one of them is held against every other. */
  const sleeps = `async def f():\n${'  time.sleep(1)\n'.repeat(3_500)}`;
  it.each([
    ['CPU time', { cpuMs: 1 }],
    ['time on the wall', { timeMs: 1 }],
  ])('gives up after its %s, and reads the next program', async (_, limits) => {
    const impatient = aReader(limits);
    expect(await impatient.read({ 'main.py': sleeps })).toBeNull();
    // Its process was killed; with the time that a program needs, another one answers.
    expect(await rulesIn(aReader())).toEqual(['blocks-the-loop']);
  });

  it('goes on in another process when one has grown too large', async () => {
    const forgetful = aReader({ memoryBytes: 1 });
    const others = new Set(processes());
    const own = () => processes().filter((id) => !others.has(id));
    expect(await rulesIn(forgetful)).toEqual(['blocks-the-loop']);
    const before = own();
    expect(await rulesIn(forgetful)).toEqual(['blocks-the-loop']);
    expect(own().some((id) => !before.includes(id))).toBe(true);
  });

  it('has nothing to say when its process can not start, or was stopped', async () => {
    const broken = new ProgramReader(undefined, '/nowhere/main.js');
    expect(await broken.read({ 'main.py': blocking })).toBeNull();
    await broken.stop();
    const stopped = aReader();
    const reading = rulesIn(stopped);
    await stopped.stop();
    expect(await reading, 'asked for before').toEqual(['blocks-the-loop']);
    expect(await stopped.read({ 'main.py': blocking })).toBeNull();
  });
});
