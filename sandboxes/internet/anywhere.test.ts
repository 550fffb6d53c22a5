import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ReceivedRequest } from './answer.js';
import { fileOf } from './sample-files.js';
import { answerFor } from './sites.js';

function request(target: string, changes: Partial<ReceivedRequest> = {}): ReceivedRequest {
  const url = new URL(target);
  return {
    method: 'GET',
    host: url.hostname,
    path: url.pathname,
    query: url.searchParams,
    url: url.href,
    headers: { host: url.host },
    body: Buffer.alloc(0),
    serial: 0,
    seed: 1,
    arrivedMs: 0,
    ...changes,
  };
}

function answered(target: string, changes: Partial<ReceivedRequest> = {}) {
  const { status, headers, latencyMs, body } = answerFor(request(target, changes));
  if (!Buffer.isBuffer(body)) throw new Error('in parts');
  return { status, type: String(headers['Content-Type']), latencyMs, body };
}

const jsonOf = (target: string, changes: Partial<ReceivedRequest> = {}) => {
  const { status, body } = answered(target, changes);
  return { status, value: JSON.parse(body.toString()) };
};

describe('any other URL', () => {
  it('has a stable body and a latency of 0.2 to 2 s, whatever the seed and the order of arrival', () => {
    const latencies = new Set<number>();
    const sizes = new Set<number>();
    for (let index = 0; index < 100; index++) {
      const target = `http://example.com/${index}.bin`;
      const answer = answered(target);
      const again = answered(target, { seed: 2, serial: 9, arrivedMs: 5 });
      expect(again.body.equals(answer.body)).toBe(true);
      expect(again.latencyMs).toBe(answer.latencyMs);
      expect(answer.latencyMs).toBeGreaterThanOrEqual(200);
      expect(answer.latencyMs).toBeLessThanOrEqual(2000);
      expect(answer.body.length).toBeGreaterThanOrEqual(300);
      expect(answer.body.length).toBeLessThanOrEqual(64 * 1024);
      latencies.add(answer.latencyMs);
      sizes.add(answer.body.length);
    }
    expect(latencies.size).toBeGreaterThan(80);
    expect(sizes.size).toBeGreaterThan(90);
  });

  it.each([
    ['http://example.com/', 'text/html; charset=utf-8'],
    ['http://example.com/1.jpg', 'image/jpeg'],
    ['http://example.com/A.JPEG', 'image/jpeg'],
    ['http://example.com/a.png?x=1', 'image/png'],
    ['http://example.com/a.json', 'application/json'],
    ['http://example.com/a.weird', 'application/octet-stream'],
    ['http://example.com/constructor', 'text/html; charset=utf-8'],
    ['http://example.com/a.toStr', 'application/octet-stream'],
    ['https://api.example.com/things', 'application/json; charset=utf-8'],
    ['https://pokeapi.co/pokemon/ditto', 'application/json; charset=utf-8'],
    ['https://example.com/api/v2/things', 'application/json; charset=utf-8'],
  ])('%s is %s', (target, type) => {
    expect(answered(target).type).toBe(type);
  });

  it('is JSON for a client that accepts it', () => {
    expect(
      jsonOf('https://example.com/x?q=1', { headers: { accept: 'application/json' } }).value,
    ).toMatchObject({
      status: 'ok',
      path: '/x',
      query: { q: '1' },
    });
  });
});

describe('jsonplaceholder', () => {
  const at = (path: string, changes: Partial<ReceivedRequest> = {}) =>
    jsonOf(`https://jsonplaceholder.typicode.com${path}`, changes);

  it.each([
    ['/todos/1', ['userId', 'id', 'title', 'completed']],
    ['/posts/7', ['userId', 'id', 'title', 'body']],
    ['/comments/7', ['postId', 'id', 'name', 'email', 'body']],
    ['/albums/7', ['userId', 'id', 'title']],
    ['/photos/7', ['albumId', 'id', 'title', 'url', 'thumbnailUrl']],
    ['/users/1', ['id', 'name', 'username', 'email', 'address', 'phone', 'website', 'company']],
  ])('%s has the keys of the service', (path, keys) => {
    expect(Object.keys(at(path).value)).toEqual(keys);
  });

  it('has its collections, what is below them, and its filters', () => {
    expect(at('/posts').value).toHaveLength(100);
    expect(at('/users').value).toHaveLength(10);
    expect(at('/posts?userId=2').value.map((post: { id: number }) => post.id)).toEqual([
      11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
    ]);
    expect(at('/posts/2/comments').value).toEqual(at('/comments?postId=2').value);
    expect(at('/posts?_limit=3').value).toHaveLength(3);
  });

  it.each(['/todos/201', '/todos/x', '/nothing', '/posts/1/users', '/posts/1/comments/2', '/__proto__/1'])(
    'does not know %s',
    (path) => {
      expect(at(path)).toEqual({ status: 404, value: {} });
    },
  );

  it('pretends to write', () => {
    const body = Buffer.from('{"title":"t"}');
    expect(at('/posts', { method: 'POST', body })).toEqual({ status: 201, value: { title: 't', id: 101 } });
    expect(at('/posts/1', { method: 'PATCH', body }).value).toMatchObject({ id: 1, title: 't', userId: 1 });
    expect(at('/posts/1', { method: 'DELETE' })).toEqual({ status: 200, value: {} });
    expect(at('/posts', { method: 'POST', body: Buffer.from('[') }).value).toMatchObject({ id: 101 });
  });
});

describe('GitHub', () => {
  it('has users and repositories', () => {
    expect(jsonOf('https://api.github.com/users/octocat').value).toMatchObject({ login: 'octocat' });
    expect(jsonOf('https://api.github.com/repos/a/b').value).toMatchObject({ full_name: 'a/b' });
    expect(jsonOf('https://api.github.com/users/a/repos').value).toHaveLength(3);
    expect(jsonOf('https://api.github.com/else').value).toMatchObject({ status: 'ok' });
  });
});

describe('a file of a wanted size', () => {
  it.each(['html', 'txt', 'css', 'js', 'xml', 'svg', 'json', 'jpg', 'png', 'wav', 'zip', 'bin', 'mp3'])(
    '%s has exactly that size',
    (extension) => {
      expect(fileOf(extension, 20_000, 'x').bytes).toHaveLength(20_000);
    },
  );

  it.each(['gif', 'pdf', 'csv', 'gz'])('%s has about that size', (extension) => {
    const { length } = fileOf(extension, 20_000, 'x').bytes;
    expect(length).toBeGreaterThan(19_000);
    expect(length).toBeLessThan(20_400);
  });

  it('is what its extension says, to readers that are not ours', () => {
    const folder = mkdtempSync(join(tmpdir(), 'files-'));
    try {
      for (const extension of ['zip', 'wav', 'csv', 'json', 'xml', 'svg', 'gz']) {
        writeFileSync(join(folder, `x.${extension}`), fileOf(extension, 5000, 'x').bytes);
      }
      const script = `
import csv, gzip, json, wave, xml.dom.minidom, zipfile
assert zipfile.ZipFile('x.zip').testzip() is None and zipfile.ZipFile('x.zip').namelist() == ['data.txt']
assert zipfile.ZipFile('x.zip').infolist()[0].date_time == (2026, 1, 1, 9, 0, 0)
assert wave.open('x.wav').getframerate() == 8000
assert {len(row) for row in csv.reader(open('x.csv'))} == {3}
json.load(open('x.json')); gzip.open('x.gz').read()
xml.dom.minidom.parse('x.xml'); xml.dom.minidom.parse('x.svg')`;
      execFileSync('/usr/bin/python3', ['-c', script], { cwd: folder, stdio: 'pipe' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('says in its cross-reference table where the objects of a PDF are', () => {
    const pdf = fileOf('pdf', 3000, 'x').bytes.toString('latin1');
    const offsets = [...pdf.matchAll(/^(\d{10}) 00000 n $/gm)].map((match) => Number(match[1]));
    expect(offsets.map((offset) => pdf.slice(offset, offset + 7))).toEqual([
      '1 0 obj',
      '2 0 obj',
      '3 0 obj',
      '4 0 obj',
    ]);
    expect(pdf.slice(Number(/startxref\n(\d+)/.exec(pdf)?.[1])).startsWith('xref')).toBe(true);
  });

  it('compresses what it says it compresses', () => {
    expect(gunzipSync(fileOf('gz', 3000, 'x').bytes)).toHaveLength(3000);
  });
});
