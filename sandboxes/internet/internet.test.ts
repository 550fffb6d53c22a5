import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PretendSupervisor, readResponse } from '../../test/support/pretend-supervisor.js';
import { frameType, type InternetHello, type InternetRule, noLane } from '../protocol.js';
import { encodeFrame } from './frames.js';
import { type Internet, startInternet } from './internet.js';
import { seededBytes } from './seeded.js';

const folder = mkdtempSync(join(tmpdir(), 'internet-'));
const socketPath = join(folder, 'socket');
let internet: Internet;
const open: PretendSupervisor[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  internet = await startInternet(socketPath, folder, (message) => complaints.push(message));
});
afterEach(() => {
  expect(complaints).toEqual([]);
  for (const supervisor of open.splice(0)) supervisor.destroy();
});
afterAll(async () => {
  await internet.close();
  rmSync(folder, { recursive: true });
});

async function run(hello: Partial<InternetHello> = {}): Promise<PretendSupervisor> {
  const supervisor = await PretendSupervisor.connect(socketPath, hello);
  open.push(supervisor);
  return supervisor;
}

const get = (path: string, more = '', host = 'httpbin.org') =>
  `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${more}\r\n`;

describe('a request', () => {
  it('is answered after exactly the delay its URL asks for, and recorded with its lane', async () => {
    const supervisor = await run();
    supervisor.advance(100);
    const connection = supervisor.open({}, 3);
    connection.send(get('/delay/2'), 4);
    expect(await supervisor.settle()).toBe(2100);
    expect(connection.received()).toHaveLength(0);
    supervisor.advance(2100);
    await supervisor.settle();
    const response = readResponse(connection.received());
    expect(response.status).toBe(200);
    expect(response.headers.date).toBe('Thu, 01 Jan 2026 09:00:02 GMT');
    expect(JSON.parse(response.body.toString())).toMatchObject({ url: 'http://httpbin.org/delay/2' });
    expect(await supervisor.finish()).toEqual([
      {
        type: 'request',
        lane: 4,
        connection: 0,
        method: 'GET',
        url: 'http://httpbin.org/delay/2',
        status: 200,
        startMs: 100,
        endMs: 2100,
        requestBytes: 0,
        responseBytes: response.body.length,
        completed: true,
        bodyCrc32: crc32(response.body),
      },
    ]);
  });

  it('gives no checksum of a body that no client would store as it came', async () => {
    const supervisor = await run();
    supervisor.open().send(get('/gzip'));
    await supervisor.skipToEnd();
    expect((await supervisor.finish())[0]).toMatchObject({ completed: true, bodyCrc32: null });
  });

  it('takes the delay of its place in the order of arrival when the scenario sets one', async () => {
    const supervisor = await run({ delaysMs: [3000, 1000.5] });
    const first = supervisor.open({}, 1);
    const second = supervisor.open({ host: 'example.com' }, 2);
    const third = supervisor.open({}, 3);
    first.send(get('/delay/1'));
    second.send(get('/1.jpg', '', 'example.com'));
    third.send(get('/delay/2'));
    expect(await supervisor.skipToEnd()).toEqual([1000.5, 2000, 3000]);
    const records = await supervisor.finish();
    expect(records.map(({ lane, endMs }) => [lane, endMs])).toEqual([
      [2, 1000.5],
      [3, 2000],
      [1, 3000],
    ]);
  });

  it('spreads a drip over its time, and squeezes it when the scenario says so', async () => {
    const supervisor = await run();
    const connection = supervisor.open();
    connection.send(get('/drip?numbytes=4&duration=2&delay=1'));
    expect(await supervisor.skipToEnd()).toEqual([1000, 1500, 2000, 2500, 3000]);
    expect(readResponse(connection.received()).body.toString()).toBe('****');

    const squeezed = await run({ delaysMs: [600] });
    squeezed.open().send(get('/drip?numbytes=4&duration=2&delay=1'));
    expect((await squeezed.skipToEnd()).at(-1)).toBe(600);
    const bodyCrc32 = crc32('****');
    expect((await squeezed.finish())[0]).toMatchObject({
      startMs: 0,
      endMs: 600,
      responseBytes: 4,
      bodyCrc32,
    });
  });

  it('is answered by the first rule for its URL', async () => {
    const rules = [
      { url: 'httpbin.org/delay/1', status: 503, headers: { 'Retry-After': '2' }, body: 'busy' },
      { url: '*/delay/*', delayMs: 250 },
    ];
    const supervisor = await run({ rules });
    const [busy, quick] = [supervisor.open(), supervisor.open()];
    busy.send(get('/delay/1'));
    quick.send(get('/delay/2'));
    expect(await supervisor.skipToEnd()).toEqual([250, 1000]);
    const refused = readResponse(busy.received());
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '2', 'content-length': '4' } });
    expect(refused.body.toString()).toBe('busy');
    expect(readResponse(quick.received()).status).toBe(200);
  });

  it('that a rule lets fail is recorded as not completed', async () => {
    const rules: InternetRule[] = [
      { url: '*/reset', failure: 'reset', delayMs: 300 },
      { url: '*/silent', failure: 'timeout' },
    ];
    const supervisor = await run({ rules });
    const [reset, silent] = [supervisor.open(), supervisor.open()];
    reset.send(get('/reset'));
    silent.send(get('/silent'));
    expect(await supervisor.skipToEnd()).toEqual([300]);
    expect([reset.wasReset, silent.wasReset, silent.received().length]).toEqual([true, false, 0]);
    supervisor.nowNs = 1e9;
    const unanswered = { status: null, completed: false };
    expect(await supervisor.finish()).toMatchObject([
      { connection: 0, endMs: 300, ...unanswered },
      { connection: 1, endMs: 1000, ...unanswered },
    ]);
  });

  it('is recorded as open when the program ends, or its connection goes, before the answer', async () => {
    const supervisor = await run();
    const closed = supervisor.open();
    const open = supervisor.open();
    closed.send(get('/delay/5'));
    open.send(get('/delay/6'));
    await supervisor.settle();
    supervisor.nowNs = 1e9;
    closed.reset();
    expect(await supervisor.settle()).toBe(6000);
    supervisor.nowNs = 2e9;
    const unanswered = { status: null, completed: false, responseBytes: 0 };
    expect(await supervisor.finish()).toMatchObject([
      { connection: 0, endMs: 1000, ...unanswered },
      { connection: 1, endMs: 2000, ...unanswered },
    ]);
  });

  it('falls back on the lane that opened the connection, and says so when nobody is known', async () => {
    const supervisor = await run({ delaysMs: [1, 1] });
    supervisor.open({}, 7).send(get('/get'), noLane);
    supervisor.open({}, noLane).send(get('/get'), noLane);
    await supervisor.skipToEnd();
    expect((await supervisor.finish()).map(({ lane }) => lane)).toEqual([7, null]);
  });

  it.each([
    ['the port when it is not the usual one', { port: 8080 }, get('/a'), 'http://httpbin.org:8080/a'],
    ['the Host header before the name looked up', {}, get('/a', '', 'other.org'), 'http://other.org/a'],
    ['the name looked up without a Host header', {}, 'GET /a HTTP/1.0\r\n\r\n', 'http://httpbin.org/a'],
    ['the address without either', { host: null }, 'GET /a HTTP/1.0\r\n\r\n', 'http://198.18.7.9/a'],
    ['the whole target when it is absolute', {}, get('http://third.org/b?c=d'), 'http://third.org/b?c=d'],
  ])('shows %s in its URL', async (_, opened, text, url) => {
    const supervisor = await run();
    supervisor.open(opened).send(text);
    await supervisor.skipToEnd();
    expect((await supervisor.finish())[0]?.url).toBe(url);
  });

  it('whose body comes later begins when it is whole, and keeps the lane of its first byte', async () => {
    const supervisor = await run();
    const connection = supervisor.open({}, 1);
    connection.send('POST /delay/1 HTTP/1.1\r\nHost: httpbin.org\r\nContent-Length: 6\r\n\r\nabc', 1);
    expect(await supervisor.settle()).toBeNull();
    supervisor.advance(500);
    connection.send('def', 2);
    expect(await supervisor.skipToEnd()).toEqual([1500]);
    expect(readResponse(connection.received()).body.toString()).toContain('"data": "abcdef"');
    expect(await supervisor.finish()).toMatchObject([
      { lane: 1, startMs: 500, endMs: 1500, requestBytes: 6 },
    ]);
  });

  it('with a body of more than 1 MiB is refused with 413', async () => {
    const supervisor = await run();
    const connection = supervisor.open();
    connection.send(`POST /post HTTP/1.1\r\nHost: httpbin.org\r\nContent-Length: 2000000\r\n\r\n`);
    connection.send(Buffer.alloc(1_100_000, 'x'));
    await supervisor.settle();
    expect(readResponse(connection.received())).toMatchObject({
      status: 413,
      headers: { connection: 'close' },
    });
    expect(connection.ended).toBe(true);
    expect(await supervisor.finish()).toMatchObject([{ status: 413, completed: true }]);
  });

  it('is told to go on when it expects 100-continue', async () => {
    const supervisor = await run({ delaysMs: [0] });
    const connection = supervisor.open();
    connection.send(
      'PUT /put HTTP/1.1\r\nHost: httpbin.org\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n',
    );
    await supervisor.settle();
    expect(connection.received().toString()).toMatch(/^HTTP\/1.1 100 /);
    connection.send('ok');
    await supervisor.settle();
    expect(readResponse(connection.received()).status).toBe(200);
  });
});

describe('a connection', () => {
  it('is kept alive, and each request on it has the lane that sent it', async () => {
    const supervisor = await run();
    const connection = supervisor.open({}, 1);
    for (const lane of [1, 2]) {
      connection.send(get('/delay/1'), lane);
      await supervisor.skipToEnd();
      expect(readResponse(connection.received()).status).toBe(200);
    }
    expect(connection.ended).toBe(false);
    expect(await supervisor.finish()).toMatchObject([
      { connection: 0, lane: 1, startMs: 0, endMs: 1000 },
      { connection: 0, lane: 2, startMs: 1000, endMs: 2000 },
    ]);
  });

  it('names the lane of the first byte when another sends the rest of a head', async () => {
    const supervisor = await run({ delaysMs: [0, 0] });
    const connection = supervisor.open({}, 1);
    connection.send(get('/get'), 1);
    await supervisor.settle();
    connection.send('GET /get HTTP/1.1\r\n', 2);
    connection.send('Host: httpbin.org\r\n\r\n', 3);
    await supervisor.settle();
    expect((await supervisor.finish()).map(({ lane }) => lane)).toEqual([1, 2]);
  });

  it('answers pipelined requests in their order, none seeming to leave before the one ahead', async () => {
    const supervisor = await run();
    const connection = supervisor.open();
    connection.send(get('/delay/2') + get('/delay/1?second'));
    expect(await supervisor.skipToEnd()).toEqual([1000, 2000]);
    const first = readResponse(connection.received());
    const second = readResponse(first.rest);
    expect(first.body.toString()).toContain('/delay/2');
    expect(second.body.toString()).toContain('second');
    expect((await supervisor.finish()).map(({ endMs }) => endMs)).toEqual([2000, 2000]);
  });

  it('is closed when asked to, and gives END', async () => {
    const supervisor = await run();
    const connection = supervisor.open();
    connection.send(get('/delay/1', 'Connection: close\r\n'));
    await supervisor.skipToEnd();
    expect(readResponse(connection.received()).status).toBe(200);
    expect(connection).toMatchObject({ ended: true, wasReset: false });
  });

  it('that has only half closed is answered', async () => {
    const supervisor = await run();
    const connection = supervisor.open();
    connection.send(get('/delay/1'));
    connection.end();
    expect(await supervisor.skipToEnd()).toEqual([1000]);
    expect(readResponse(connection.received()).status).toBe(200);
    expect(connection).toMatchObject({ ended: true, wasReset: false });
    expect(await supervisor.finish()).toMatchObject([{ completed: true, endMs: 1000 }]);
  });

  it('that turns out to be gone when it is answered has not completed its request', async () => {
    const supervisor = await run();
    const connection = supervisor.open();
    connection.send(get('/delay/1'));
    await supervisor.settle();
    supervisor.advance(400);
    connection.end();
    await supervisor.skipToEnd();
    connection.reset();
    expect(await supervisor.finish()).toMatchObject([{ completed: false, endMs: 400 }]);
  });

  it('that ends before it says anything is ended too', async () => {
    const supervisor = await run();
    const connection = supervisor.open();
    connection.end();
    await supervisor.settle();
    expect(connection).toMatchObject({ ended: true, wasReset: false });
    expect(await supervisor.finish()).toEqual([]);
  });

  it.each([
    ['words', 'hello\r\n\r\n'],
    ['binary bytes', Buffer.from([0, 1, 2, 255, 254])],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ])('that speaks no HTTP (%s) gets 400 and leaves no record', async (_, bytes) => {
    const supervisor = await run();
    const connection = supervisor.open();
    connection.send(bytes);
    await supervisor.settle();
    expect(readResponse(connection.received()).status).toBe(400);
    expect(connection.ended).toBe(true);
    expect(await supervisor.finish()).toEqual([]);
  });

  it('is given what it is owed before it is refused for what followed', async () => {
    const supervisor = await run();
    const connection = supervisor.open();
    connection.send(`${get('/delay/1')}nonsense\r\n\r\n`);
    expect(await supervisor.skipToEnd()).toEqual([1000]);
    const first = readResponse(connection.received());
    expect([first.status, readResponse(first.rest).status]).toEqual([200, 400]);
  });

  it('refuses a head that is too long with 431', async () => {
    const supervisor = await run();
    const connection = supervisor.open();
    connection.send(get('/get', `X: ${'x'.repeat(40_000)}\r\n`));
    await supervisor.settle();
    expect(readResponse(connection.received()).status).toBe(431);
  });
});

describe('a run', () => {
  it('is the same conversation, frame by frame, when it is repeated', async () => {
    const conversation = async () => {
      const supervisor = await run({ seed: 5 });
      for (const [index, path] of [
        '/uuid',
        '/bytes/70000',
        '/cookies/set?a=b',
        '/cache',
        '/nothing',
      ].entries()) {
        supervisor.open({}, index).send(get(path));
      }
      await supervisor.skipToEnd();
      await supervisor.finish();
      return supervisor.frames.map(({ type, connection, timeNs, payload }) => [
        type,
        connection,
        timeNs,
        payload.toString('latin1'),
      ]);
    };
    expect(await conversation()).toEqual(await conversation());
  });

  it('fires what is due before it deals with a later frame, whatever its type', async () => {
    const supervisor = await run();
    const connection = supervisor.open();
    connection.send(get('/delay/1'));
    await supervisor.settle();
    supervisor.nowNs = 1.5e9;
    connection.send(get('/delay/1'));
    expect(await supervisor.settle()).toBe(2500);
    await supervisor.skipToEnd();
    expect((await supervisor.finish()).map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [0, 1000],
      [1500, 2500],
    ]);
  });

  it.each([
    ['a first frame that is not HELLO', encodeFrame(frameType.sync, 0, 0)],
    ['an unknown type', encodeFrame(77, 0, 0)],
    ['a payload that is too long', Buffer.alloc(24, 0xff)],
    ['HELLO without JSON', encodeFrame(frameType.hello, 0, 0, Buffer.from('{'))],
    ['a frame that only the internet sends', encodeFrame(frameType.idle, 0, 0)],
  ])('is cut off for %s, and no other run with it', async (_, bytes) => {
    const healthy = await run();
    const connection = healthy.open();
    connection.send(get('/delay/1'));
    const stream = connect(socketPath);
    stream.write(bytes);
    stream.resume();
    await new Promise((resolve) => stream.on('close', resolve));
    expect(complaints.splice(0)).toHaveLength(1);
    expect(await healthy.skipToEnd()).toEqual([1000]);
    expect(readResponse(connection.received()).status).toBe(200);
  });

  it('that never asks again does not delay the others', async () => {
    const silent = await run();
    silent.open().send(get('/delay/1'));
    silent.open().send('GET / HTTP/1.1\r\nHost: half');
    const other = await run();
    other.open().send(get('/delay/3'));
    expect(await other.skipToEnd()).toEqual([3000]);
  });

  it('that asks for far too much loses its connections, and only they', async () => {
    const greedy = await run();
    const flood = get('/bytes/1024').repeat(700);
    for (let index = 0; index < 2; index++) greedy.open().send(flood);
    const modest = await run();
    modest.open().send(get('/delay/1'));
    expect(await modest.skipToEnd()).toEqual([1000]);
    await greedy.skipToEnd();
    const records = await greedy.finish();
    expect(records.length).toBeLessThan(1200);
    expect(records.some(({ completed }) => !completed)).toBe(true);
  });

  it('is answered for the name looked up when it asks for the address', async () => {
    const supervisor = await run({ delaysMs: [0] });
    const connection = supervisor.open();
    connection.send(get('/ip', '', '198.18.7.9'));
    await supervisor.settle();
    expect(readResponse(connection.received()).body.toString()).toContain('origin');
  });

  it('survives any bytes from the program', async () => {
    const supervisor = await run();
    const starts = [
      '',
      '\x16\x03\x01',
      'GET / HTTP/1.1\r\nHost: a\r\n',
      'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n',
    ];
    for (let index = 0; index < 80; index++) {
      const connection = supervisor.open({ port: index % 2 ? 443 : 80 });
      connection.send(Buffer.from(starts[index % starts.length]!, 'latin1'));
      connection.send(seededBytes(`noise ${index}`, 1 + ((index * 97) % 3000)));
      if (index % 3 === 0) connection.end();
      if (index % 5 === 0) connection.reset();
      connection.send('late');
    }
    await supervisor.settle();
    const healthy = supervisor.open();
    healthy.send(get('/delay/1'));
    await supervisor.skipToEnd();
    expect(readResponse(healthy.received()).status).toBe(200);
    await supervisor.finish();
  });
});
