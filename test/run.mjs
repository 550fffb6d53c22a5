// Runs the checks and the test suites one after the other, says what each is, and closes with a table and the line
// `N passed, N failed`. A suite that fails does not keep the next from running: one look shows everything.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';

const results = 'build/test-results';

/** Each step is a list of commands; all must end with status 0. A vitest suite also counts its tests. */
const steps = [
  {
    name: 'check',
    text: 'style',
    command: [
      'biome',
      'check',
      '--error-on-warnings',
      `--colors=${process.stdout.isTTY ? 'force' : 'off'}`,
      '.',
    ],
  },
  { name: 'check', text: 'types', command: ['tsc', '--noEmit', '-p', 'tsconfig.json'] },
  {
    name: 'check',
    text: 'imports',
    command: ['depcruise', '--config', '.dependency-cruiser.cjs', 'src', 'sandboxes', 'web/src'],
  },
  { name: 'check', text: 'web types', command: ['npm', 'run', '--silent', 'web:check'] },
  { name: 'unit', suite: true },
  { name: 'web', suite: true },
  { name: 'medium', suite: true },
  { name: 'sandboxes', suite: true },
  { name: 'e2e', suite: true },
  { name: 'browser', suite: true },
];

const only = process.argv
  .find((argument) => argument.startsWith('--only='))
  ?.slice('--only='.length)
  .split(',');
const unknown = only?.filter((name) => !steps.some((step) => step.name === name)) ?? [];
if (unknown.length > 0) {
  console.error(
    `There is no ${unknown.join(', ')}; there are: ${[...new Set(steps.map((step) => step.name))].join(', ')}`,
  );
  process.exit(2);
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const outcomes = [];
for (const step of steps) {
  if (only && !only.includes(step.name)) continue;
  outcomes.push(runStep(step));
}
report(outcomes);

function runStep(step) {
  const title = step.text ? `${step.name}: ${step.text}` : step.name;
  const [program, ...rest] = step.suite ? suiteCommand(step.name) : step.command;
  console.log(`\n== ${title}: ${[program, ...rest].join(' ')}`);
  const startedMs = performance.now();
  const { status, signal, error } = spawnSync(program, rest, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) console.error(String(error));
  const seconds = (performance.now() - startedMs) / 1000;
  const counted = step.suite
    ? countOf(step.name)
    : { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
  const ok = status === 0;
  // A suite that broke outside its tests (a file that does not load, a hook) must not look like a success.
  if (!ok && counted.failed === 0) counted.failed = 1;
  if (!ok) console.log(`== ${title}: FAILED (${signal ?? `status ${status}`})`);
  return { title, ok, seconds, ...counted };
}

function suiteCommand(name) {
  const file = `${results}/${name}.json`;
  return [
    'vitest',
    'run',
    '--project',
    name,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
}

function countOf(name) {
  const file = `${results}/${name}.json`;
  if (!existsSync(file)) return { passed: 0, failed: 0, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
    readFileSync(file, 'utf8'),
  );
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}

function report(outcomes) {
  console.log('\n== summary');
  for (const { title, ok, seconds, passed, failed, skipped } of outcomes) {
    const counts = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    console.log(
      `  ${ok ? 'ok    ' : 'FAILED'} ${title.padEnd(22)} ${seconds.toFixed(1).padStart(7)} s   ${counts}`,
    );
  }
  const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  const skipped = sum('skipped');
  console.log(
    `\n${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  );
  process.exitCode = outcomes.length > 0 && outcomes.every((outcome) => outcome.ok) ? 0 : 1;
}
