import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type PretendConnection,
  PretendSupervisor,
  readResponse,
} from '../../test/support/pretend-supervisor.js';
import { frameType } from '../protocol.js';
import { type Internet, startInternet } from './internet.js';

const folder = mkdtempSync(join(tmpdir(), 'internet-tls-'));
const socketPath = join(folder, 'socket');
let internet: Internet;
let ca: Buffer;

beforeAll(async () => {
  internet = await startInternet(socketPath, folder);
  ca = readFileSync(join(folder, 'ca.pem'));
});
afterAll(async () => {
  await internet.close();
  rmSync(folder, { recursive: true });
});

const get = (path: string, host = 'httpbin.org') => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;

/** A client of Node's own TLS on a connection: what it received decrypted, and how it failed. */
function client(connection: PretendConnection, options: ConnectionOptions) {
  const received: Buffer[] = [];
  const state: { socket: TLSSocket; error: NodeJS.ErrnoException | null; text: () => Buffer } = {
    socket: connect({ socket: connection.stream, ca, ...options }),
    error: null,
    text: () => Buffer.concat(received.splice(0)),
  };
  state.socket.on('data', (chunk) => received.push(chunk));
  state.socket.on('error', (error) => {
    state.error = error;
  });
  return state;
}

describe('TLS', () => {
  it.each([
    ['the name of the handshake', 'httpbin.org', { servername: 'httpbin.org' }, 443],
    ['a name that was not the one looked up', 'a.example', { servername: 'b.example' }, 443],
    ['any port', 'api.github.com', { servername: 'api.github.com' }, 80],
    ['an address', null, { host: '198.18.7.9' }, 443],
    ['the older version', 'httpbin.org', { servername: 'httpbin.org', maxVersion: 'TLSv1.2' as const }, 443],
  ])('has a certificate that the authority vouches for: %s', async (_, host, options, port) => {
    const supervisor = await PretendSupervisor.connect(socketPath);
    const connection = supervisor.open({ host, port });
    const { socket, ...tls } = client(connection, { ...options, ALPNProtocols: ['h2', 'http/1.1'] });
    await supervisor.settle();
    expect(tls.error).toBeNull();
    expect(socket.authorized).toBe(true);
    expect(socket.alpnProtocol).toBe('http/1.1');
    const certificate = socket.getPeerX509Certificate()!;
    expect(certificate.validFrom).toMatch(/2000/);
    expect(certificate.validTo).toMatch(/2100/);
    supervisor.destroy();
  });

  it('carries requests with their lane, the time of their own bytes, and https in the URL', async () => {
    const supervisor = await PretendSupervisor.connect(socketPath);
    const connection = supervisor.open({ port: 443 }, 1);
    const tls = client(connection, { servername: 'httpbin.org' });
    await supervisor.settle();
    for (const lane of [2, 3]) {
      supervisor.advance(supervisor.nowNs / 1e6 + 100);
      connection.lane = lane;
      tls.socket.write(get('/delay/2'));
      await supervisor.skipToEnd();
      expect(readResponse(tls.text()).status).toBe(200);
    }
    const url = 'https://httpbin.org/delay/2';
    expect(await supervisor.finish()).toMatchObject([
      { lane: 2, url, startMs: 100, endMs: 2100, completed: true },
      { lane: 3, url, startMs: 2200, endMs: 4200, completed: true },
    ]);
  });

  it('keeps the order of arrival when one certificate must be made first and the other is known', async () => {
    for (const unknown of ['fresh-1.example', 'fresh-2.example', 'fresh-3.example']) {
      const supervisor = await PretendSupervisor.connect(socketPath, { delaysMs: [3000, 1000] });
      const first = supervisor.open({ host: unknown, port: 443 }, 1);
      const second = supervisor.open({ port: 443 }, 2);
      for (const [connection, name] of [
        [first, unknown],
        [second, 'httpbin.org'],
      ] as const) {
        const tls = client(connection, { servername: name });
        tls.socket.write(get('/', name));
      }
      await supervisor.skipToEnd();
      const records = await supervisor.finish();
      expect(records.map(({ lane, endMs }) => [lane, endMs])).toEqual([
        [2, 1000],
        [1, 3000],
      ]);
    }
  });

  it('moves large bodies whole, and is not idle before the last of them', async () => {
    const supervisor = await PretendSupervisor.connect(socketPath, { delaysMs: [0, 0] });
    const tls = client(supervisor.open({ port: 443 }), { servername: 'httpbin.org' });
    await supervisor.settle();
    for (let index = 0; index < 2; index++) {
      tls.socket.write(get('/bytes/102400'));
      await new Promise((resolve) => setImmediate(resolve)); // the client encrypts
      await supervisor.sync();
      const { length } = supervisor.frames;
      expect(supervisor.frames.at(-1)?.type).toBe(frameType.idle);
      await supervisor.settle();
      expect(supervisor.frames.slice(length).every(({ type }) => type === frameType.idle)).toBe(true);
      expect(readResponse(tls.text()).body).toHaveLength(102400);
    }
    supervisor.destroy();
  });

  it('closes with END after a client that has said goodbye', async () => {
    const supervisor = await PretendSupervisor.connect(socketPath, { delaysMs: [0] });
    const connection = supervisor.open({ port: 443 });
    const tls = client(connection, { servername: 'httpbin.org' });
    tls.socket.write(get('/get'));
    await supervisor.settle();
    tls.socket.end();
    await supervisor.settle();
    expect(connection).toMatchObject({ ended: true, wasReset: false });
    expect(await supervisor.finish()).toMatchObject([{ completed: true }]);
  });

  it('takes a client that closes while it waits for gone', async () => {
    const supervisor = await PretendSupervisor.connect(socketPath);
    const tls = client(supervisor.open({ port: 443 }), { servername: 'httpbin.org' });
    tls.socket.write(get('/delay/5'));
    expect(await supervisor.settle()).toBe(5000);
    supervisor.nowNs = 1e9;
    tls.socket.end();
    expect(await supervisor.settle()).toBeNull();
    expect(await supervisor.finish()).toMatchObject([{ completed: false, status: null, endMs: 1000 }]);
  });

  it.each([
    ['trusts nobody', { ca: [] as string[], servername: 'httpbin.org' }],
    ['speaks only HTTP/2', { servername: 'httpbin.org', ALPNProtocols: ['h2'] }],
  ])('fails only the connection of a client that %s', async (_, options) => {
    const supervisor = await PretendSupervisor.connect(socketPath);
    const tls = client(supervisor.open({ port: 443 }), options);
    await supervisor.settle();
    expect(tls.error).not.toBeNull();
    const healthy = client(supervisor.open({ port: 443 }), { servername: 'httpbin.org' });
    await supervisor.settle();
    expect(healthy.socket.authorized).toBe(true);
    expect(await supervisor.finish()).toEqual([]);
  });
});
