import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 30_000 });

/** The work probe outside any sandbox: descriptor 1023 is a file, which forked children inherit. */

const probeDirectory = fileURLToPath(new URL('work', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'probe-test-'));
afterAll(() => rmSync(directory, { recursive: true }));

interface Told {
  role?: string;
  asked?: number;
  read?: number;
  parts?: [number, number, number[]][];
  got?: number[][];
}

function run(program: string, { probed = true } = {}): { output: string; told: Told[] } {
  const file = join(directory, 'program.py');
  const reports = join(directory, 'reports');
  writeFileSync(file, program);
  const script = `exec 1023>"$2"; exec /usr/bin/python3 -u "$1"`;
  const output = execFileSync('bash', ['-c', script, 'bash', file, reports], {
    encoding: 'utf8',
    timeout: 20_000,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      PYTHONDONTWRITEBYTECODE: '1',
      ...(probed ? { PYTHONPATH: probeDirectory } : {}),
    },
  });
  const lines = readFileSync(reports, 'utf8').replaceAll('}{', '}\n{').split('\n');
  return { output, told: lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Told) };
}

const partsOf = (told: Told[]) => told.flatMap(({ parts = [] }) => parts);
const multiplicationsOf = (told: Told[]) => partsOf(told).reduce((sum, [count]) => sum + count, 0);
const firstValuesOf = (told: Told[]) =>
  partsOf(told)
    .flatMap(([, , [first]]) => first ?? [])
    .sort((a, b) => a - b);
const indented = (lines: string) => lines.replace(/^/gm, '    ');
const withProcesses = (target: string, main: string) => `
import multiprocessing, operator
from functools import reduce
${target}
if __name__ == '__main__':
${indented(main)}
`;
const start = (args: string) =>
  `ps = [multiprocessing.Process(target=work, args=(k, ${args})) for k in range(4)]
[p.start() for p in ps]`;
const quarters = [5525, 37400, 100525, 194900];

describe('counts multiplications', () => {
  it.each([
    ['*', 'sum(n * n for n in numbers)'],
    ['**', 'sum([n ** 2 for n in numbers])'],
    ['in place', 'sum(twice(n) for n in numbers)'],
    ['pow', 'sum(pow(n, 2) for n in numbers)'],
    ['a lambda', 'sum(map(lambda n: n * n, numbers))'],
    ['operator.mul', 'sum(operator.mul(n, n) for n in numbers)'],
    ['reduce', 'reduce(lambda a, n: a + n * n, numbers, 0)'],
    ['__mul__', 'sum(n.__mul__(n) for n in numbers)'],
    ['a generator function', 'sum(squares(numbers))'],
  ])('by %s', (_, expression) => {
    const { output, told } = run(`
import operator
from functools import reduce
def twice(n):
    n *= n
    return n
def squares(numbers):
    for n in numbers:
        yield n * n
numbers = range(1, 101)
print(${expression})
`);
    expect(output).toBe('338350\n');
    expect(multiplicationsOf(told)).toBe(100);
  });

  it('and tells squares from other products', () => {
    const { told } = run('bounds = [k * 25 for k in range(4)]\nsquares = [k * k + 3 ** k for k in range(7)]');
    expect(partsOf(told)).toMatchObject([[18, 7, expect.anything()]]);
  });
});

describe('tells the parts of', () => {
  it.each([
    ['a queue', 'q = multiprocessing.Queue()', 'q.put(sum(n * n for n in range(k * 25 + 1, k * 25 + 26)))'],
    [
      'a shared value',
      "q = multiprocessing.Value('i')",
      'q.value += sum(n * n for n in range(k * 25 + 1, k * 25 + 26))',
    ],
    [
      'a shared array',
      "q = multiprocessing.Array('i', 4)",
      'q[k] = sum(n * n for n in range(k * 25 + 1, k * 25 + 26))',
    ],
    [
      'a dictionary of a manager',
      'q = multiprocessing.Manager().dict()',
      'q[str(k)] = sum(n * n for n in range(k * 25 + 1, k * 25 + 26))',
    ],
    [
      'a list of a manager',
      'q = multiprocessing.Manager().list()',
      'q.append([k, sum(n * n for n in range(k * 25 + 1, k * 25 + 26))])',
    ],
  ])('processes with %s', (_, make, hand) => {
    const join = '[p.join() for p in ps]';
    const source = withProcesses(`def work(k, q):\n    ${hand}`, `${make}\n${start('q')}\n${join}`);
    const { told } = run(source);
    // Besides the 25 squares, two products for the bounds in each, made before the part is handed over.
    expect(partsOf(told).filter(([, squarings]) => squarings === 25)).toHaveLength(4);
    const all = partsOf(told).flatMap(([, , values]) => values);
    expect(quarters.every((value) => all.includes(value))).toBe(true);
  });

  it('a pool, whose workers take tasks in batches', () => {
    const { told } = run(
      withProcesses(
        'def work(n): return n * n',
        'with multiprocessing.Pool(4) as p: print(sum(p.map(work, range(1, 101))))',
      ),
    );
    expect(told.filter(({ role }) => role === 'pool').length).toBeGreaterThan(0);
    const squares = Array.from({ length: 100 }, (_, at) => (at + 1) ** 2);
    expect(partsOf(told).filter(([count]) => count === 1)).toHaveLength(100);
    expect(squares.every((square) => firstValuesOf(told).includes(square))).toBe(true);
    expect(told.flatMap(({ got = [] }) => got).flat()).toEqual(expect.arrayContaining(squares.slice(0, 7)));
  });

  it('a pool whose task is a built-in function', () => {
    const { told } = run(
      withProcesses(
        '',
        `with multiprocessing.Pool(4) as p:
    p.starmap(pow, [(n, 2) for n in range(1, 101)])
    [r.get() for r in [p.apply_async(pow, (n, 2)) for n in range(1, 101)]]`,
      ),
    );
    const values = firstValuesOf(told);
    expect(values.filter((value) => value === 10_000).length).toBeGreaterThanOrEqual(2);
    expect(values.filter((value) => value === 9).length).toBeGreaterThanOrEqual(2);
  });

  it('an executor', () => {
    const { told } = run(`
from concurrent.futures import ProcessPoolExecutor
def work(numbers): return {'sum': sum(n * n for n in numbers)}
if __name__ == '__main__':
    with ProcessPoolExecutor(4) as pool:
        list(pool.map(work, [range(k + 1, 101, 4) for k in range(4)]))
`);
    expect(partsOf(told).filter(([count]) => count === 25)).toHaveLength(4);
    expect(told.filter(({ role }) => role === 'executor')).toHaveLength(4);
  });

  it('forked children that leave by os._exit', () => {
    const { told } = run(`
import os
for k in range(4):
    if os.fork() == 0:
        total = sum(n * n for n in range(k * 25 + 1, k * 25 + 26))
        os._exit(0)
for k in range(4): os.wait()
`);
    const children = partsOf(told).filter(([, squarings]) => squarings === 25);
    expect(children.map(([, , [largest]]) => largest).sort()).toEqual([...quarters].sort());
  });

  it('consumers, one part for each message', () => {
    const source = withProcesses(
      'def work(k, q):\n    for n in iter(q.get, None): n * n',
      `q = multiprocessing.Queue()\n${start('q')}
[q.put(n) for n in [*range(1, 101), None, None, None, None]]
[p.join() for p in ps]`,
    );
    const { told } = run(source);
    expect(partsOf(told).filter(([count]) => count === 1)).toHaveLength(100);
    expect(told.every(({ asked = 0 }) => asked <= 101)).toBe(true);
  });

  it('a million products in time, by counting only the first of them', () => {
    const { output, told } = run('print(sum(n * n for n in range(1_000_000)))');
    expect(output).toBe('333332833333500000\n');
    expect(multiplicationsOf(told)).toBeGreaterThan(10_000);
  });
});

describe('does not show in what the program does', () => {
  it.each([
    [
      'exceptions, their tracebacks and generators that are closed',
      `
import traceback
def inner(n):
    try: return 1 / n
    finally: print('finally')
def numbers():
    try:
        yield 1 * 1
        yield 2 ** 2
    finally: print('closed')
try: inner(0)
except ZeroDivisionError: print(traceback.format_exc())
for n in numbers(): break
print(sum(numbers()))
`,
    ],
    [
      'deep recursion',
      `
import sys
def down(n): return 0 if n == 0 else n * 1 - n + down(n - 1)
print(down(900))
def forever(n): return forever(n + 1)
try: forever(0)
except RecursionError as error: print(type(error))
print(down(900))
`,
    ],
    [
      'a trace function and a profiler of its own',
      `
import sys, cProfile, io
seen = []
def mine(frame, event, arg):
    seen.append((event, frame.f_code.co_name))
    return mine
def work(): return 3 * 3
sys.settrace(mine); work(); sys.settrace(None)
print(seen)
profile = cProfile.Profile(); print(profile.runcall(work))
`,
    ],
    [
      'threads, locals and closures',
      `
import threading
total = 0
lock = threading.Lock()
def outer():
    count = 0
    def add(n):
        nonlocal count
        global total
        for _ in range(n):
            with lock:
                count += 1 * 1
                total += 1
    threads = [threading.Thread(target=add, args=(200,)) for _ in range(4)]
    [t.start() for t in threads]; [t.join() for t in threads]
    return count, sorted(locals())
print(outer(), total)
`,
    ],
    [
      'values that do not like to be looked at',
      `
from multiprocessing import Process, Queue
class Shy:
    def __getattr__(self, name): raise SystemExit('looked at ' + name)
    def __iter__(self): raise SystemExit('iterated')
    def __eq__(self, other): raise SystemExit('compared')
    def __int__(self): raise SystemExit('converted')
    __hash__ = None
class Liar(list):
    def __iter__(self): raise SystemExit('iterated')
class Endless(dict):
    def values(self): raise SystemExit('values')
def work():
    shy, liar, endless = Shy(), Liar([1, 2]), Endless(a=1)
    loop = []; loop.append(loop)
    return shy, liar, endless, loop, 10 ** 400, float('nan'), float('inf'), 'x' * 10, b'12', {1: {2: 3}}, lambda: 1
print(len(work()))
if __name__ == '__main__':
    p = Process(target=work); p.start(); p.join(); print(p.exitcode)
`,
    ],
    [
      'a module of the program with pickled functions, exec and eval',
      `
import pickle
def square(n): return n * n
print(pickle.loads(pickle.dumps(square))(7), eval('6 * 7'))
exec('def triple(n):\\n    return n * 3\\nprint(triple(5))')
print(square.__code__.co_name, sorted(name for name in globals() if not name.startswith('_')))
`,
    ],
    [
      'asyncio, signals and exit functions',
      `
import asyncio, atexit, signal
atexit.register(lambda: print('bye'))
signal.signal(signal.SIGALRM, lambda *_: print('alarm'))
signal.setitimer(signal.ITIMER_REAL, 0.02)
async def tick(n):
    await asyncio.sleep(0.01 * n)
    return n * n
async def main(): return await asyncio.gather(*(tick(n) for n in range(4)))
print(asyncio.run(main()))
`,
    ],
  ])('with %s', (_, program) => {
    expect(run(program).output).toBe(run(program, { probed: false }).output);
  });

  it('nor in the status with which it ends', () => {
    expect(() => run('import sys\nsys.exit(3)')).toThrow(expect.objectContaining({ status: 3 }));
    expect(() => run('import os\nos._exit(4)')).toThrow(expect.objectContaining({ status: 4 }));
    expect(() => run('raise KeyError(1)')).toThrow(expect.objectContaining({ status: 1 }));
  });
});
