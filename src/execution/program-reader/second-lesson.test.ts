import { describe, expect, it } from 'vitest';
import { readProgram } from './read-program.js';
import { linter } from './ruff.js';
import { parserOf } from './syntax.js';

const parsers = { python: await parserOf('python'), javascript: await parserOf('javascript') };
const lint = linter();
/** "rule subject line name", with the other line of it. */
const found = (text: string) =>
  readProgram(parsers, lint, { 'main.py': text.trimStart() }).findings.map(
    ({ rule, subject, line, waitLine, name }) =>
      `${rule} ${subject} ${line}${waitLine === null ? '' : `<${waitLine}`} ${name}`.trim(),
  );
const foundOf = (rule: string, text: string) => found(text).filter((each) => each.startsWith(rule));

const compute = `
import random, requests, time, threading, urllib.request
from multiprocessing import Lock, Pool, Process
results = {}
def compute(n):
    return sum(i * i for i in range(n))
`;
const guarded = `if __name__ == "__main__":
    for n in (1, 2):
        Process(target=work, args=(n,)).start()
    print(results)
`;

describe('what a program of the second lesson is found to have', () => {
  it.each<[string, string, string[]]>([
    [
      'a lock around a sum',
      `${compute}lock = Lock()\ndef f(n):\n    with lock:\n        compute(n)\nf(1)`,
      ['lock-across-computing any 8 lock'],
    ],
    [
      'a lock that is handed over',
      `${compute}def f(lock, n):\n    with lock:\n        print(compute(n))\nf(1, 2)`,
      ['lock-across-computing any 7 lock'],
    ],
    ['threads', `${compute}threading.Thread(target=compute).start()`, ['another-model thread 6 Thread']],
    [
      'processes that are threads',
      'from multiprocessing.dummy import Process\nProcess(target=print)',
      ['another-model thread 1 multiprocessing.dummy', 'another-model thread 2 Process'],
    ],
    ['an event loop', 'import asyncio\nasyncio.run(main())', ['another-model task 2 asyncio.run']],
    [
      'sums in a loop of main',
      `${compute}for n in (1, 2):\n    print(compute(n))`,
      ['does-it-itself any 7 compute'],
    ],
    [
      'downloads in a loop of main',
      `${compute}def get(u):\n    requests.get(u)\nfor u in "ab":\n    get(u)`,
      ['does-it-itself request 9 get'],
    ],
    [
      'retries in a function, all called by a loop',
      `${compute}def get(u):\n    for _ in range(3):\n        requests.get(u)\nfor u in "ab":\n    get(u)`,
      ['does-it-itself request 10 get'],
    ],
    [
      'a list of main, changed by a process',
      `${compute}def work(n):\n    results[n] = compute(n)\n${guarded}`,
      ['change-is-lost process 7 results'],
    ],
    [
      'a number of main, changed by a process',
      `total = 0\n${compute}def work(n):\n    global total\n    total += n\n${guarded}print(total)`,
      ['change-is-lost process 10 total'],
    ],
    [
      'a result that is returned',
      `${compute}def work(n):\n    return compute(n)\n${guarded}`,
      ['result-is-lost process 7 work'],
    ],
    [
      'one file for all',
      `${compute}def get(u):\n    urllib.request.urlretrieve(u, "one.jpg")\nget(1)`,
      ['one-file-for-all file 7 one.jpg'],
    ],
    [
      'text',
      `${compute}def get(u):\n    with open(u, "w") as f:\n        f.write(requests.get(u).text)\nget(1)`,
      ['saved-as-text file 7'],
    ],
    ['asking the clock', `${compute}while time.time() < 9:\n    pass`, ['busy-waits any 6 time.time']],
    ['a clock of CPU time', `${compute}start = time.process_time()`, ['cpu-clock any 6 time.process_time']],
    [
      'a time before the join',
      `${compute}def f(ts, start):\n    for t in ts:\n        t.start()\n    print(time.time() - start)\n    for t in ts:\n        t.join()\nf(1, 2)`,
      ['timed-before-the-join any 9<11'],
    ],
    [
      'a loop without an end',
      `${compute}def f():\n    while True:\n        print(1)\nf()`,
      ['never-ends any 7'],
    ],
    ['nobody waits', `${compute}t = threading.Timer(1, print)\nt.start()`, ['never-waited-for any 7 start']],
    ['a seed', `${compute}random.seed(42)`, ['fixed-seed sleep 6 random.seed(42)']],
    [
      'a time drawn once',
      `${compute}s = random.random()\ndef nap():\n    time.sleep(s)\nnap()`,
      ['drawn-once sleep 6<8 s'],
    ],
    [
      'a print before the sleep',
      `${compute}def nap():\n    print(1)\n    time.sleep(1)\nnap()`,
      ['prints-first sleep 7<8'],
    ],
    [
      'a sum of main beside a pool',
      `${compute}if __name__ == "__main__":\n    Pool(4)\n    print(sum(i * i for i in range(9)))`,
      ['works-in-main process 8'],
    ],
    [
      'a target that a parameter gives',
      'def measure(kind, work):\n    kind(target=work(1)).start()\nmeasure(1, 2)',
      ['target-is-called any 2 work'],
    ],
    [
      'daemons that are processes',
      `${compute}Process(target=print, daemon=True).start()`,
      ['daemons-not-joined process 6 daemon=True'],
    ],
  ])('%s', (_, text, expected) => {
    expect(foundOf(expected[0]?.split(' ')[0] ?? '', text)).toEqual(expected);
  });

  it.each<[string, string, string]>([
    [
      'lock-across-computing',
      'a lock around a print',
      `${compute}lock = Lock()\ndef f(n):\n    total = compute(n)\n    with lock:\n        print(total)\nf(1)`,
    ],
    [
      'does-it-itself',
      'starting and joining',
      `${compute}ts = [threading.Thread(target=compute)]\nfor t in ts:\n    t.start()\nfor t in ts:\n    t.join()`,
    ],
    [
      'does-it-itself',
      'two loops of which either may be meant',
      `${compute}for n in (1, 2):\n    compute(n)\nfor n in (1, 2):\n    print(compute(n))`,
    ],
    [
      'change-is-lost',
      'what nobody else looks at',
      `memo = {}\n${compute}def work(n):\n    memo[n] = compute(n)\n${guarded}`,
    ],
    [
      'change-is-lost',
      'a variable of its own',
      `${compute}def work(n):\n    results = {}\n    results[n] = 1\n${guarded}`,
    ],
    [
      'change-is-lost',
      'what is made to be shared',
      `from multiprocessing import Manager\n${compute.replace('{}', 'Manager().dict()')}def work(n):\n    results[n] = 1\n${guarded}`,
    ],
    [
      'result-is-lost',
      'a result that is printed too',
      `${compute}def work(n):\n    print(n)\n    return compute(n)\n${guarded}`,
    ],
    [
      'result-is-lost',
      'the function of a pool',
      `${compute}with Pool(3) as pool:\n    pool.map(compute, [1])`,
    ],
    [
      'one-file-for-all',
      'names made for each',
      `${compute}def get(u):\n    urllib.request.urlretrieve(u, f"{u}.jpg")\nget(1)`,
    ],
    [
      'saved-as-text',
      'bytes',
      `${compute}def get(u):\n    with open(u, "wb") as f:\n        f.write(requests.get(u).content)\nget(1)`,
    ],
    ['busy-waits', 'a sleep in between', `${compute}while time.time() < 9:\n    time.sleep(0.1)`],
    [
      'timed-before-the-join',
      'after the join',
      `${compute}def f(t, start):\n    t.start()\n    t.join()\n    print(time.time() - start)\nf(1, 2)`,
    ],
    [
      'never-ends',
      'a way out',
      `${compute}def f():\n    while True:\n        if results:\n            break\nf()`,
    ],
    ['never-waited-for', 'a queue', `${compute}t = threading.Timer(1, print)\nt.start()\nqueue.get()`],
    [
      'drawn-once',
      'drawn by each',
      `${compute}def nap():\n    s = random.random()\n    time.sleep(s)\nnap()`,
    ],
    [
      'prints-first',
      'printing again',
      `${compute}def nap():\n    print(1)\n    time.sleep(1)\n    print(2)\nnap()`,
    ],
    [
      'works-in-main',
      'sums of parts',
      `${compute}if __name__ == "__main__":\n    with Pool(4) as pool:\n        print(sum(pool.map(compute, [1, 2])))`,
    ],
  ])('no %s: %s', (rule, _, text) => {
    expect(foundOf(rule, text)).toEqual([]);
  });
});
