import { describe, expect, it } from 'vitest';
import { readProgram } from './read-program.js';
import { linter } from './ruff.js';
import { parserOf } from './syntax.js';

const parsers = { python: await parserOf('python'), javascript: await parserOf('javascript') };
const lint = linter();
/** What nobody mentions is left out. */
const mentions = '\nmentioned = (f, main, one, fetch)\n';
const read = (text: string) => readProgram(parsers, lint, { 'main.py': text.trimStart() + mentions });
/** Found in nearly every program, and so in pieces as these. */
const usual: ReadonlySet<string> = new Set(['another-model', 'never-waited-for']);
/** "rule subject line", and the other line of it. */
const found = (text: string) =>
  read(text)
    .findings.filter(({ rule }) => !usual.has(rule))
    .map(
      ({ rule, subject, line, waitLine }) =>
        `${rule} ${subject} ${line}${waitLine === null ? '' : `<${waitLine}`}`,
    );

const withFetch = `
import asyncio, aiohttp
async def fetch(session, url):
    async with session.get(url) as answer:
        return await answer.text()
async def main():
    async with aiohttp.ClientSession() as session:
`;
const withTask = `
import random, threading, time
lock = threading.Lock()
def task(n):
    time.sleep(random.random())
`;
const withWork = `
from multiprocessing import Pool, Process, Value
def work(low, total):
    print(low)
`;

describe('what a program is found to have', () => {
  it.each([
    [
      'time.sleep in a coroutine',
      'import time\nasync def f():\n    time.sleep(1)',
      ['blocks-the-loop sleep 3'],
    ],
    [
      'under another name',
      'from time import sleep as nap\nasync def f():\n    nap(1)',
      ['blocks-the-loop sleep 3'],
    ],
    [
      'by a function that a coroutine calls',
      'import requests\ndef get(u):\n    return requests.get(u)\nasync def f(u):\n    return get(u)',
      ['blocks-the-loop request 5<3'],
    ],
    [
      'by a session',
      'import requests\ns = requests.Session()\nasync def f(u):\n    s.get(u)',
      ['blocks-the-loop request 4'],
    ],
    [
      'what only Ruff knows',
      'import urllib3\nasync def f(u):\n    urllib3.request("GET", u)',
      ['blocks-the-loop request 3'],
    ],
    [
      'a request handed to a thread',
      'import asyncio, requests\nasync def f(u):\n    await asyncio.to_thread(requests.get, u)',
      ['hands-to-a-thread request 3'],
    ],
    [
      'one await after the other',
      `${withFetch}        a = await fetch(session, 1)\n        b = await fetch(session, 2)`,
      ['awaits-one-by-one request 7<8'],
    ],
    [
      'an await in a loop',
      `${withFetch}        for u in "ab":\n            await fetch(session, u)`,
      ['awaits-one-by-one request 8'],
    ],
    [
      'an await in a comprehension',
      `${withFetch}        return [await fetch(session, u) for u in "ab"]`,
      ['awaits-one-by-one request 7'],
    ],
    [
      'a task that is awaited at once',
      `${withFetch}        for u in "ab":\n            t = asyncio.create_task(fetch(session, u))\n            await t`,
      ['awaits-one-by-one request 9'],
    ],
    [
      'a gather of what was awaited',
      `${withFetch}        await asyncio.gather(await fetch(session, 1), await fetch(session, 2))`,
      ['awaits-one-by-one request 7'],
    ],
    [
      'a loop for each',
      `${withFetch}        await fetch(session, 1)\nfor _ in range(2):\n    asyncio.run(main())`,
      ['a-loop-for-each request 9'],
    ],
    [
      'a coroutine as a statement',
      `${withFetch}        fetch(session, 1)\n        fetch(session, 2)`,
      ['never-awaited any 7', 'never-awaited any 8'],
    ],
    [
      'a task that is not kept',
      `${withFetch}        asyncio.create_task(main())`,
      ['task-not-awaited task 7'],
    ],
    [
      'a semaphore with one place',
      `${withFetch.replace('import asyncio, aiohttp', 'import asyncio, aiohttp\ngate = asyncio.Semaphore(1)')}        pass\nasync def one(session, u):\n    async with gate, session.get(u) as r:\n        pass`,
      ['lock-across-a-wait request 10'],
    ],
    [
      'join in the loop that starts',
      `${withTask}for n in range(5):\n    t = threading.Thread(target=task, args=(n,))\n    t.start()\n    t.join()`,
      ['waits-in-the-starting-loop thread 8<7'],
    ],
    [
      'join in a function that a loop calls',
      `${withTask}def one(n):\n    t = threading.Thread(target=task, args=(n,))\n    t.start()\n    t.join()\nfor n in range(5):\n    one(n)`,
      ['waits-in-the-starting-loop thread 8<7'],
    ],
    [
      'start, join, start, join',
      `${withWork}a = Process(target=work)\nb = Process(target=work)\nif __name__ == "__main__":\n    a.start()\n    a.join()\n    b.start()\n    b.join()`,
      ['waits-in-the-starting-loop process 8<9'],
    ],
    [
      'the result asked for at once',
      'from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(5) as pool:\n    for n in range(5):\n        pool.submit(print, n).result()',
      ['waits-in-the-starting-loop thread 4', 'few-workers thread 2'],
    ],
    [
      'a lock across a sleep',
      `${withTask}def locked(n):\n    with lock:\n        task(n)\nlocked(1)`,
      ['lock-across-a-wait sleep 6<4'],
    ],
    [
      'a lock that is never given back',
      `${withTask}def locked(n):\n    lock.acquire()\n    task(n)\nlocked(1)`,
      ['lock-across-a-wait sleep 6<4', 'lock-never-released any 6'],
    ],
    [
      'the function called in target',
      `${withTask}threading.Thread(target=task(1)).start()`,
      ['target-is-called thread 5<4'],
    ],
    ['run', `${withTask}t = threading.Thread(target=task)\nt.run()`, ['run-instead-of-start thread 6']],
    [
      'run of a class of its own',
      'import threading\nclass W(threading.Thread):\n    def run(self):\n        pass\nW().run()',
      ['run-instead-of-start thread 5'],
    ],
    ['no start at all', `${withTask}threading.Thread(target=task)`, ['never-started thread 5']],
    [
      'daemons',
      `${withTask}threading.Thread(target=task, daemon=True).start()`,
      ['daemons-not-joined thread 5'],
    ],
    ['no guard', `${withWork}p = Process(target=work)\np.start()`, ['no-main-guard process 5']],
    [
      'a pool with few workers',
      `${withWork}if __name__ == "__main__":\n    with Pool(processes=1) as pool:\n        pass`,
      ['few-workers process 5'],
    ],
    [
      'a shared value without its lock',
      `${withWork}def f(total):\n    total.value += 1\nValue("i", 0)`,
      ['change-without-a-lock process 5'],
    ],
  ])('%s', (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    [
      'tasks made first',
      `${withFetch}        ts = [asyncio.create_task(fetch(session, u)) for u in "ab"]\n        for t in ts:\n            await t`,
    ],
    ['gather', `${withFetch}        await asyncio.gather(*[fetch(session, u) for u in "ab"])`],
    [
      'two loops',
      `${withTask}ts = [threading.Thread(target=task) for n in "ab"]\nfor t in ts:\n    t.start()\nfor t in ts:\n    t.join()`,
    ],
    ['a lock for what is shared', `${withTask}def f():\n    task(1)\n    with lock:\n        print(1)\nf()`],
    [
      'a target that is made',
      'import threading\ndef make():\n    def inner():\n        pass\n    return inner\nthreading.Thread(target=make()).start()',
    ],
    [
      'a value with its lock',
      `${withWork}def f(total):\n    with total.get_lock():\n        total.value += 1\nValue("i", 0)`,
    ],
    [
      'a blocking function handed to a thread',
      'import asyncio, time\nasync def f():\n    await asyncio.to_thread(time.sleep, 1)',
    ],
    [
      'a function that nobody calls',
      'import time\nasync def main():\n    pass\nasync def unused():\n    await main()\n    time.sleep(1)',
    ],
    ['another object with the method run', 'import subprocess\nsubprocess.run(["true"])'],
    ['no Python', 'This is <b>not</b> a program ((('],
    ['nothing', ''],
  ])('nothing: %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('where a program can wait', () => {
  it('knows sleeps and requests, with their length and address where they stand there', () => {
    const { places } = read(`
import time, requests, asyncio
def f(n):
    time.sleep(0.5)
    requests.get("https://httpbin.org/delay/2")
    requests.get(n)
async def g():
    await asyncio.sleep(n)
`);
    expect(
      places.map(({ kind, isAsync, line, lengthMs, url }) => [kind, isAsync, line, lengthMs, url]),
    ).toEqual([
      ['sleep', false, 3, 500, null],
      ['request', false, 4, null, 'https://httpbin.org/delay/2'],
      ['request', false, 5, null, null],
      ['sleep', true, 7, null, null],
    ]);
  });

  it('counts a function that is handed on', () => {
    const { places } = read('import time, threading\nthreading.Thread(target=time.sleep, args=(2,)).start()');
    expect(places.map(({ line }) => line)).toEqual([2]);
  });

  it('does not claim to know all requests of a program with sockets', () => {
    expect(read('import requests\nrequests.get("u")').isWhole).toBe(true);
    expect(read('import requests, socket\nrequests.get("u")').isWhole).toBe(false);
  });
});

it('reads programs with several files, and leaves out what is too deep', () => {
  const deep = `x = ${'('.repeat(400)}1${')'.repeat(400)}`;
  const { findings, isWhole } = readProgram(parsers, () => [], {
    'a.py': deep,
    'b.py': 'import time\nasync def f():\n    time.sleep(1)\nf\n',
  });
  expect(findings.map(({ file }) => file)).toEqual(['b.py']);
  expect(isWhole).toBe(false);
});

it('knows that a function may be used in another file', () => {
  const text = 'import time\nasync def used():\n    time.sleep(1)\nasync def unused():\n    time.sleep(1)\n';
  const main = 'import asyncio\nfrom work import used\nasyncio.run(used())\n';
  const { findings } = readProgram(parsers, lint, { 'main.py': main, 'work.py': text });
  expect(findings.filter(({ file }) => file === 'work.py').map(({ line }) => line)).toEqual([3]);
});
