import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.js';
import { HostSlots } from '../../src/execution/host-slots.js';
import { Internet } from '../../src/execution/internet.js';
import { Pool } from '../../src/execution/pool.js';
import { PythonSandbox } from '../../src/execution/python-sandbox.js';
import { readLabelledPrograms } from '../support/labelled-programs.js';
import { aScenario } from '../support/runs.js';

/**
 * The supervisor built with ASan and UBSan, over programs that together reach most of it. A finding aborts it before its
 * result line, which is a `sandbox-fault` that carries what the sanitizer said.
 */
const programs = globSync(
  [
    'test/sandboxes/lessons/*.py',
    // Those of the second lesson compute for seconds, and reach nothing else.
    'exercises/{threads-random-sleep,processes-sum-of-squares,async-two-requests,compare-models,thread-downloads}/solutions/right-*.py',
    'test/sandboxes/programs/socket*.py',
    'exercises/async-two-requests/solutions/wrong-*time*.py',
    'exercises/threads-random-sleep/solutions/wrong-*.py',
  ],
  { cwd: packageRoot },
).sort();

/** Those that hand odd data to the supervisor; those that only want much of something take long and show no more. */
const hostile = readLabelledPrograms(join(packageRoot, 'test/sandboxes/hostile')).filter(
  ({ name }) => !/flood|memory|million|storm|bomb|chain|hundred|thousand|endless/.test(name),
);

const temporary = mkdtempSync(join(tmpdir(), 'sanitized-test-'));
const internet = new Internet({
  mainFile: join(packageRoot, 'dist/sandboxes/internet/main.js'),
  caDirectory: join(temporary, 'ca'),
});
const sandbox = new PythonSandbox({
  supervisorBinary: join(packageRoot, 'build/supervisor/interleave-supervisor-sanitized'),
  probeDirectory: join(packageRoot, 'sandboxes/probe'),
  internet,
});
const pool = new Pool(2, sandbox, new HostSlots(2));

beforeAll(() => {
  const source = join(packageRoot, 'sandboxes/supervisor');
  execFileSync('make', ['-s', '--no-print-directory', '-C', source, 'sanitize'], { stdio: 'inherit' });
}, 180_000);

afterAll(async () => {
  await internet.stop();
  rmSync(temporary, { recursive: true });
});

describe('the sanitizers find nothing while the supervisor watches', () => {
  it.concurrent.each(programs)('%s', { timeout: 120_000 }, async (program) => {
    const files = { 'main.py': readFileSync(join(packageRoot, program), 'utf8') };
    const scenario = aScenario({ order: program.includes('processes') ? 'parent-first' : 'free' });
    const run = await pool.run({ language: 'python' as const, files, entry: 'main.py', scenario });
    expect(run.fault).toBeNull();
  });

  it.concurrent.each(hostile)('hostile/$name', { timeout: 120_000 }, async ({ entry, text, scenario }) => {
    const run = await pool.run({
      language: 'python',
      files: { [entry]: text, 'canary.json': '{}' },
      entry,
      scenario,
    });
    expect(run.fault).toBeNull();
  });

  it('is really built with them', () => {
    const symbols = execFileSync('nm', ['build/supervisor/interleave-supervisor-sanitized'], {
      cwd: packageRoot,
      encoding: 'utf8',
    });
    expect(symbols).toContain('__asan_init');
    expect(symbols).toContain('__ubsan_handle');
  });
});
