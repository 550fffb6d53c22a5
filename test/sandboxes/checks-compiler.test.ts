import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { exercisesDirectory } from '../../src/config/package-root.js';
import { CheckHost } from '../../src/execution/check-host/client.js';
import { ChecksCompiler } from '../../src/execution/checks-compiler/client.js';
import { examineExercise } from '../../src/execution/examine.js';
import { exerciseFolders } from '../../src/exercises/catalogue.js';
import { readFolder } from '../../src/exercises/exercise-files.js';
import { problemText } from '../../src/exercises/problem.js';

/** What an instructor is told of a checks.ts, and what one that means harm can do: nothing. */

const compiler = new ChecksCompiler(20_000);
const impatient = new ChecksCompiler(1_500);
const checkHost = new CheckHost({ timeLimitMs: 400, memoryLimitMegabytes: 64, watchdogMarginMs: 1_000 });
afterAll(() => Promise.all([compiler.stop(), impatient.stop(), checkHost.stop()]));

const typed = (body: string) => `import { passed, type Checks } from 'interleave/checks';
export const checks: Checks = {
  runs: ({ runs }) => ${body},
};
`;
const fine = typed("passed(runs.length + ' runs')");

const problemsOf = async (text: string) => (await compiler.compile(text)).problems.map(problemText);

describe('ChecksCompiler', () => {
  it('takes the types out, and finds nothing wrong with what is right', async () => {
    const { source, problems } = await compiler.compile(fine);
    expect(problems).toEqual([]);
    expect(source?.split('\n')).toHaveLength(fine.split('\n').length);
    expect(source).not.toContain('Checks =');
  });

  it.each([
    ['an unknown name', typed('failed(`no`)'), /^checks\.ts:3:23: Cannot find name 'failed'/],
    [
      'a verdict that is none',
      typed('runs.length'),
      /^checks\.ts:3:\d+: Type 'number' is not assignable to type 'Verdict'/,
    ],
    [
      'a field that runs do not have',
      typed('passed(runs[0]!.output)'),
      /^checks\.ts:3:\d+: Property 'output' does not exist/,
    ],
    [
      'a forgotten hint',
      fine.replace('passed,', 'failed,').replace('passed(', 'failed('),
      /Expected 2 arguments/,
    ],
    ['what is not exported', fine.replace('passed,', 'passes,'), /^checks\.ts:1:10: .*no exported member/],
    ['a module of Node', `import 'node:fs';\n${fine}`, /^checks\.ts:1:8: Cannot find module .*'node:fs'/],
    [
      'a file of this machine',
      `/// <reference path="/etc/passwd" />\n${fine}`,
      /Could not resolve the path '\/etc\/passwd'/,
    ],
    ['what only a browser has', typed('passed(window.name)'), /Cannot find name 'window'/],
  ])('warns of %s, and still gives the code', async (_, text, message) => {
    const { source, problems } = await compiler.compile(text);
    expect(source).not.toBeNull();
    expect(problems.map(({ severity }) => severity)).toEqual(problems.map(() => 'warning'));
    expect(problems.map(problemText).join('\n')).toMatch(message);
  });

  it.each([
    ['a syntax error', typed('passed(('), /^checks\.ts:3:\d+: /],
    ['an enum', `enum Way { Fast }\n${fine}`, /^checks\.ts:1:\d+: .*/],
    ['half a text', 'export const checks = {\n  runs: "', /^checks\.ts:2:\d+: /],
  ])('calls %s an error, at its line', async (_, text, message) => {
    const { source, problems } = await compiler.compile(text);
    expect(source).toBeNull();
    expect(problems[0]).toMatchObject({ severity: 'error' });
    expect(problems.map(problemText).join('\n')).toMatch(message);
  });

  const deepType = `type Deep<T, N extends unknown[] = []> = N['length'] extends 900 ? T : Deep<[T] | T[], [...N, 1]>;
type All<K extends string> = \`\${K}\${K}\${K}\${K}\`;
type Letters = 'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | 'i' | 'j' | 'k' | 'l' | 'm' | 'n' | 'o';
export const all: Record<All<Letters>, Deep<string>> = {} as never;
export const more: { [K in All<Letters>]: { [L in All<Letters>]: [K, L] } } = 1 as never;
export const most: (typeof more)[All<Letters>][All<Letters>] = 2 as never;\n`;
  it.each([
    ['brackets without end', '('.repeat(200_000)],
    ['types in types without end', `let a: ${'Array<'.repeat(50_000)}1${'>'.repeat(50_000)};`],
    ['a sum without end', `let a = ${'1+'.repeat(100_000)}1;`],
    ['types that grow beyond all measure', deepType + fine],
  ])('survives %s, and reads the next as ever', async (_, text) => {
    const { problems } = await impatient.compile(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(await impatient.compile(fine)).toMatchObject({ problems: [], source: expect.any(String) });
  });

  it('offers nothing where that would never end, and answers the next as ever', async () => {
    const text = `${deepType}${fine}most.`;
    expect((await impatient.complete(text, text.length)).items).toEqual([]);
    expect((await impatient.complete(fine, fine.length)).items.length).toBeGreaterThan(0);
  });

  /** `|` is where the cursor is. */
  const at = (marked: string) => [marked.replace('|', ''), marked.indexOf('|')] as const;
  it.each([
    ['what a check is given', typed('passed(runs[0]!.|)'), ['outcome', 'timeline', 'elapsedMs'], 'near'],
    ['words that are asked for', typed("passed(runs[0]!.outcome === '|' ? '' : '')"), ['deadlocked'], 'near'],
    ['names of the API that are not imported', typed('requ|'), ['requestsOf'], 'api'],
    ['names that are', typed('pas|'), ['passed'], 'near'],
    ['what every program has', typed('Mat|'), ['Math'], 'language'],
  ])('offers %s', async (_, marked, labels, origin) => {
    const { from, items } = await compiler.complete(...at(marked));
    expect(marked.slice(from)).toMatch(/^(requ|pas|Mat)?\|/);
    for (const label of labels) expect(items).toContainEqual(expect.objectContaining({ label, origin }));
    expect(items.map(({ label }) => label)).not.toContain('document');
  });

  it('says what a name means that is there, and what one would that is offered, with its import', async () => {
    const place = at(fine.replace('passed(', 'pas|sed('));
    expect(await compiler.describe(...place, null)).toMatchObject({
      signature: 'passed(message: string): Verdict',
      documentation: 'Full points. `message`: what was seen.',
      edits: [],
    });
    const [text, offset] = at(typed('requ|'));
    const offered = await compiler.describe(text, offset, 'requestsOf');
    expect(offered).toMatchObject({
      signature: expect.stringMatching(/^function requestsOf\(run: Run/),
      documentation: 'All requests, or those that one lane sent.',
    });
    expect(offered?.edits).toEqual([{ from: 17, to: 17, text: 'requestsOf, ' }]);
    expect(await compiler.describe(text, 0, null)).toBeNull();
    expect(await compiler.describe(text, offset, 'no-such-name')).toBeNull();
  });

  it('answers several at once, each its own', async () => {
    const answers = await Promise.all([problemsOf(fine), problemsOf(typed('1')), problemsOf(fine)]);
    expect(answers.map((problems) => problems.length)).toEqual([0, 1, 0]);
  });
});

describe('examineExercise', () => {
  it.each(exerciseFolders(exercisesDirectory))('finds nothing wrong with %s', async (directory) => {
    const slug = directory.split('/').at(-1) ?? '';
    const { exercise, problems } = await examineExercise(readFolder(directory), slug, {
      compiler,
      checkHost,
    });
    expect(problems.map(problemText)).toEqual([]);
    expect(exercise?.checksSource).toBe(
      (await compiler.compile(readFileSync(join(directory, 'checks.ts'), 'utf8'))).source,
    );
  });

  const folder = readFolder(join(exercisesDirectory, '../test/support/exercises/two-sleeps'));
  it.each([
    [
      'checks that differ from those of exercise.yaml',
      'export const checks = { runs: 0 };',
      /^checks\.ts: checks\.ts lacks sleeps/,
    ],
    [
      'what only the interpreter notices',
      'let a = 1;\nlet a = 2;\nexport const checks = {};',
      /^checks\.ts:2:5: Identifier 'a' has already been declared/m,
    ],
    [
      'checks that never end as they are loaded',
      'for (;;) {}\nexport const checks = {};',
      /^checks\.ts: The checks took more than/,
    ],
  ])('names %s', { timeout: 60_000 }, async (_, text, message) => {
    const files = new Map([...folder, ['checks.ts', text]]);
    const { exercise, problems } = await examineExercise(files, 'two-sleeps', { compiler, checkHost });
    expect(exercise).toBeNull();
    expect(problems.map(problemText).join('\n')).toMatch(message);
  });
});
