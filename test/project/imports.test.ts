import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** Each row is one import that must be refused, and the rule that must say so. */
const refused: readonly [rule: string, from: string, to: string][] = [
  ['grading-is-pure', 'src/grading/a.ts', 'src/platform/database.ts'],
  ['grading-is-pure', 'src/grading/b.ts', 'node:fs'],
  ['grading-is-pure', 'src/grading/c.ts', 'zod'],
  ['exercises-imports', 'src/exercises/a.ts', 'src/execution/pool.ts'],
  ['exercises-packages', 'src/exercises/b.ts', '@nestjs/common'],
  ['execution-imports', 'src/execution/a.ts', 'src/submissions/submission.repository.ts'],
  ['execution-imports', 'src/execution/b.ts', 'sandboxes/internet/server.ts'],
  ['submissions-imports', 'src/submissions/a.ts', 'src/execution/pool.ts'],
  ['courses-imports', 'src/courses/a.ts', 'src/submissions/submission.service.ts'],
  ['lms-imports', 'src/lms/a.ts', 'src/grades/grade-writer.ts'],
  ['grades-imports', 'src/grades/a.ts', 'src/lms/event-rows.ts'],
  ['queue-imports', 'src/queue/a.ts', 'src/submissions/submission.service.ts'],
  ['platform-imports', 'src/platform/a.ts', 'src/submissions/submission.repository.ts'],
  ['config-imports', 'src/config/a.ts', 'src/platform/database.ts'],
  ['sandboxes-internet-imports', 'sandboxes/internet/a.ts', 'src/grading/timeline.ts'],
  ['sandboxes-javascript-imports', 'sandboxes/javascript/a.ts', 'sandboxes/internet/server.ts'],
  ['web-imports', 'web/src/a.ts', 'src/grading/timeline.ts'],
  ['not-from-tests', 'src/execution/c.ts', 'test/support/fake.ts'],
  ['no-unresolved', 'src/execution/d.ts', 'src/execution/nowhere.ts'],
];

/** What the table allows; none of these may be reported. */
const allowed: readonly [from: string, to: string][] = [
  ['src/grading/ok.ts', 'src/grading/timeline.ts'],
  ['src/grading/ok.test.ts', 'zod'],
  ['src/exercises/ok.ts', 'zod'],
  ['src/exercises/ok2.ts', 'src/grading/timeline.ts'],
  ['src/execution/ok.ts', 'sandboxes/protocol.ts'],
  ['src/submissions/ok.ts', 'src/platform/database.ts'],
  ['src/grades/ok.ts', 'src/lms/outbox.ts'],
  ['src/queue/ok.ts', 'src/submissions/submission.repository.ts'],
  ['src/main.ts', 'src/execution/pool.ts'],
  ['sandboxes/internet/ok.ts', 'sandboxes/protocol.ts'],
  ['test/medium/ok.test.ts', 'src/submissions/submission.service.ts'],
];

const project = resolve(import.meta.dirname, '../..');
let tree: string;
let violations: { rule: string; from: string }[];

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'imports-'));
  cpSync(join(project, 'tsconfig.json'), join(tree, 'tsconfig.json'));
  cpSync(join(project, 'package.json'), join(tree, 'package.json'));
  symlinkSync(join(project, 'node_modules'), join(tree, 'node_modules'));
  for (const [from, to] of [...refused.map(([, from, to]) => [from, to] as const), ...allowed]) {
    write(from, importOf(from, to));
    if (/^(src|sandboxes|test)\//.test(to) && !to.includes('nowhere')) write(to, 'export const value = 1;\n');
  }
  write('src/queue/egg.ts', importOf('src/queue/egg.ts', 'src/queue/hen.ts'));
  write('src/queue/hen.ts', importOf('src/queue/hen.ts', 'src/queue/egg.ts'));
  write('src/queue/forgotten.ts', 'export const value = 1;\n');
  violations = cruise();
}, 60_000);

afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe('the rules of .dependency-cruiser.cjs', () => {
  test.each(refused)('%s refuses %s -> %s', (rule, from) => {
    expect(violations.filter((violation) => violation.from === from).map(({ rule }) => rule)).toContain(rule);
  });

  test.each(allowed)('%s may import %s', (from) => {
    expect(violations.filter((violation) => violation.from === from)).toEqual([]);
  });

  test('no-cycles finds two files that need each other', () => {
    expect(violations).toContainEqual({ rule: 'no-cycles', from: 'src/queue/egg.ts' });
  });

  test('no-orphans finds a file that nothing imports', () => {
    expect(violations).toContainEqual({ rule: 'no-orphans', from: 'src/queue/forgotten.ts' });
  });
});

function write(path: string, text: string): void {
  const file = join(tree, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function importOf(from: string, to: string): string {
  if (!/^(src|sandboxes|test)\//.test(to)) return `import '${to}';\nexport const value = 1;\n`;
  const up = '../'.repeat(from.split('/').length - 1);
  return `import '${up}${to.replace(/\.ts$/, '.js')}';\nexport const value = 1;\n`;
}

function cruise(): { rule: string; from: string }[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(project, 'node_modules/.bin/depcruise'),
      `--config=${join(project, '.dependency-cruiser.cjs')}`,
      '--output-type=json',
      'src',
      'sandboxes',
      'web',
      'test',
    ],
    { cwd: tree, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser did not answer: ${stderr}${stdout}`);
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { rule: { name: string }; from: string }[] };
  };
  return summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }));
}
