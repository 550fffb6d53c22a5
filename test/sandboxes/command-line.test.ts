import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.js';

/** bin/interleave as a person runs it. */

const folder = mkdtempSync(join(tmpdir(), 'command-line-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const lesson = join(packageRoot, 'test/sandboxes/lessons/threads-sleep.py');
const binary = join(packageRoot, 'bin/interleave');

function interleave(argv: readonly string[], { program = binary, cwd = folder } = {}) {
  const { status, stdout, stderr } = spawnSync(program, argv, { cwd, encoding: 'utf8', timeout: 60_000 });
  return { status, stdout, stderr };
}

function aFile(name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function aFolder(...names: string[]): string {
  const path = mkdtempSync(join(folder, 'of-files-'));
  for (const name of names) writeFileSync(join(path, name), '');
  return path;
}

describe('interleave run', () => {
  it('draws the timeline, also into a pipe, and lists the output', () => {
    const { status, stdout, stderr } = interleave(['run', lesson]);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^threads-sleep\.py exited with status 0 after 2\.0\d? s/);
    expect(stdout).toMatch(/^thread 2 .*░░░░░/m);
    expect(stdout).toMatch(/2\.0\d\d s {2}main {5}│ All tasks completed/);
    expect(stdout).not.toContain('\u001b');
  });

  it('prints one run as JSON', () => {
    const { status, stdout } = interleave(['run', lesson, '--json']);
    expect(status).toBe(0);
    const run = JSON.parse(stdout);
    expect(Object.keys(run)).toEqual([
      'scenario',
      'outcome',
      'exitStatus',
      'elapsedMs',
      'realMs',
      'cpuMs',
      'memoryBytes',
      'timeline',
    ]);
    expect(run.timeline.lanes).toHaveLength(3);
  });

  it('shows what went wrong in a program, which is no fault of the command', () => {
    const { status, stdout } = interleave(['run', aFile('crash.py', 'print("ü")\nboom()\n')]);
    expect(status).toBe(0);
    expect(stdout).toContain('│ ü');
    expect(stdout).toContain("in line 2 of crash.py: NameError: name 'boom' is not defined");
  });

  it('runs several files, or all of a folder, with the one called main', () => {
    const path = aFolder('main.mjs', 'worker.mjs');
    writeFileSync(
      join(path, 'main.mjs'),
      `import { Worker } from 'node:worker_threads'; new Worker(new URL('./worker.mjs', import.meta.url));`,
    );
    writeFileSync(join(path, 'worker.mjs'), `console.log('by the worker')`);
    for (const files of [[path], [join(path, 'worker.mjs'), join(path, 'main.mjs')]]) {
      const { status, stdout } = interleave(['run', ...files]);
      expect(status).toBe(0);
      expect(stdout).toMatch(/^main\.mjs exited with status 0[\s\S]*thread 1 │ by the worker/);
    }
  });

  it('works from any folder, through symbolic links, and leaves nothing there', () => {
    const elsewhere = join(folder, 'else where');
    mkdirSync(elsewhere);
    symlinkSync(binary, join(folder, 'first'));
    symlinkSync('../first', join(elsewhere, 'second'));
    const options = { program: join(elsewhere, 'second'), cwd: elsewhere };
    expect(interleave(['run', lesson], options)).toMatchObject({ status: 0 });
    expect(spawnSync('ls', ['-A', elsewhere], { encoding: 'utf8' }).stdout).toBe('second\n');
  });
});

describe('bad input ends with status 2 and names the field', () => {
  const program = () => aFile('program.py', 'pass\n');
  const cases: [string, () => string[], string][] = [
    ['an unknown exercise', () => ['grade', 'none', program()], 'exercise: There is no exercise "none"'],
    ['an exercise by path', () => ['grade', '../exercises', program()], 'exercise: '],
    [
      'a file that is not there',
      () => ['grade', 'async-two-requests', 'x.py'],
      'files.x.py: There is no file',
    ],
    [
      'a folder with several programs',
      () => ['run', aFolder('a.py', 'b.py')],
      'files: There are 2 .py files',
    ],
    ['no program', () => ['grade', 'async-two-requests', aFile('a.txt', 'a')], 'files: There is no program'],
    [
      'two programs',
      () => ['grade', 'async-two-requests', aFile('a.py', ''), aFile('b.py', '')],
      'files: There are 2 .py files',
    ],
    [
      'a language that is not offered',
      () => ['grade', 'async-two-requests', program(), '--language', 'cobol'],
      'language: "cobol" is not offered',
    ],
    [
      'bytes that are no text',
      () => ['run', aFile('bytes.py', Uint8Array.of(0xff, 0xfe))],
      'files.bytes.py: ',
    ],
    ['too much', () => ['run', aFile('big.py', '#'.repeat(300_000))], 'files: The files have 293 KiB'],
    ['no file', () => ['grade', 'async-two-requests'], "missing required argument 'file'"],
    ['an unknown option', () => ['run', program(), '--fast'], "unknown option '--fast'"],
    ['an unknown command', () => ['walk'], "unknown command 'walk'"],
  ];
  it.each(cases)('%s', (_, argv, message) => {
    const { status, stdout, stderr } = interleave(argv());
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });

  it('and says so in JSON when JSON was asked for', () => {
    const { status, stdout } = interleave(['run', 'x.py', '--json']);
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'bad-input', errors: [{ field: 'files.x.py' }] },
    });
  });
});

describe('interleave grade', () => {
  const starter = join(packageRoot, 'exercises/async-two-requests/starter.py');

  it('grades the same way twice, in the public shape', () => {
    const reports = [1, 2].map(() => {
      const { status, stdout, stderr } = interleave(['grade', 'async-two-requests', starter, '--json']);
      expect(stderr).toBe('');
      expect(status).toBe(0);
      return JSON.parse(stdout);
    });
    const [first, second] = reports;
    expect(Object.keys(first)).toEqual([
      'exercise',
      'version',
      'score',
      'maxScore',
      'checks',
      'measures',
      'hints',
      'places',
      'runs',
    ]);
    expect(first.maxScore).toBe(100);
    expect(first.runs).toHaveLength(3);
    expect(second.checks).toEqual(first.checks);
  });

  it('is pleasant to read', () => {
    const { status, stdout } = interleave(['grade', 'async-two-requests', starter]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/: \d+ of 100 points\n\n[✓~✗–] /);
    expect(stdout).toContain('Hint: ');
    expect(stdout).toContain('█ running');
  });
});

describe('interleave exercises validate', () => {
  it('finds our exercises valid', () => {
    const { status, stdout, stderr } = interleave(['exercises', 'validate']);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toMatch(/✓ async-two-requests \(version \d+\): 5 checks, 100 points/);
  });

  it('runs the solutions of one exercise, and shows where they differ from what is expected', () => {
    const exercise = join(folder, 'two-sleeps');
    cpSync(join(packageRoot, 'test/support/exercises/two-sleeps'), exercise, { recursive: true });
    mkdirSync(join(exercise, 'solutions'));
    const solution = (name: string, label: string, program: string) =>
      writeFileSync(join(exercise, 'solutions', name), `# ${label}\n${program}\n`);
    solution('right.py', 'expect: all', 'import time; time.sleep(1); time.sleep(1)');
    solution('wrong.py', 'expect-fail: sleeps', 'pass');
    expect(interleave(['exercises', 'validate', 'two-sleeps'])).toMatchObject({ status: 0, stderr: '' });
    solution('wrong.py', 'expect: all', 'pass');
    const { status, stdout, stderr } = interleave(['exercises', 'validate', 'two-sleeps']);
    expect(status).toBe(2);
    expect(stdout).toMatch(/^ {2}right\.py {2}✓ none → none$/m);
    expect(stdout).toMatch(/^ {2}wrong\.py {2}✗ none → sleeps$/m);
    expect(stderr).toContain('two-sleeps: solutions/wrong.py: expected → got: none → sleeps');
  });

  it('names folder, file, line and field of what is wrong', () => {
    const exercise = join(folder, 'exercises/bad');
    mkdirSync(exercise, { recursive: true });
    writeFileSync(join(exercise, 'exercise.yaml'), 'slug: bad\nversion: none\n');
    const { status, stderr } = interleave(['exercises', 'validate', 'exercises']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/exercises\/bad: exercise\.yaml:2:1: version: /);
  });
});

describe('interleave doctor', () => {
  it('says that this host is ready, and which limits are in force', () => {
    const { status, stdout } = interleave(['doctor']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^✓ bubblewrap +\S/m);
    expect(stdout).toMatch(/^✓ a run in the sandbox +a program that waits 3\.\d+ s took/m);
    expect(stdout).toMatch(/^✓ enforced by +.*cgroup/m);
    expect(stdout).toContain('This host is ready to grade.');
  });
});

describe('a fault of ours ends with status 3, with no score', () => {
  /** A copy of this package in which things may be broken. Paths are found from the files that run, so no links. */
  const clone = join(folder, 'clone');
  const program = join(clone, 'bin/interleave');
  const supervisor = 'build/supervisor/interleave-supervisor';
  const grade = (...more: string[]) => {
    const solution = join(packageRoot, 'exercises/async-two-requests/starter.py');
    return interleave(['grade', 'async-two-requests', solution, ...more], { program });
  };

  it('when nothing is installed, and names the command to run', () => {
    cpSync(join(packageRoot, 'bin'), join(clone, 'bin'), { recursive: true });
    expect(grade()).toMatchObject({
      status: 3,
      stdout: '',
      stderr: expect.stringMatching(/not installed; run: make -C .*clone build/),
    });
  });

  it('when the supervisor is not built, and names it', () => {
    symlinkSync(join(packageRoot, 'node_modules'), join(clone, 'node_modules'));
    for (const part of ['package.json', 'dist', 'exercises']) {
      cpSync(join(packageRoot, part), join(clone, part), { recursive: true });
    }
    const { status, stderr } = grade();
    expect(status).toBe(3);
    expect(stderr).toMatch(/not built; run: make -C .*clone build\n {2}.*interleave-supervisor/);
  });

  it('when the sandbox fails, and names the step', () => {
    mkdirSync(join(clone, 'build/supervisor'), { recursive: true });
    writeFileSync(join(clone, supervisor), '#!/bin/sh\necho "no namespaces here" >&2\nexit 1\n', {
      mode: 0o755,
    });
    const { status, stdout, stderr } = grade('--json');
    expect(status).toBe(3);
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'sandbox-fault', message: expect.any(String) } });
    expect(stderr).toContain('no namespaces here');
    expect(stderr).toContain('no fault of your program');
  });

  it('when the checks of the exercise fail, and names them', () => {
    rmSync(join(clone, 'build'), { recursive: true });
    cpSync(join(packageRoot, 'build/supervisor'), join(clone, 'build/supervisor'), { recursive: true });
    writeFileSync(
      join(clone, 'exercises/async-two-requests/checks.ts'),
      'export const checks = { runs: 1 };\n',
    );
    const { status, stdout, stderr } = grade('--json');
    expect(status).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'check-ids-differ' } });
    expect(stderr).toContain('checks.ts lacks both-requests');
  });
});
