import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { defaultLimits } from '../grading/scenario.js';
import { readCatalogue } from './catalogue.js';
import { InvalidExerciseError, problemText } from './problem.js';
import { readExercise, readExerciseFiles } from './read-exercise.js';
import { readSolutions } from './solutions.js';

const root = mkdtempSync(join(tmpdir(), 'exercises-test-'));
afterAll(() => rmSync(root, { recursive: true }));

const yaml = `
slug: two-waits
version: 3
title: Two waits
summary: Waits twice at once.
lesson: 1
languages:
  python:
    starter: [starter.py, report.md]
    required: [report.md]
scenarios:
  - {id: as-asked, title: "as asked", seed: 1}
  - {id: slow, title: "one is slow", seed: 2, order: parent-first, probe: work, internet: {delaysMs: [3000, 1000]}, limits: {cpuMs: 2000}}
checks:
  - {id: runs, points: 10, title: "Runs"}
  - {id: waits, points: 90, title: "Waits"}
`;

const valid: Readonly<Record<string, string>> = {
  'exercise.yaml': yaml,
  'statement.md': '# Two waits\n',
  'starter.py': 'import time\n',
  'report.md': '# Report\n',
  'checks.ts':
    "import { passed, type Checks } from 'interleave/checks';\nexport const checks: Checks = { runs: () => passed('x') };\n",
};

/** Each line has the one before nine times over. */
const aliasBomb = [
  'a: &a [x, x, x]',
  ...[...'bcdefghij'].map((key, at) => `${key}: &${key} [${Array(9).fill(`*${'abcdefghij'[at]}`)}]`),
].join('\n');

let roots = 0;
/** A folder called `two-waits`, with these files in place of the valid ones; null: without the file. */
function aFolder(changed: Readonly<Record<string, string | null>> = {}, slug = 'two-waits'): string {
  roots += 1;
  const directory = join(root, String(roots), slug);
  for (const [name, text] of Object.entries({ ...valid, ...changed })) {
    if (text === null) continue;
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  return directory;
}

function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof InvalidExerciseError) return error.problems.map(problemText);
    throw error;
  }
  return [];
}

describe('readExercise', () => {
  it('reads everything of a folder', () => {
    expect(readExercise(aFolder())).toMatchObject({
      slug: 'two-waits',
      version: 3,
      statement: '# Two waits\n',
      languages: {
        python: {
          starter: [
            { name: 'main.py', text: 'import time\n' },
            { name: 'report.md', text: '# Report\n' },
          ],
          required: ['report.md'],
        },
      },
      scenarios: [
        {
          id: 'as-asked',
          order: 'free',
          probe: 'none',
          internet: { delaysMs: [] },
          limits: defaultLimits,
        },
        {
          id: 'slow',
          order: 'parent-first',
          probe: 'work',
          internet: { delaysMs: [3000, 1000] },
          limits: { ...defaultLimits, cpuMs: 2000 },
        },
      ],
    });
  });

  it('reads the rubric of a check that a person should look at', () => {
    const review = { rubric: [{ id: 'reason', points: 90, title: 'Why' }] };
    const text = yaml.replace('points: 90', `points: 90, review: ${JSON.stringify(review)}`);
    expect(readExercise(aFolder({ 'exercise.yaml': text })).checks[1]).toMatchObject({ id: 'waits', review });
  });

  it('reads the rules of the stand-in internet', () => {
    const rules = [
      {
        url: 'https://api.example.com/*',
        delayMs: 50,
        status: 500,
        headers: { 'X-Why': 'busy' },
        body: '{}',
      },
      { url: '*', failure: 'timeout' },
    ];
    const text = yaml.replace('delaysMs: [3000, 1000]', `rules: ${JSON.stringify(rules)}`);
    expect(readExercise(aFolder({ 'exercise.yaml': text })).scenarios[1]?.internet).toEqual({
      delaysMs: [],
      rules,
    });
  });

  it('takes the types out of checks.ts and keeps its lines', () => {
    const { checksSource } = readExercise(aFolder());
    expect(checksSource).not.toContain('Checks');
    expect(checksSource.split('\n')).toHaveLength(3);
  });

  const changedYaml = (from: string, to: string) => ({ 'exercise.yaml': yaml.replace(from, to) });
  const ruled = (rule: string) =>
    changedYaml('delaysMs: [3000, 1000]', `rules: [{url: "https://example.com/", ${rule}}]`);
  it.each([
    ['a missing statement', { 'statement.md': null }, /^statement\.md: the file is missing/],
    ['a missing starter', { 'starter.py': null }, /^starter\.py: the file is missing/],
    ['missing checks', { 'checks.ts': null }, /^checks\.ts: the file is missing/],
    ['no exercise.yaml', { 'exercise.yaml': null }, /^exercise\.yaml: the file is missing/],
    ['broken YAML', { 'exercise.yaml': 'slug: [' }, /^exercise\.yaml:1:\d+: /],
    [
      'a forgotten comma',
      changedYaml('slow", seed', 'slow" seed'),
      /^exercise\.yaml:13:\d+: .*may be missing/,
    ],
    ['YAML that is no mapping', { 'exercise.yaml': '42' }, /^exercise\.yaml:1:1: \(the whole file\): /],
    ['an unknown field', changedYaml('lesson: 1', 'lesson: 1\nlevel: 2'), /^exercise\.yaml:7:1: .*level/],
    [
      'an unknown field of a scenario',
      changedYaml('seed: 2,', 'seed: 2, speed: 1,'),
      /^exercise\.yaml:13:47: scenarios\[1\]: .*speed/,
    ],
    [
      'a missing field',
      changedYaml('version: 3', ''),
      /^exercise\.yaml:2:1: version: is missing: expected number/,
    ],
    [
      'points that are no number',
      changedYaml('points: 90', 'points: many'),
      /^exercise\.yaml:16:17: checks\[1\]\.points/,
    ],
    ['an order that does not exist', changedYaml('parent-first', 'random'), /scenarios\[1\]\.order/],
    [
      'a check id used twice',
      changedYaml('id: waits', 'id: runs'),
      /checks\[1\]\.id: the id "runs" is used twice/,
    ],
    ['a scenario id used twice', changedYaml('id: slow', 'id: as-asked'), /scenarios\[1\]\.id/],
    ['a bad id', changedYaml('id: waits', 'id: Waits!'), /checks\[1\]\.id/],
    [
      'a starter in another folder',
      changedYaml('starter.py', '../starter.py'),
      /languages\.python\.starter\[0\]/,
    ],
    [
      'a rubric with other points than its check',
      changedYaml('points: 90', "points: 90, review: {rubric: [{id: reason, points: 80, title: 'Why'}]}"),
      /checks\[1\]\.review\.rubric: the points of the rubric come to 80, those of the check are 90/,
    ],
    [
      'an answer beside a failure',
      ruled('failure: reset, status: 500'),
      /internet\.rules\[0\]\.status: has no effect/,
    ],
    [
      'a delay of what never comes',
      ruled('failure: timeout, delayMs: 5'),
      /rules\[0\]\.delayMs: has no effect/,
    ],
    [
      'a header that cannot be set',
      ruled("headers: {Content-Length: '1'}"),
      /rules\[0\]\.headers\.Content-Length/,
    ],
    [
      'a header that no header can be',
      ruled('headers: {A: "b\\nc"}'),
      /rules\[0\]\.headers\.A: expected one line/,
    ],
    ['a status that is none', ruled('status: 99'), /rules\[0\]\.status/],
    [
      'bodies beyond all measure',
      ruled(`body: ${'x'.repeat(49 * 1024)}`),
      /scenarios\[1\]\.internet: .* 48 KiB/,
    ],
    ['a nesting without end', { 'exercise.yaml': '['.repeat(50_000) }, /^exercise\.yaml:1:\d+: /],
    [
      'references that grow beyond all measure',
      { 'exercise.yaml': aliasBomb },
      /^exercise\.yaml: .*alias count/,
    ],
    [
      'another slug',
      changedYaml('slug: two-waits', 'slug: others'),
      /^exercise\.yaml:2:1: slug: is "others"/,
    ],
    [
      'an enum in checks.ts',
      { 'checks.ts': '\nenum A { B }\nexport const checks = {};' },
      /^checks\.ts:2:1: /,
    ],
    ['a syntax error in checks.ts', { 'checks.ts': 'export const checks = {;' }, /^checks\.ts:1:24: /],
  ])('names file and field of %s', (_, changed, problem) => {
    const problems = problemsOf(() => readExercise(aFolder(changed)));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(problem);
  });

  it('names all that is wrong in exercise.yaml at once', () => {
    const changed = {
      'exercise.yaml': yaml.replace('version: 3', 'version: 0').replace('seed: 1', 'seed: x'),
    };
    expect(problemsOf(() => readExercise(aFolder(changed)))).toHaveLength(2);
  });
});

describe('readExerciseFiles', () => {
  it.each([
    ['a path that leads out', '../other.py', /^\.\.\/other\.py: expected a path of plain names/],
    ['an absolute path', '/etc/passwd', /: expected a path/],
    ['a path that is too deep', 'solutions/a/b/c.py', /: expected a path/],
    ['a hidden file', '.env', /: expected a path/],
    ['bytes that no database keeps', 'solutions/right.py', /: holds what is not text/, '# expect: all\n\0'],
    ['a file that is too large', 'notes.md', /: a file may have 256 KiB/, 'x'.repeat(257 * 1024)],
  ])('refuses %s', (_, path, problem, text = '') => {
    const { exercise, problems } = readExerciseFiles(
      new Map(Object.entries({ ...valid, [path]: text })),
      'two-waits',
    );
    expect(exercise).toBeNull();
    expect(problems.map(problemText)).toEqual([expect.stringMatching(problem)]);
  });

  it('names all that is missing at once', () => {
    expect(readExerciseFiles(new Map(), 'two-waits').problems.map(({ file }) => file)).toEqual([
      'exercise.yaml',
      'statement.md',
      'checks.ts',
    ]);
  });

  it('keeps an exercise whose solutions alone are wrong', () => {
    const files = new Map(Object.entries({ ...valid, 'solutions/a.py': 'pass\n' }));
    expect(readExerciseFiles(files, 'two-waits')).toMatchObject({
      exercise: { slug: 'two-waits' },
      problems: [{ file: 'solutions/a.py', line: 1, column: 1 }],
    });
  });
});

describe('readCatalogue', () => {
  it('reads every folder, in the order of lessons, and finds by slug', () => {
    const directory = dirname(aFolder());
    const other = {
      'exercise.yaml': yaml.replace('two-waits', 'a-later-one').replace('lesson: 1', 'lesson: 2'),
    };
    for (const [name, text] of Object.entries({ ...valid, ...other })) {
      mkdirSync(join(directory, 'a-later-one'), { recursive: true });
      writeFileSync(join(directory, 'a-later-one', name), text);
    }
    writeFileSync(join(directory, 'README.md'), 'no exercise');
    const catalogue = readCatalogue(directory);
    expect(catalogue.slugs).toEqual(['two-waits', 'a-later-one']);
    expect(catalogue.find('two-waits')?.version).toBe(3);
    expect(catalogue.find('none')).toBeNull();
  });

  it('puts exercises of one lesson in their places, and those without one last', () => {
    const directory = dirname(aFolder());
    const more = { 'a-placed-one': 'lesson: 1\nposition: 2', 'b-first': 'lesson: 1\nposition: 1' };
    for (const [slug, place] of Object.entries(more)) {
      mkdirSync(join(directory, slug), { recursive: true });
      const text = yaml.replace('two-waits', slug).replace('lesson: 1', place);
      const files = { ...valid, 'exercise.yaml': text };
      for (const [name, content] of Object.entries(files))
        writeFileSync(join(directory, slug, name), content);
    }
    expect(readCatalogue(directory).slugs).toEqual(['b-first', 'a-placed-one', 'two-waits']);
  });
});

describe('readSolutions', () => {
  const solutionsOf = (changed: Readonly<Record<string, string>>) => {
    const directory = aFolder(changed);
    return readSolutions(directory, readExercise(directory));
  };

  it('reads programs and folders with what they are expected to earn', () => {
    expect(
      solutionsOf({
        'solutions/right-one.py': '# expect: all\npass\n',
        'solutions/wrong-one.py': '# expect-fail: waits, runs\n',
        'solutions/wrong-two/EXPECT': 'expect-fail: runs\n',
        'solutions/wrong-two/main.py': 'pass\n',
        'solutions/wrong-two/report.md': 'none\n',
      }),
    ).toEqual([
      {
        name: 'right-one.py',
        language: 'python',
        files: { 'right-one.py': '# expect: all\npass\n' },
        failing: [],
      },
      {
        name: 'wrong-one.py',
        language: 'python',
        files: { 'wrong-one.py': '# expect-fail: waits, runs\n' },
        failing: ['waits', 'runs'],
      },
      {
        name: 'wrong-two',
        language: 'python',
        files: { 'main.py': 'pass\n', 'report.md': 'none\n' },
        failing: ['runs'],
      },
    ]);
  });

  it.each([
    [
      'no label',
      { 'solutions/right-one.py': 'pass\n' },
      /^solutions\/right-one\.py:1:1: the first line must be/,
    ],
    [
      'a folder without label',
      { 'solutions/a/main.py': 'pass\n' },
      /^solutions\/a\/EXPECT:1:1: the first line/,
    ],
    ['an unknown check', { 'solutions/a.py': '# expect-fail: runs, walks\n' }, /no check is called walks/],
  ])('refuses %s', (_, changed, problem) => {
    expect(problemsOf(() => solutionsOf(changed))[0]).toMatch(problem);
  });
});
