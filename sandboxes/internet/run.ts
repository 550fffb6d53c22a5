import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import {
  connectionOpened,
  frameType,
  type InternetHello,
  internetHello,
  type RequestLine,
} from '../protocol.js';
import type { Certificates } from './certificates.js';
import { Connection } from './connection.js';
import { Exchange } from './exchange.js';
import { encodeFrame, type Frame, FrameReader, payloadsOf } from './frames.js';
import type { RunContext } from './run-context.js';
import { VirtualTimers } from './virtual-timers.js';

/**
 * After this many turns of the event loop without anything happening, nothing will happen until a frame comes. One
 * turn is too few: TLS over a Duplex finishes each write a turn later.
 */
const quietTurnsNeeded = 3;
/**
 * Far above what an exercise needs; a program that passes them loses the connection, as it would anywhere. They bound
 * what one run can cost the others, which share this process: an unanswered request holds up to 100 KiB.
 */
const openConnectionsMaximum = 1024;
const openRequestsMaximum = 512;
const requestsMaximum = 5000;
const answerBytesMaximum = 64 * 1024 * 1024;

/** One run: the far end of one supervisor's stream. Nothing in here is shared with another run but certificates. */
export class Run implements RunContext {
  readonly timers = new VirtualTimers();
  readonly httpServer: Server;
  hello: InternetHello = { delaysMs: [], seed: 0 };
  readonly #reader = new FrameReader();
  readonly #queue: Frame[] = [];
  readonly #connections = new Map<number, Connection>();
  readonly #connectionOf = new WeakMap<Duplex, Connection>();
  #greeted = false;
  #closed = false;
  #holds = 0;
  #activity = 0;
  #requests = 0;
  #answerBytes = 0;
  /** Continuations that wait until the supervisor's stream takes more. */
  #onDrain: (() => void)[] = [];
  /** Barriers that wait until holds are released and the stream has drained. */
  #onFree: (() => void)[] = [];

  constructor(
    private readonly stream: Socket,
    readonly certificates: Certificates,
    private readonly complain: (message: string) => void,
  ) {
    this.httpServer = this.#makeHttpServer();
    stream.on('data', (chunk) => this.#receive(chunk));
    stream.on('drain', () => this.#drained());
    stream.on('error', () => {});
    stream.on('end', () => this.#close());
    stream.on('close', () => this.#close());
  }

  takeSerial(): number {
    return this.#requests++;
  }

  touch(): void {
    this.#activity++;
  }

  hold(): () => void {
    this.#holds++;
    return () => {
      this.#holds--;
      this.touch();
      this.#pump();
      this.#freeBarriers();
    };
  }

  sendData(connection: number, bytes: Buffer, taken: () => void): void {
    this.#answerBytes += bytes.length;
    if (this.#answerBytes > answerBytesMaximum) {
      this.sendReset(connection);
      this.#connections.get(connection)?.drop('closed');
      taken();
      return;
    }
    for (const payload of payloadsOf(bytes)) this.#send(frameType.data, connection, payload);
    if (this.stream.writableNeedDrain) this.#onDrain.push(taken);
    else taken();
  }

  sendEnd(connection: number): void {
    this.#send(frameType.end, connection);
  }

  sendReset(connection: number): void {
    this.#send(frameType.reset, connection);
  }

  record(connection: number, line: RequestLine): void {
    this.#send(frameType.record, connection, Buffer.from(JSON.stringify(line)));
  }

  forget(connection: number): void {
    this.#connections.delete(connection);
  }

  register(stream: Duplex, connection: number): void {
    this.#connectionOf.set(stream, this.#connections.get(connection)!);
  }

  #send(type: number, connection: number, payload?: Buffer, timeNs: number | null = this.timers.nowNs): void {
    this.touch();
    if (!this.#closed) this.stream.write(encodeFrame(type, connection, timeNs, payload));
  }

  /** Without any of Node's own timeouts and dates: those are of the wall clock. */
  #makeHttpServer(): Server {
    const server = createServer({
      keepAliveTimeout: 0,
      headersTimeout: 0,
      requestTimeout: 0,
      requireHostHeader: false,
    });
    server.timeout = 0;
    // Not in the types, but what lets a client that has said all (write_eof) still be answered.
    Object.assign(server, { httpAllowHalfOpen: true });
    server.on('request', (request, response) => {
      const connection = this.#connectionOf.get(request.socket)!;
      if (request.socket.destroyed) return;
      if (this.#mayTakeRequest()) new Exchange(this, connection, request, response);
      else request.socket.destroy(new Error('too many requests'));
    });
    server.on('checkExpectation', (request, response) => server.emit('request', request, response));
    server.on('clientError', (error: NodeJS.ErrnoException, stream) => {
      this.touch();
      const reason =
        error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
      this.#connectionOf
        .get(stream)
        ?.refuse(`HTTP/1.1 ${reason}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
    });
    return server;
  }

  #mayTakeRequest(): boolean {
    let open = 0;
    for (const connection of this.#connections.values()) open += connection.exchanges.size;
    return open < openRequestsMaximum && this.#requests < requestsMaximum;
  }

  #receive(chunk: Buffer): void {
    if (this.#closed) return;
    try {
      this.#queue.push(...this.#reader.push(chunk));
    } catch (error) {
      this.#fail(error);
    }
    this.#pump();
  }

  #pump(): void {
    try {
      while (this.#holds === 0 && !this.#closed) {
        const frame = this.#queue.shift();
        if (frame === undefined) return;
        this.#deal(frame);
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  #deal(frame: Frame): void {
    this.touch();
    if (!this.#greeted && frame.type !== frameType.hello) throw new Error('the first frame is not HELLO');
    this.timers.advanceTo(frame.timeNs);
    const connection = this.#connections.get(frame.connection);
    switch (frame.type) {
      case frameType.hello:
        this.#greeted = true;
        this.hello = internetHello.parse(JSON.parse(frame.payload.toString()));
        break;
      case frameType.open:
        this.#open(frame);
        break;
      case frameType.data:
        connection?.receive(frame);
        break;
      case frameType.end:
        connection?.clientEnd();
        break;
      case frameType.reset:
        connection?.drop('reset');
        break;
      case frameType.sync:
        this.#answerWhenQuiet(frame.connection);
        break;
      case frameType.advance:
        break;
      case frameType.finish:
        this.#finish();
        break;
      default:
        throw new Error(`a frame of type ${frame.type}, which only the internet sends`);
    }
  }

  #open(frame: Frame): void {
    const opened = connectionOpened.parse(JSON.parse(frame.payload.toString()));
    const id = frame.connection;
    if (this.#connections.has(id)) throw new Error(`connection ${id} opened twice`);
    if (this.#connections.size >= openConnectionsMaximum) this.sendReset(id);
    else this.#connections.set(id, new Connection(id, opened, frame.lane, this));
  }

  #finish(): void {
    for (const connection of this.#connections.values()) connection.drop('finish');
    this.#connections.clear();
  }

  #answerWhenQuiet(token: number): void {
    let quietTurns = 0;
    let seen = this.#activity;
    const turn = () => {
      if (this.#closed) return;
      if (this.#holds > 0 || this.#onDrain.length > 0) {
        this.#onFree.push(turn);
        return;
      }
      quietTurns = seen === this.#activity ? quietTurns + 1 : 0;
      seen = this.#activity;
      if (quietTurns < quietTurnsNeeded) {
        setImmediate(turn);
        return;
      }
      this.#send(frameType.idle, token, undefined, this.timers.nextDeadlineNs);
    };
    setImmediate(turn);
  }

  #drained(): void {
    this.touch();
    const taken = this.#onDrain;
    this.#onDrain = [];
    for (const callback of taken) callback();
    this.#freeBarriers();
  }

  #freeBarriers(): void {
    const barriers = this.#onFree;
    this.#onFree = [];
    for (const turn of barriers) setImmediate(turn);
  }

  #fail(error: unknown): void {
    this.complain(`A run was cut off: ${(error as Error).message}`);
    this.#close();
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#queue.length = 0;
    for (const connection of this.#connections.values()) connection.drop('finish');
    this.#connections.clear();
    this.stream.destroy();
  }
}
