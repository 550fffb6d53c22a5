import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.js';
import { HostSlots } from '../../src/execution/host-slots.js';
import { Internet } from '../../src/execution/internet.js';
import { Pool } from '../../src/execution/pool.js';
import { PythonSandbox } from '../../src/execution/python-sandbox.js';
import {
  leftFilesOf,
  linesOf,
  sleepsOf,
  textOf,
  threadsOf,
  workersOf,
} from '../../src/grading/timeline-selectors.js';
import { aScenario } from '../support/runs.js';

/** The adapter with a real supervisor: what the timeline calls things, and that nothing is left behind. */

const outerTemporary = tmpdir();
/** Of our own, to see what is left in it. */
const temporary = mkdtempSync(join(outerTemporary, 'python-sandbox-test-'));
chmodSync(temporary, 0o755);

const mainFile = join(packageRoot, 'dist/sandboxes/internet/main.js');
const internet = new Internet({ mainFile, caDirectory: join(temporary, 'ca') });
const pool = aPool(internet);

function aPool(ofInternet: Internet): Pool {
  const sandbox = new PythonSandbox({
    supervisorBinary: join(packageRoot, 'build/supervisor/interleave-supervisor'),
    probeDirectory: join(packageRoot, 'sandboxes/probe'),
    internet: ofInternet,
  });
  return new Pool(2, sandbox, new HostSlots(2));
}

beforeAll(() => {
  process.env.TMPDIR = temporary;
});
afterAll(async () => {
  await internet.stop();
  delete process.env.TMPDIR;
  rmSync(temporary, { recursive: true });
});

interface Conditions {
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly files?: Readonly<Record<string, string>>;
}

function run(text: string, { seed = 1, signal, files = {} }: Conditions = {}) {
  const planned = {
    language: 'python' as const,
    files: { ...files, 'main.py': text },
    entry: 'main.py',
    scenario: aScenario({ seed }),
  };
  return pool.run(planned, { signal });
}

/** Ids of the processes whose command line contains this. */
function processesWith(text: string): number[] {
  return readdirSync('/proc')
    .filter((name) => {
      if (!/^\d+$/.test(name) || Number(name) === process.pid) return false;
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(text);
      } catch {
        return false;
      }
    })
    .map(Number);
}

const twoWorkers = (method: string) => `
import multiprocessing, time
def work():
    time.sleep(1)
    print("worked")
if __name__ == "__main__":
    context = multiprocessing.get_context("${method}")
    workers = [context.Process(target=work) for _ in range(2)]
    for worker in workers: worker.start()
    for worker in workers: worker.join()
    print("joined")
`;

describe('files that a program leaves', () => {
  it('are listed with size and checksum, however deep; those it came with are not', async () => {
    const planted = await run(
      `
import os
os.makedirs("downloads/a/b")
open("downloads/a/b/1.bin", "wb").write(b"hello")
open("empty", "w").close()
open("gone", "w").close()
os.remove("gone")
open("other.py", "a").write("# changed")
`,
      { files: { 'other.py': '' } },
    );
    expect(leftFilesOf(planted)).toEqual([
      { path: 'downloads/a/b/1.bin', bytes: 5, crc32: 0x3610a686 },
      { path: 'empty', bytes: 0, crc32: 0 },
    ]);
  });

  it('are never read through a link, nor are pipes, and holes are not read for long', async () => {
    const planted = await run(`
import os, shutil
os.symlink("/etc/passwd", "link")
os.symlink("..", "up")
os.mkfifo("pipe")
for name in ("hole", "hole2"):
    with open(name, "wb") as file: file.truncate(30 << 20)
open("secret", "w").write("x")
os.chmod("secret", 0)
path = "."
for _ in range(40):
    path += "/d"
    os.mkdir(path)
open(path + "/deep", "w").close()
for i in range(300):
    open(f"many{i}", "w").close()
`);
    expect(planted).toMatchObject({ outcome: 'exited', exitStatus: 0 });
    const left = leftFilesOf(planted);
    expect(left).toHaveLength(200);
    expect(left.filter(({ path }) => !/^(many\d+|hole2?|secret)$/.test(path))).toEqual([]);
  });

  it('are listed when the program was ended, too', async () => {
    const killed = await run(
      'import os, signal\nopen("half", "w").write("x")\nos.kill(os.getpid(), signal.SIGKILL)',
    );
    expect(leftFilesOf(killed)).toMatchObject([{ path: 'half', bytes: 1 }]);
  });
});

describe('roles of processes', () => {
  it.each([
    ['fork', []],
    ['spawn', ['resource-tracker']],
    ['forkserver', ['forkserver', 'resource-tracker']],
  ])('with %s there are two workers besides the helpers', async (method, helpers) => {
    const seen = await run(twoWorkers(method));
    expect(textOf(seen, 'stderr')).toBe('');
    const workers = workersOf(seen);
    expect(workers).toHaveLength(2);
    for (const { id } of workers) {
      expect(linesOf(seen, 'stdout').filter(({ lane }) => lane === id)).toHaveLength(1);
      expect(sleepsOf(seen, id).some(({ startMs, endMs }) => Math.abs(endMs - startMs - 1000) < 10)).toBe(
        true,
      );
    }
    const others = seen.timeline.lanes.filter(({ kind, role }) => kind === 'process' && role !== 'student');
    expect(others.map(({ role }) => role).sort()).toEqual(helpers);
  });

  it('a pool has its workers, and its threads are threads', async () => {
    const seen = await run(`
from multiprocessing import Pool
def square(n): return n * n
if __name__ == "__main__":
    with Pool(4) as pool: print(sum(pool.map(square, range(101))))
`);
    expect(textOf(seen, 'stdout')).toBe('338350\n');
    expect(workersOf(seen)).toHaveLength(4);
    expect(threadsOf(seen)).toHaveLength(3);
  });

  it('another program is no worker, a second Python is', async () => {
    const seen = await run(
      `
import subprocess, sys
subprocess.run(["/usr/bin/true"])
subprocess.run([sys.executable, "other.py"])
`,
      { files: { 'other.py': 'print("from the other")\n' } },
    );
    expect(textOf(seen, 'stdout')).toBe('from the other\n');
    expect(workersOf(seen)).toHaveLength(1);
    expect(seen.timeline.lanes.filter(({ role }) => role === 'program')).toHaveLength(1);
  });
});

describe('sleeps', () => {
  it('are found whichever way the program waits for time to pass', async () => {
    const seen = await run(`
import asyncio, queue, select, threading, time
time.sleep(0.3)
threading.Event().wait(0.3)
condition = threading.Condition()
with condition: condition.wait(0.3)
lock = threading.Lock(); lock.acquire(); lock.acquire(timeout=0.3)
try: queue.Queue().get(timeout=0.3)
except queue.Empty: pass
select.select([], [], [], 0.3)
asyncio.run(asyncio.sleep(0.3))
`);
    expect(textOf(seen, 'stderr')).toBe('');
    const lengths = sleepsOf(seen).map(({ startMs, endMs }) => Math.round((endMs - startMs) / 10) * 10);
    expect(lengths).toEqual(Array(7).fill(300));
  });

  it('are not the turns that busy threads take', async () => {
    const seen = await run(`
import threading
def work(): sum(range(2_000_000))
threads = [threading.Thread(target=work) for _ in range(3)]
for thread in threads: thread.start()
for thread in threads: thread.join()
`);
    expect(threadsOf(seen)).toHaveLength(3);
    expect(sleepsOf(seen)).toEqual([]);
  });
});

describe('output', () => {
  it('is decoded over split writes, and keeps the lane that wrote it', async () => {
    const seen = await run(`
import os, threading
os.write(1, b"gr\\xc3")
os.write(1, b"\\xbc\\xc3\\x9fe \\xff\\n")
thread = threading.Thread(target=print, args=("from the thread",))
thread.start(); thread.join()
`);
    const [first, second] = linesOf(seen, 'stdout');
    expect(first).toMatchObject({ lane: 0, text: 'grüße \ufffd' });
    expect(second).toMatchObject({ lane: threadsOf(seen)[0]?.id, text: 'from the thread' });
  });
});

describe('randomness', () => {
  const program =
    'import random, uuid, os\nprint(random.random(), uuid.uuid4(), os.urandom(8).hex(), hash("a"))\n';

  it('repeats with the seed of the scenario, and only with it', async () => {
    const [a, again, other] = await Promise.all([
      run(program, { seed: 7 }),
      run(program, { seed: 7 }),
      run(program, { seed: 8 }),
    ]);
    expect(textOf(again, 'stdout')).toBe(textOf(a, 'stdout'));
    expect(textOf(other, 'stdout')).not.toBe(textOf(a, 'stdout'));
  });
});

describe('what is left', () => {
  const staged = () => readdirSync(temporary).filter((name) => name.startsWith('interleave-run-'));

  it('is nothing after a run', async () => {
    await run('open("x", "w").write("y")');
    expect(staged()).toEqual([]);
  });

  it('is nothing after a run that was called off', async () => {
    const stop = new AbortController();
    const running = run('while True: pass', { signal: stop.signal });
    await expect.poll(() => processesWith(temporary).length, { timeout: 5_000 }).toBeGreaterThan(1);
    stop.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
    expect(staged()).toEqual([]);
    await expect.poll(() => processesWith(`${temporary}/interleave-run-`)).toEqual([]);
  });
});

describe('the stand-in internet', () => {
  const program = 'import urllib.request\nprint(urllib.request.urlopen("http://example.com/a").status)\n';

  it('is started again when it died', async () => {
    expect(textOf(await run(program), 'stdout')).toBe('200\n');
    const { socketPath } = await internet.address();
    const [pid, ...others] = processesWith(`--socket=${socketPath}`);
    expect(others).toEqual([]);
    if (pid === undefined) throw new Error('The stand-in internet is not running');
    process.kill(pid, 'SIGKILL');
    const isNew = async () => (await internet.address()).socketPath !== socketPath;
    await expect.poll(isNew, { timeout: 10_000 }).toBe(true);
    expect(textOf(await run(program), 'stdout')).toBe('200\n');
  });

  it('that does not start is a fault of ours, named so', async () => {
    const broken = new Internet({ mainFile: join(temporary, 'missing.js'), caDirectory: temporary });
    const planned = {
      language: 'python' as const,
      files: { 'main.py': 'pass' },
      entry: 'main.py',
      scenario: aScenario(),
    };
    expect(await aPool(broken).run(planned)).toMatchObject({
      outcome: 'sandbox-fault',
      fault: { step: 'start the stand-in internet', message: expect.stringContaining('Cannot find module') },
    });
  });

  it('ends when it is told to', async () => {
    const own = new Internet({ mainFile, caDirectory: join(temporary, 'ca') });
    const { socketPath } = await own.address();
    await own.stop();
    expect(processesWith(`--socket=${socketPath}`)).toEqual([]);
    expect(readdirSync(temporary)).not.toContain(socketPath.split('/').at(-2));
  });
});
