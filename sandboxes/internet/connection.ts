import type { IncomingMessage } from 'node:http';
import { Duplex } from 'node:stream';
import { type SecureContext, TLSSocket } from 'node:tls';
import { type ConnectionOpened, noLane } from '../protocol.js';
import type { Frame } from './frames.js';
import type { RunContext } from './run-context.js';

/** First byte of a TLS handshake record (RFC 8446, 5.1); no HTTP method begins with it. */
const tlsHandshake = 0x16;

/** `reset`: the client is gone. `closed`: nothing more can be sent. `finish`: the run is over. */
export type Closing = 'reset' | 'closed' | 'finish';

/** A request of this connection that is not recorded yet. */
export interface OpenExchange {
  close(cause: Closing): void;
  /** The parser cannot go on; a request that had not arrived whole never will. */
  parserFailed(): void;
}

export interface Origin {
  readonly lane: number | null;
  readonly timeNs: number;
}

/**
 * One TCP connection of the program. Its bytes come and go as frames; towards Node's HTTP server it is a Duplex, with
 * a TLSSocket around it when the first byte says so, whatever the port.
 */
export class Connection {
  readonly exchanges = new Set<OpenExchange>();
  /** When the client said that it sends no more; whether it still reads shows only when it is answered. */
  clientEndedNs: number | null = null;
  /** No answer may seem to have left before the one ahead of it on this connection. */
  lastAnswerNs = 0;
  #tls: TLSSocket | null = null;
  #started = false;
  #speaksHttp = false;
  #endSent = false;
  #gone = false;
  #refusal: string | null = null;
  #latest: Origin;
  /** Where the first byte of the request being read, or to be read next, came from. */
  #requestOrigin: Origin | null = null;
  #request: IncomingMessage | null = null;
  readonly #stream: Duplex;

  constructor(
    readonly id: number,
    readonly opened: ConnectionOpened,
    lane: number,
    private readonly context: RunContext,
  ) {
    this.#latest = { lane: lane === noLane ? null : lane, timeNs: context.timers.nowNs };
    this.#stream = this.#makeStream();
  }

  get isTls(): boolean {
    return this.#tls !== null;
  }

  /** The name in the TLS handshake, if there was one. */
  get serverName(): string | null {
    const name = this.#tls?.servername;
    return typeof name === 'string' ? name : null;
  }

  /** When the newest bytes came. */
  get latestNs(): number {
    return this.#latest.timeNs;
  }

  receive(frame: Frame): void {
    if (this.#stream.destroyed || this.clientEndedNs !== null || frame.payload.length === 0) return;
    const lane = frame.lane === noLane ? this.#latest.lane : frame.lane;
    this.#latest = { lane, timeNs: frame.timeNs };
    if (this.#speaksHttp && (this.#requestOrigin === null || this.#request?.complete)) {
      this.#requestOrigin = this.#latest;
      this.#request = null;
    }
    if (!this.#started) this.#start(frame.payload[0]!);
    this.#stream.push(frame.payload);
  }

  /** Of the request whose head was just read. Several in one frame (pipelining) share the newest origin. */
  laneOf(request: IncomingMessage): number | null {
    const fresh = this.#request === null ? this.#requestOrigin : null;
    this.#requestOrigin = fresh ?? this.#latest;
    this.#request = request;
    return this.#requestOrigin.lane;
  }

  clientEnd(): void {
    if (this.clientEndedNs !== null || this.#gone || this.#stream.destroyed) return;
    this.clientEndedNs = this.context.timers.nowNs;
    this.#stream.push(null);
    if (!this.#started) this.#stream.resume().end();
  }

  /** Ends both directions at once, without a frame: the client has reset the connection, or the run is over. */
  drop(cause: Closing): void {
    this.#gone = true;
    this.#closeExchanges(cause);
    this.#tls?.destroy();
    this.#stream.destroy();
  }

  /** Ends the connection with this bare answer, once those that are still owed have been given. */
  refuse(answer: string): void {
    this.#refusal = answer;
    for (const exchange of this.exchanges) exchange.parserFailed();
    this.#refuseIfFree();
  }

  exchangeEnded(exchange: OpenExchange): void {
    this.exchanges.delete(exchange);
    this.#refuseIfFree();
    this.#forgetIfDone();
  }

  /** A half-closed client that was answered may yet reset: its exchange is kept open for that. */
  #forgetIfDone(): void {
    if (this.#stream.destroyed && this.exchanges.size === 0) this.context.forget(this.id);
  }

  #refuseIfFree(): void {
    if (this.#refusal === null || this.exchanges.size > 0) return;
    const stream: Duplex = this.#tls ?? this.#stream;
    if (stream.writable) stream.end(this.#refusal);
    this.#refusal = null;
  }

  #makeStream(): Duplex {
    const stream = new Duplex({
      allowHalfOpen: true,
      read: () => {},
      write: (chunk: Buffer, _encoding, taken) => this.#write(chunk, taken),
      final: (done) => {
        this.#sendEnd();
        done();
      },
      destroy: (error, done) => {
        this.#destroyed(error);
        done(null);
      },
    });
    stream.on('error', () => {});
    return stream;
  }

  #write(chunk: Buffer, taken: () => void): void {
    if (this.#gone) taken();
    else this.context.sendData(this.id, chunk, taken);
  }

  #sendEnd(): void {
    if (this.#gone || this.#endSent) return;
    this.#endSent = true;
    this.context.sendEnd(this.id);
  }

  #destroyed(error: Error | null): void {
    this.context.touch();
    this.#closeExchanges('closed');
    if (error === null) this.#sendEnd();
    else if (!this.#gone && !this.#endSent) this.context.sendReset(this.id);
    this.#gone = true;
    this.#forgetIfDone();
  }

  #closeExchanges(cause: Closing): void {
    for (const exchange of [...this.exchanges]) exchange.close(cause);
  }

  #start(firstByte: number): void {
    this.#started = true;
    if (firstByte === tlsHandshake) void this.#startTls();
    else this.#startHttp(this.#stream);
  }

  #startHttp(stream: Duplex): void {
    this.#speaksHttp = true;
    if (!this.#tls) this.#requestOrigin = this.#latest;
    this.context.register(stream, this.id);
    this.context.httpServer.emit('connection', stream);
  }

  async #startTls(): Promise<void> {
    const { certificates } = this.context;
    const { host, address } = this.opened;
    const release = this.context.hold();
    try {
      const secureContext = await certificates.contextFor(host === null ? [address] : [host, address]);
      if (this.#stream.destroyed) return;
      const tls = new TLSSocket(this.#stream, {
        isServer: true,
        secureContext,
        ALPNProtocols: ['http/1.1'],
        SNICallback: (name, done) => this.#chooseCertificate(name, done),
      });
      this.#tls = tls;
      tls.on('secure', () => this.#startHttp(tls));
      // In TLS nobody half-closes: Python's clients end both directions at once.
      tls.on('end', () => this.#closeExchanges('closed'));
      tls.on('error', () => this.#stream.destroy());
      tls.on('close', () => this.#stream.destroy());
    } catch (error) {
      this.#stream.destroy(error as Error);
    } finally {
      release();
    }
  }

  #chooseCertificate(name: string, done: (error: Error | null, context?: SecureContext) => void): void {
    if (name === this.opened.host) {
      done(null); // the default context is for this name
      return;
    }
    const release = this.context.hold();
    this.context.certificates
      .contextFor([name])
      .then(
        (context) => done(null, context),
        (error: Error) => done(error),
      )
      .finally(release);
  }
}
