import { connect, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { encodeFrame, type Frame, payloadsOf } from '../../sandboxes/internet/frames.js';
import {
  type ConnectionOpened,
  frameType,
  type InternetHello,
  type RequestLine,
  requestLine,
} from '../../sandboxes/protocol.js';

/** One connection of a pretended program: what it received, and a Duplex to put a client on. */
export class PretendConnection {
  readonly stream: Duplex;
  #received: Buffer[] = [];
  ended = false;
  wasReset = false;

  constructor(
    readonly id: number,
    private readonly supervisor: PretendSupervisor,
    public lane: number,
  ) {
    this.stream = new Duplex({
      read: () => {},
      write: (chunk: Buffer, _encoding, done) => {
        this.send(chunk);
        done();
      },
      final: (done) => {
        this.end();
        done();
      },
    });
    this.stream.on('error', () => {});
  }

  send(bytes: Buffer | string, lane = this.lane): void {
    for (const payload of payloadsOf(Buffer.from(bytes))) {
      this.supervisor.send(frameType.data, this.id, payload, lane);
    }
  }

  end(): void {
    this.supervisor.send(frameType.end, this.id);
  }

  reset(): void {
    this.supervisor.send(frameType.reset, this.id);
  }

  take(type: number, payload: Buffer): void {
    if (type === frameType.data) {
      this.#received.push(payload);
      this.stream.push(payload);
    } else if (type === frameType.end) {
      this.ended = true;
      this.stream.push(null);
    } else {
      this.wasReset = true;
      this.stream.destroy();
    }
  }

  /** Everything received since the last time it was asked. */
  received(): Buffer {
    const bytes = Buffer.concat(this.#received);
    this.#received = [];
    return bytes;
  }
}

/** Plays the supervisor's part towards the stand-in internet, with real frames over a real unix stream. */
export class PretendSupervisor {
  nowNs = 0;
  readonly records: RequestLine[] = [];
  /** Every frame that came, for tests that compare whole conversations. */
  readonly frames: Frame[] = [];
  #framesSent = 0;
  #token = 0;
  #rest: Buffer = Buffer.alloc(0);
  readonly #connections: PretendConnection[] = [];
  readonly #idle = new Map<number, (deadlineNs: number | null) => void>();

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', () => {});
  }

  static async connect(socketPath: string, hello: Partial<InternetHello> = {}): Promise<PretendSupervisor> {
    const socket = connect(socketPath);
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    const supervisor = new PretendSupervisor(socket);
    supervisor.send(frameType.hello, 0, Buffer.from(JSON.stringify({ delaysMs: [], seed: 1, ...hello })));
    return supervisor;
  }

  open(opened: Partial<ConnectionOpened> = {}, lane = 0): PretendConnection {
    const connection = new PretendConnection(this.#connections.length, this, lane);
    this.#connections.push(connection);
    const whole = { host: 'httpbin.org', address: '198.18.7.9', port: 80, ...opened };
    this.send(frameType.open, connection.id, Buffer.from(JSON.stringify(whole)), lane);
    return connection;
  }

  send(type: number, connection: number, payload?: Buffer, lane = 0): void {
    this.#framesSent++;
    this.sendRaw(encodeFrame(type, connection, this.nowNs, payload, lane));
  }

  sendRaw(bytes: Buffer): void {
    if (!this.socket.destroyed) this.socket.write(bytes);
  }

  /** The barrier: the next deadline in virtual ms, null for none. */
  async sync(): Promise<number | null> {
    const token = this.#token++;
    const answered = new Promise<number | null>((resolve) => this.#idle.set(token, resolve));
    this.#framesSent--;
    this.send(frameType.sync, token);
    const deadlineNs = await answered;
    return deadlineNs === null ? null : deadlineNs / 1e6;
  }

  /** Barriers until neither side has anything left to say at this moment: TLS goes to and fro. */
  async settle(): Promise<number | null> {
    for (;;) {
      const before = this.#framesSent;
      const deadlineMs = await this.sync();
      for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
      if (this.#framesSent === before) return deadlineMs;
    }
  }

  advance(toMs: number): void {
    this.nowNs = Math.round(toMs * 1e6);
    this.send(frameType.advance, 0);
  }

  /** Skips from deadline to deadline until there is none, as for a program that only waits. Returns the times. */
  async skipToEnd(): Promise<number[]> {
    const stops: number[] = [];
    for (let next = await this.settle(); next !== null; next = await this.settle()) {
      stops.push(next);
      this.advance(next);
    }
    return stops;
  }

  /** The program has ended: what was recorded over the whole run. */
  async finish(): Promise<RequestLine[]> {
    this.send(frameType.finish, 0);
    await this.sync();
    this.destroy();
    return this.records;
  }

  destroy(): void {
    this.socket.destroy();
  }

  #receive(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    while (this.#rest.length >= 24 && this.#rest.length >= 24 + this.#rest.readUInt32LE(0)) {
      const end = 24 + this.#rest.readUInt32LE(0);
      this.#take({
        type: this.#rest.readUInt32LE(4),
        connection: this.#rest.readUInt32LE(8),
        lane: this.#rest.readUInt32LE(12),
        timeNs: Number(this.#rest.readBigUInt64LE(16)),
        payload: this.#rest.subarray(24, end),
      });
      this.#rest = this.#rest.subarray(end);
    }
  }

  #take(frame: Frame): void {
    this.frames.push(frame);
    if (frame.type === frameType.idle) {
      this.#idle.get(frame.connection)?.(frame.timeNs > Number.MAX_SAFE_INTEGER ? null : frame.timeNs);
    } else if (frame.type === frameType.record) {
      this.records.push(requestLine.parse(JSON.parse(frame.payload.toString())));
    } else {
      this.#connections[frame.connection]!.take(frame.type, frame.payload);
    }
  }
}

export interface ReadResponse {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
  /** What followed: the next response of the connection, or nothing. */
  readonly rest: Buffer;
}

/** Takes one HTTP/1.1 response off the front; throws when it is not whole. */
export function readResponse(bytes: Buffer, method = 'GET'): ReadResponse {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) throw new Error(`no whole head in ${JSON.stringify(bytes.toString().slice(0, 200))}`);
  const [statusLine = '', ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  const after = bytes.subarray(headEnd + 4);
  const status = Number(statusLine.split(' ')[1]);
  if (headers['transfer-encoding'] === 'chunked' && method !== 'HEAD') {
    return { status, headers, ...unchunked(after) };
  }
  const length = method === 'HEAD' ? 0 : Number(headers['content-length'] ?? 0);
  if (after.length < length) throw new Error(`${after.length} of ${length} bytes of the body`);
  return { status, headers, body: after.subarray(0, length), rest: after.subarray(length) };
}

function unchunked(bytes: Buffer): { body: Buffer; rest: Buffer } {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) throw new Error('a chunked body that does not end');
    const size = Number.parseInt(bytes.subarray(at, lineEnd).toString(), 16);
    if (size === 0) return { body: Buffer.concat(chunks), rest: bytes.subarray(lineEnd + 4) };
    chunks.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}
