import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { OutgoingError, OutgoingHttp, type Resolve } from './outgoing-http.js';

/** One port on two addresses of this machine: one stands for a place that may be called, the other for one that may not. */
const allowed = '127.0.0.1';
const forbidden = '127.0.0.2';

const ok: RequestListener = (_request, response) => void response.end('fine');

describe('outgoing HTTP', () => {
  let servers: Server[];
  let port: number;
  let calls: string[] = [];
  let listener = ok;

  beforeAll(async () => {
    const listen = async (host: string, at: number) => {
      const server = createServer((request, response) => {
        calls.push(`${host}${request.url}`);
        listener(request, response);
      }).listen(at, host);
      await once(server, 'listening');
      return server;
    };
    const first = await listen(allowed, 0);
    port = (first.address() as AddressInfo).port;
    servers = [first, await listen(forbidden, port)];
  });
  afterAll(() => {
    for (const server of servers) server.close();
  });
  afterEach(() => {
    calls = [];
    listener = ok;
    for (const server of servers) server.closeAllConnections();
  });

  /** Answers the first question by the first of these, the second by the second, … */
  const resolving = (...answers: (readonly string[])[]): Resolve & { asked: number } => {
    const resolve = async () => answers[Math.min(resolve.asked++, answers.length - 1)] ?? [];
    resolve.asked = 0;
    return resolve;
  };
  const faultOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => (error instanceof OutgoingError ? error.fault : error),
    );
  const get = (http: OutgoingHttp, url: string, signal?: AbortSignal) =>
    http.request({ method: 'GET', url, headers: {} }, signal);

  it.each([
    ['by name', 'http://hook.test'],
    ['by address', 'http://127.0.0.1'],
    ['by one number', 'http://2130706433'],
    ['in octal digits', 'http://0177.0.0.1'],
    ['in hexadecimal digits', 'http://0x7f.1'],
    ['as IPv6', 'http://[::ffff:127.0.0.1]'],
    ['with a dot at the end', 'http://hook.test.'],
  ])('reaches what is allowed %s', async (_how, origin) => {
    const http = new OutgoingHttp([allowed], resolving([allowed]));
    expect(await get(http, `${origin}:${port}/x`)).toMatchObject({ status: 200, body: 'fine' });
    expect(calls).toEqual(['127.0.0.1/x']);
  });

  it.each([
    ['this machine by name', 'https://hook.test', [allowed]],
    ['this machine by address', 'https://127.0.0.1', []],
    ['this machine by one number', 'https://2130706433', []],
    ['this machine in octal digits', 'https://0177.0.0.1', []],
    ['this machine in hexadecimal digits', 'https://0x7f000001', []],
    ['this machine, shortened', 'https://127.1', []],
    ['no address', 'https://0', []],
    ['this machine by IPv6', 'https://[::1]', []],
    ['this machine by IPv4 in IPv6', 'https://[::ffff:127.0.0.1]', []],
    ['NAT64', 'https://[64:ff9b::7f00:1]', []],
    ['6to4', 'https://[2002:7f00:1::]', []],
    ['the metadata service', 'https://169.254.169.254', []],
    ['a name with one private address among public ones', 'https://hook.test', ['192.0.43.8', '10.0.0.1']],
    ['a public address in plain text', 'http://192.0.43.8', []],
    ['another protocol', 'file:///etc/passwd', []],
    ['what is no address', 'hook.test', []],
    ['a password', 'https://me:secret@192.0.43.8', []],
  ])('refuses %s', async (_what, url, addresses) => {
    const http = new OutgoingHttp([], resolving(addresses));
    expect(await faultOf(get(http, url))).toBe('refused-address');
    expect(await faultOf(http.assertAllowed(url))).toBe('refused-address');
    expect(calls).toEqual([]);
  });

  it.each([
    ['http://later.test', [], 'refused-address'],
    ['http://later.test', ['later.test'], 'unknown-host'],
    ['https://later.test', [], 'unknown-host'],
  ])('says of %s, which cannot be found yet, with %j allowed: %s', async (url, allow, fault) => {
    expect(await faultOf(new OutgoingHttp(allow, resolving([])).assertAllowed(url))).toBe(fault);
  });

  it('calls the addresses that it has looked at, whatever the name leads to a moment later', async () => {
    const resolve = resolving([allowed], [forbidden]);
    const http = new OutgoingHttp([allowed], resolve);
    await get(http, `http://hook.test:${port}/first`);
    expect(resolve.asked).toBe(1);
    expect(await faultOf(get(http, `http://hook.test:${port}/second`))).toBe('refused-address');
    expect(calls).toEqual(['127.0.0.1/first']);
  });

  it('gives a redirect back as it is', async () => {
    listener = (_request, response) => void response.writeHead(307, { Location: '/on' }).end();
    const answer = await get(new OutgoingHttp([allowed]), `http://127.0.0.1:${port}/`);
    expect(answer).toMatchObject({ status: 307, headers: { location: '/on' } });
    expect(calls).toEqual(['127.0.0.1/']);
  });

  it('cuts an answer where it is told to, and refuses one that is too large', async () => {
    listener = (_request, response) => void response.end('x'.repeat(2_000_000));
    const http = new OutgoingHttp([allowed]);
    const request = { method: 'GET', url: `http://127.0.0.1:${port}/`, headers: {} } as const;
    expect((await http.request({ ...request, cutAnswerAtBytes: 100 })).body).toBe('x'.repeat(100));
    expect(await faultOf(http.request(request))).toBe('answer-too-large');
  });

  it('waits for an answer as long as its limit, until its last byte', async () => {
    listener = (_request, response) => {
      response.write('half');
    };
    const http = new OutgoingHttp([allowed], resolving([allowed]), 50);
    expect(await faultOf(get(http, `http://127.0.0.1:${port}/`))).toBe('timed-out');
  });

  it('does not wait for a resolver that says nothing', async () => {
    const http = new OutgoingHttp([], () => new Promise(() => {}), 20);
    expect(await faultOf(get(http, 'https://hook.test/'))).toBe('timed-out');
  });

  it('names what else goes wrong', async () => {
    const unknown = async () => Promise.reject(new Error('ENOTFOUND'));
    expect(await faultOf(get(new OutgoingHttp([], unknown), 'https://hook.test/'))).toBe('unknown-host');
    expect(await faultOf(get(new OutgoingHttp([], resolving([])), 'https://hook.test/'))).toBe(
      'unknown-host',
    );
    listener = (_request, response) => void response.destroy();
    const http = new OutgoingHttp([allowed]);
    expect(await faultOf(get(http, `http://127.0.0.1:${port}/`))).toBe('no-answer');
  });

  it('stops when it is told to, with the reason', async () => {
    const reason = new Error('The worker is stopping');
    const controller = new AbortController();
    listener = () => controller.abort(reason);
    const http = new OutgoingHttp([allowed]);
    expect(await faultOf(get(http, `http://127.0.0.1:${port}/`, controller.signal))).toBe(reason);
  });

  it('is a fetch for libraries that want one', async () => {
    listener = (request, response) => {
      response.writeHead(201, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ method: request.method, type: request.headers['content-type'] }));
    };
    const http = new OutgoingHttp([allowed]);
    const response = await http.fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'a=b' });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ method: 'POST' });
  });
});
