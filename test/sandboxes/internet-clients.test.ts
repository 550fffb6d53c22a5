import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalExecution, localExecution } from '../../src/execution/local-execution.js';
import { defaultLimits, type InternetRule } from '../../src/grading/scenario.js';
import type { RequestRecord, Run } from '../../src/grading/timeline.js';

/** The HTTP clients that students use, unchanged, in the real jail against the real stand-in internet. */

const folder = mkdtempSync(join(tmpdir(), 'internet-clients-'));
let execution: LocalExecution;
beforeAll(() => {
  execution = localExecution({ stateDirectory: folder, sandboxes: 1 });
});
afterAll(async () => {
  await execution.close();
  rmSync(folder, { recursive: true });
});

async function run(
  program: string,
  delaysMs: number[] = [],
  rules: InternetRule[] = [],
): Promise<Run & { text: string }> {
  const done = await execution.pool.run({
    files: { 'main.py': program },
    language: 'python' as const,
    entry: 'main.py',
    scenario: {
      id: 'test',
      title: 'test',
      seed: 1,
      order: 'free',
      probe: 'none',
      internet: { delaysMs, rules },
      limits: defaultLimits,
    },
  });
  return { ...done, text: done.timeline.output.map(({ text }) => text).join('') };
}

const twoAtOnce: Record<string, string> = {
  'urllib in threads': `
import threading, urllib.request
def get(url): print(urllib.request.urlopen(url).status)
for thread in [threading.Thread(target=get, args=(f'{scheme}://httpbin.org/delay/2',)) for scheme in ('http', 'https')]:
    thread.start()
`,
  'urllib in processes': `
from multiprocessing import Pool
import urllib.request
def get(url): return urllib.request.urlopen(url).status
if __name__ == '__main__':
    with Pool(2) as pool:
        for status in pool.map(get, [f'{scheme}://httpbin.org/delay/2' for scheme in ('http', 'https')], chunksize=1):
            print(status)
`,
  'requests in a pool of threads': `
import requests
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor() as pool:
    for response in pool.map(requests.get, [f'{scheme}://httpbin.org/delay/2' for scheme in ('http', 'https')]):
        print(response.status_code)
`,
  'httpx, asynchronous': `
import asyncio, httpx
async def main():
    async with httpx.AsyncClient() as client, asyncio.TaskGroup() as group:
        tasks = [group.create_task(client.get(f'{scheme}://httpbin.org/delay/2')) for scheme in ('http', 'https')]
        for task in tasks: print((await task).status_code)
asyncio.run(main())
`,
  aiohttp: `
import asyncio, aiohttp
async def get(session, url):
    async with session.get(url) as response:
        await response.read()
        print(response.status)
async def main():
    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(get(session, f'{scheme}://httpbin.org/delay/2') for scheme in ('http', 'https')))
asyncio.run(main())
`,
  'raw streams': `
import asyncio
async def get(port, tls):
    reader, writer = await asyncio.open_connection('httpbin.org', port, ssl=tls)
    writer.write(b'GET /delay/2 HTTP/1.1\\r\\nHost: httpbin.org\\r\\nConnection: close\\r\\n\\r\\n')
    answer = await reader.read()
    print(answer.split()[1].decode())
    writer.close()
    await writer.wait_closed()
async def main():
    await asyncio.gather(get(80, None), get(443, True))
asyncio.run(main())
`,
};

const spread = (requests: readonly RequestRecord[]) =>
  Math.max(...requests.map(({ endMs }) => endMs)) - Math.min(...requests.map(({ startMs }) => startMs));

describe('two requests of 2 s at once', () => {
  it.each(Object.entries(twoAtOnce))('by %s', async (_, program) => {
    const { outcome, exitStatus, fault, text, timeline } = await run(program);
    expect({ outcome, exitStatus, fault, text }).toEqual({
      outcome: 'exited',
      exitStatus: 0,
      fault: null,
      text: '200\n200\n',
    });
    const { requests } = timeline;
    expect(requests.map(({ url }) => url).sort()).toEqual([
      'http://httpbin.org/delay/2',
      'https://httpbin.org/delay/2',
    ]);
    for (const request of requests) {
      expect(request).toMatchObject({ method: 'GET', status: 200, completed: true });
      expect(request.endMs - request.startMs).toBeCloseTo(2000, 2);
      expect(timeline.lanes.map(({ id }) => id)).toContain(request.lane);
    }
    // Both are sent within what it takes to set up TLS, on however slow a machine.
    expect(spread(requests)).toBeLessThan(2150);
  });
});

describe('one program', () => {
  it('meets the delays of its scenario in the order in which its requests arrive', async () => {
    const { timeline } = await run(twoAtOnce.aiohttp!, [3000, 1000]);
    const byArrival = [...timeline.requests].sort((one, other) => one.startMs - other.startMs);
    const latencies = byArrival.map(({ startMs, endMs }) => Math.round(endMs - startMs));
    expect(latencies).toEqual([3000, 1000]);
  });

  it('downloads by name, as in the second lesson', async () => {
    const { outcome, text, timeline } = await run(`
import threading, urllib.request
def download(url, name):
    urllib.request.urlretrieve(url, name)
    print(open(name, 'rb').read(3).hex())
for n in (1, 2, 3):
    threading.Thread(target=download, args=(f'http://example.com/{n}.jpg', f'{n}.jpg')).start()
`);
    expect([outcome, text]).toEqual(['exited', 'ffd8ff\n'.repeat(3)]);
    expect(new Set(timeline.requests.map(({ lane }) => lane)).size).toBe(3);
  });

  it('follows redirects, keeps cookies, sends files and reuses its connection', async () => {
    const { text, timeline } = await run(`
import requests
with requests.Session() as session:
    print(session.get('https://httpbin.org/redirect/2').url)
    print(session.get('https://httpbin.org/cookies/set?a=b').json()['cookies'])
    print(session.post('https://httpbin.org/post', files={'f': ('f.txt', 'text')}).json()['files'])
    print(session.get('https://httpbin.org/gzip').json()['gzipped'])
`);
    expect(text).toBe(`https://httpbin.org/get\n{'a': 'b'}\n{'f': 'text'}\nTrue\n`);
    expect(new Set(timeline.requests.map(({ connection }) => connection))).toEqual(new Set([0]));
    expect(timeline.requests).toHaveLength(7);
  });

  it.each([
    [
      'httpx over TLS',
      `import httpx\ntry: httpx.get('https://httpbin.org/delay/5', timeout=1)\nexcept httpx.ReadTimeout: print('gave up')`,
    ],
    [
      'urllib in plain text',
      `import urllib.request\ntry: urllib.request.urlopen('http://httpbin.org/delay/5', timeout=1)\nexcept TimeoutError: print('gave up')`,
    ],
  ])('that gives up after 1 s has not completed its request (%s)', async (_, program) => {
    const { text, timeline } = await run(`${program}\nimport time; time.sleep(9)`);
    expect(text).toBe('gave up\n');
    const [request] = timeline.requests;
    expect(request).toMatchObject({ completed: false });
    expect(Math.round((request!.endMs - request!.startMs) / 100)).toBe(10);
  });

  it('does not find names that cannot exist', async () => {
    const { text } = await run(`
import urllib.request, urllib.error
try: urllib.request.urlopen('http://no.such.invalid/')
except urllib.error.URLError as error: print('no such name')
`);
    expect(text).toBe('no such name\n');
  });
});

/** Each prints what became of its five requests; `reset` and `silent` end in the exceptions that programs catch. */
const underRules: Record<string, string> = {
  urllib: `
import json, urllib.request, urllib.error
def get(path):
    with urllib.request.urlopen('https://api.example.com/' + path, timeout=3) as answer:
        return answer.status, answer.headers['X-From'], answer.read().decode()
def attempt(path):
    try: print(path, *get(path))
    except urllib.error.HTTPError as error: print(path, error.code, error.headers['Retry-After'])
    except TimeoutError: print(path, 'timeout')
    except ConnectionResetError: print(path, 'reset')
for path in ('book', 'busy', 'silent', 'reset'): attempt(path)
`,
  requests: `
import requests
def attempt(path):
    try:
        answer = requests.get('https://api.example.com/' + path, timeout=3)
        if answer.ok: print(path, answer.status_code, answer.headers['X-From'], answer.text)
        else: print(path, answer.status_code, answer.headers['Retry-After'])
    except requests.Timeout: print(path, 'timeout')
    except requests.ConnectionError: print(path, 'reset')
for path in ('book', 'busy', 'silent', 'reset'): attempt(path)
`,
  httpx: `
import asyncio, httpx
async def main():
    async with httpx.AsyncClient(timeout=3) as client:
        for path in ('book', 'busy', 'silent', 'reset'):
            try:
                answer = await client.get('https://api.example.com/' + path)
                if answer.is_success: print(path, answer.status_code, answer.headers['X-From'], answer.text)
                else: print(path, answer.status_code, answer.headers['Retry-After'])
            except httpx.TimeoutException: print(path, 'timeout')
            except httpx.NetworkError: print(path, 'reset')
asyncio.run(main())
`,
  aiohttp: `
import asyncio, aiohttp
async def main():
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=3)) as session:
        for path in ('book', 'busy', 'silent', 'reset'):
            try:
                async with session.get('http://api.example.com/' + path) as answer:
                    if answer.ok: print(path, answer.status, answer.headers['X-From'], await answer.text())
                    else: print(path, answer.status, answer.headers['Retry-After'])
            except asyncio.TimeoutError: print(path, 'timeout')
            except aiohttp.ClientConnectionError: print(path, 'reset')
asyncio.run(main())
`,
};

describe('rules by URL', () => {
  const rules: InternetRule[] = [
    { url: 'api.example.com/book', delayMs: 700, headers: { 'X-From': 'rule' }, body: '{"title": "Über"}' },
    { url: '*/busy', status: 503, delayMs: 100, headers: { 'Retry-After': '5' } },
    { url: '*/silent', failure: 'timeout' },
    { url: '*/reset', failure: 'reset', delayMs: 200 },
  ];

  it.each(Object.entries(underRules))('hold for %s', async (_, program) => {
    const { text, timeline, elapsedMs } = await run(program, [], rules);
    expect(text).toBe('book 200 rule {"title": "Über"}\nbusy 503 5\nsilent timeout\nreset reset\n');
    const seen = timeline.requests.map(({ url, status, completed }) => [
      url.split('/').at(-1),
      status,
      completed,
    ]);
    expect(seen).toEqual([
      ['book', 200, true],
      ['busy', 503, true],
      ['silent', null, false],
      ['reset', null, false],
    ]);
    expect(elapsedMs).toBeGreaterThan(4000);
    expect(elapsedMs).toBeLessThan(5500);
  });

  it('that let nothing come leave a program without a timeout waiting for ever', async () => {
    const program = "import urllib.request\nurllib.request.urlopen('https://api.example.com/silent')\n";
    expect(await run(program, [], rules)).toMatchObject({ outcome: 'deadlocked' });
  });
});
