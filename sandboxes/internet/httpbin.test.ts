import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Answer, type ReceivedRequest, retimed } from './answer.js';
import { answerFor } from './sites.js';

function request(
  target: string,
  changes: Partial<ReceivedRequest> & { method?: string } = {},
): ReceivedRequest {
  const url = new URL(target, 'https://httpbin.org');
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

const bytesOf = ({ body }: Answer) =>
  Buffer.isBuffer(body) ? body : Buffer.concat(body.map((part) => part.bytes));
const jsonOf = (answer: Answer) => JSON.parse(bytesOf(answer).toString());

describe('httpbin', () => {
  it.each([
    ['GET', '/get', 200],
    ['HEAD', '/get', 200],
    ['POST', '/get', 405],
    ['OPTIONS', '/get', 200],
    ['POST', '/post', 200],
    ['GET', '/post', 405],
    ['PUT', '/put', 200],
    ['PATCH', '/patch', 200],
    ['DELETE', '/delete', 200],
    ['TRACE', '/anything', 200],
    ['GET', '/anything/a/b', 200],
    ['PUT', '/delay/0.5', 200],
    ['GET', '/delay/soon', 400],
    ['GET', '/status/418', 418],
    ['GET', '/status/204', 204],
    ['GET', '/status/999', 400],
    ['GET', '/status/x', 400],
    ['GET', '/bytes/-1', 404],
    ['GET', '/bytes/x', 404],
    ['GET', '/range/0', 404],
    ['GET', '/redirect/0', 404],
    ['GET', '/redirect-to', 400],
    ['GET', '/drip?numbytes=0', 400],
    ['GET', '/drip?code=404', 404],
    ['GET', '/image/bmp', 406],
    ['GET', '/basic-auth/u/p', 401],
    ['GET', '/bearer', 401],
    ['GET', '/nothing', 404],
    ['GET', '/getx', 404],
    ['GET', '/robotsXtxt', 404],
  ])('answers %s %s with %i', (method, target, status) => {
    expect(answerFor(request(target, { method })).status).toBe(status);
  });

  it.each([
    ['/delay/2', 2000],
    ['/delay/1.5', 1500],
    ['/delay/0', 0],
    ['/delay/60', 10_000],
    ['/delay/-3', 0],
    ['https://eu.httpbin.org/delay/3', 3000],
    ['https://www.httpbin.org/delay/3', 3000],
    ['https://httpbingo.org/delay/3', 3000],
    ['https://postman-echo.com/delay/3', 3000],
    ['https://no.such.site/delay/3', 3000],
  ])('%s takes exactly %i ms', (target, latencyMs) => {
    expect(answerFor(request(target)).latencyMs).toBe(latencyMs);
  });

  it('tells a request back', () => {
    const answer = answerFor(
      request('/post?a=1&b=2&b=3', {
        method: 'POST',
        headers: { host: 'httpbin.org', 'content-type': 'application/json', 'x-y-z': 'w' },
        body: Buffer.from('{"k":[1]}'),
      }),
    );
    expect(jsonOf(answer)).toEqual({
      args: { a: '1', b: ['2', '3'] },
      data: '{"k":[1]}',
      files: {},
      form: {},
      headers: { 'Content-Type': 'application/json', Host: 'httpbin.org', 'X-Y-Z': 'w' },
      json: { k: [1] },
      origin: '198.18.0.1',
      url: 'https://httpbin.org/post?a=1&b=2&b=3',
    });
  });

  it('takes forms apart', () => {
    const told = (type: string, body: string) =>
      jsonOf(
        answerFor(
          request('/post', { method: 'POST', headers: { 'content-type': type }, body: Buffer.from(body) }),
        ),
      );
    expect(told('application/x-www-form-urlencoded', 'a=1&b=%C3%A9').form).toEqual({ a: '1', b: 'é' });
    const parts =
      '--X\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--X\r\nContent-Disposition: form-data; name="f"; filename="f.txt"\r\n\r\nfile é\r\n--X--\r\n';
    expect(told('multipart/form-data; boundary=X', parts)).toMatchObject({
      form: { a: '1' },
      files: { f: 'file é' },
    });
    expect(told('multipart/form-data; boundary=X', 'no parts')).toMatchObject({ form: {}, files: {} });
  });

  it('gives random things by seed, the same each time', () => {
    const uuid = (changes: Partial<ReceivedRequest>) => jsonOf(answerFor(request('/uuid', changes))).uuid;
    expect(uuid({})).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(uuid({})).toBe(uuid({}));
    expect(new Set([uuid({}), uuid({ serial: 1 }), uuid({ seed: 2 })]).size).toBe(3);
    const bytes = (target: string) => bytesOf(answerFor(request(target))).toString('hex');
    expect(bytes('/bytes/50')).toHaveLength(100);
    expect(bytes('/bytes/50')).toBe(bytes('/bytes/50'));
    expect(bytes('/bytes/50?seed=1')).not.toBe(bytes('/bytes/50?seed=2'));
    expect(bytesOf(answerFor(request('/bytes/999999999')))).toHaveLength(102_400);
    const drawn = Array.from(
      { length: 40 },
      (_, serial) => answerFor(request('/status/200,500', { serial })).status,
    );
    expect(new Set(drawn)).toEqual(new Set([200, 500]));
  });

  it('leads through redirects one at a time', () => {
    const follow = (target: string) => answerFor(request(target)).headers.Location;
    expect(follow('/redirect/2')).toBe('/relative-redirect/1');
    expect(follow('/relative-redirect/1')).toBe('/get');
    expect(follow('/absolute-redirect/3')).toBe('https://httpbin.org/absolute-redirect/2');
    expect(follow('/redirect-to?url=http%3A%2F%2Fa.b%2F%C3%A9')).toBe('http://a.b/%C3%A9');
    expect(answerFor(request('/redirect-to?url=/x&status_code=307')).status).toBe(307);
  });

  it('compresses', () => {
    const body = (path: string) => bytesOf(answerFor(request(path)));
    expect(JSON.parse(gunzipSync(body('/gzip')).toString()).gzipped).toBe(true);
    expect(JSON.parse(inflateSync(body('/deflate')).toString()).deflated).toBe(true);
    expect(JSON.parse(brotliDecompressSync(body('/brotli')).toString()).brotli).toBe(true);
  });

  it('knows who may enter', () => {
    const authorization = `Basic ${Buffer.from('u:p').toString('base64')}`;
    expect(jsonOf(answerFor(request('/basic-auth/u/p', { headers: { authorization } })))).toEqual({
      authenticated: true,
      user: 'u',
    });
    expect(jsonOf(answerFor(request('/bearer', { headers: { authorization: 'Bearer t' } }))).token).toBe('t');
  });

  it('keeps cookies', () => {
    const set = answerFor(request('/cookies/set?a=1&b=2'));
    expect(set).toMatchObject({
      status: 302,
      headers: { Location: '/cookies', 'Set-Cookie': ['a=1; Path=/', 'b=2; Path=/'] },
    });
    expect(jsonOf(answerFor(request('/cookies', { headers: { cookie: 'a=1; b=2' } }))).cookies).toEqual({
      a: '1',
      b: '2',
    });
  });

  it.each([
    ['bytes=0-3', 206, 'abcd', 'bytes 0-3/26'],
    ['bytes=24-', 206, 'yz', 'bytes 24-25/26'],
    ['bytes=-2', 206, 'yz', 'bytes 24-25/26'],
    ['bytes=20-99', 206, 'uvwxyz', 'bytes 20-25/26'],
    ['bytes=26-', 416, '', 'bytes */26'],
    ['bytes=0-1,3-4', 200, 'abcdefghijklmnopqrstuvwxyz', undefined],
    ['lines=1-2', 200, 'abcdefghijklmnopqrstuvwxyz', undefined],
  ])('gives the range %s', (range, status, text, contentRange) => {
    const answer = answerFor(request('/range/26', { headers: { range } }));
    expect([answer.status, bytesOf(answer).toString(), answer.headers['Content-Range']]).toEqual([
      status,
      text,
      contentRange,
    ]);
  });

  it('streams lines and bytes', () => {
    const lines = bytesOf(answerFor(request('/stream/3')))
      .toString()
      .trim()
      .split('\n');
    expect(lines.map((line) => JSON.parse(line).id)).toEqual([0, 1, 2]);
    const chunks = answerFor(request('/stream-bytes/25?chunk_size=10')).body;
    expect(Buffer.isBuffer(chunks) ? [] : chunks.map((part) => part.bytes.length)).toEqual([10, 10, 5]);
  });

  it('lets no query break the framing of an answer', () => {
    const { headers } = answerFor(request('/response-headers?Content-Length=5&transfer-encoding=x&Free=yes'));
    expect(headers).toEqual({ 'Content-Type': 'application/json', Free: 'yes' });
  });
});

describe('an answer retimed by the scenario', () => {
  it('keeps its shape and ends at the time set', () => {
    const drip = answerFor(request('/drip?numbytes=2&duration=2&delay=2'));
    const times = (answer: Answer) =>
      Buffer.isBuffer(answer.body) ? [] : answer.body.map((part) => part.atMs);
    expect(times(retimed(drip, 1000))).toEqual([500, 750, 1000]);
    expect(retimed(answerFor(request('/get')), 30).latencyMs).toBe(30);
    const still = { ...drip, latencyMs: 0, body: [{ atMs: 0, bytes: Buffer.from('x') }] };
    expect(times(retimed(still, 700))).toEqual([700]);
  });
});
