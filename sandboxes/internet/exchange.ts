import type { IncomingMessage, ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import { crc32 } from 'node:zlib';
import { type Answer, httpDate, type Part } from './answer.js';
import { type Answering, answering, failure } from './answering.js';
import type { Closing, Connection, OpenExchange } from './connection.js';
import type { RunContext } from './run-context.js';

const bodyMaximumBytes = 1024 * 1024;

/** One request, from its head to its record. Waits on the run's virtual timers and on nothing else. */
export class Exchange implements OpenExchange {
  readonly #lane: number | null;
  readonly #url: URL;
  readonly #shownUrl: string;
  readonly #chunks: Buffer[] = [];
  #requestBytes = 0;
  #responseBytes = 0;
  #bodyCrc32 = 0;
  #isCoded = false;
  #startNs: number;
  #dueNs = 0;
  #arrived = false;
  /** Set when the whole answer has left but a half-closed client may yet turn out to be gone. */
  #answered = false;
  #recorded = false;
  #cancelTimer = () => {};

  constructor(
    private readonly context: RunContext,
    private readonly connection: Connection,
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
  ) {
    this.#lane = connection.laneOf(request);
    this.#startNs = connection.latestNs;
    this.#shownUrl = urlAsAsked(connection, request);
    this.#url = parsedUrl(this.#shownUrl);
    connection.exchanges.add(this);
    response.sendDate = false;
    response.on('finish', () => this.#finished());
    response.on('error', () => {});
    request.on('error', () => {});
    request.on('data', (chunk: Buffer) => this.#take(chunk));
    request.on('end', () => this.#wholeRequest());
    context.touch();
  }

  close(cause: Closing): void {
    if (this.#answered && cause === 'closed') return;
    this.#cancelTimer();
    this.#record(this.#answered && cause === 'finish');
  }

  parserFailed(): void {
    if (!this.#arrived && !this.request.complete) this.close('closed');
  }

  #take(chunk: Buffer): void {
    this.context.touch();
    if (this.#arrived) return;
    this.#requestBytes += chunk.length;
    if (this.#requestBytes <= bodyMaximumBytes) {
      this.#chunks.push(chunk);
      return;
    }
    this.#arrived = true;
    this.#chunks.length = 0;
    this.context.takeSerial();
    const headers = { Connection: 'close', 'Content-Type': 'text/plain' };
    const body = Buffer.from('The stand-in internet takes bodies of up to 1 MiB.\n');
    this.#perform({ status: 413, headers, latencyMs: 0, body });
  }

  #wholeRequest(): void {
    this.context.touch();
    if (this.#arrived || this.#recorded) return;
    this.#arrived = true;
    const serial = this.context.takeSerial();
    this.#startNs = this.connection.latestNs;
    const answered = this.#answerTo(serial);
    if (answered.kind === 'answer') this.#perform(answered.answer);
    else if (answered.kind === 'reset') this.#after(answered.latencyMs, () => this.#breakConnection());
    // Of the others nobody hears again: a deadline of the program's own may end them, or the end of the run.
  }

  #answerTo(serial: number): Answering {
    const { method = 'GET', headers, httpVersion } = this.request;
    if (httpVersion === '1.1' && headers.host === undefined) {
      return { kind: 'answer', answer: failure(400, 'A request of HTTP/1.1 must have a Host header.') };
    }
    const received = {
      method,
      host: this.#site(),
      path: this.#url.pathname,
      query: this.#url.searchParams,
      url: this.#shownUrl,
      headers,
      body: Buffer.concat(this.#chunks),
      serial,
      seed: this.context.hello.seed,
      arrivedMs: this.#startNs / 1e6,
    };
    return answering(received, this.context.hello);
  }

  #breakConnection(): void {
    this.context.sendReset(this.connection.id);
    this.connection.drop('closed');
  }

  /** A bare address stands for the name that was looked up for it. */
  #site(): string {
    const host = this.#url.hostname.replace(/\.$/, '');
    return isIP(host) ? (this.connection.opened.host ?? host) : host;
  }

  #perform(answer: Answer): void {
    if (Buffer.isBuffer(answer.body)) {
      const { body } = answer;
      this.#after(answer.latencyMs, () => this.#sendWhole(answer, body));
    } else {
      const { body } = answer;
      this.#after(answer.latencyMs, () => {
        if (this.#writeHead(answer, {})) this.#sendParts(body, 0);
      });
    }
  }

  #after(sinceArrivalMs: number, act: () => void): void {
    this.#dueNs = this.#startNs + Math.round(sinceArrivalMs * 1e6);
    this.#cancelTimer = this.context.timers.at(this.#dueNs, () => {
      this.context.touch();
      if (!this.response.destroyed) act();
    });
    // What is due already does not wait for a frame; the queue stays the one place where order is decided.
    if (this.#dueNs <= this.context.timers.nowNs) this.context.timers.advanceTo(this.context.timers.nowNs);
  }

  #sendWhole(answer: Answer, body: Buffer): void {
    const bodiless = answer.status === 204 || answer.status === 304;
    const length = bodiless ? {} : { 'Content-Length': String(body.length) };
    if (!this.#writeHead(answer, length)) return;
    if (!bodiless) this.#countBody(body);
    this.response.end(body);
  }

  #sendParts(parts: readonly Part[], index: number): void {
    const part = parts[index];
    if (part === undefined) {
      this.response.end();
      return;
    }
    this.#after(part.atMs, () => {
      if (part.bytes.length > 0) {
        this.#countBody(part.bytes);
        this.response.write(part.bytes);
      }
      this.#sendParts(parts, index + 1);
    });
  }

  #countBody(bytes: Buffer): void {
    if (this.request.method === 'HEAD') return;
    this.#responseBytes += bytes.length;
    this.#bodyCrc32 = crc32(bytes, this.#bodyCrc32);
  }

  /** False when the headers could not be sent and a plain 500 took the place of the answer. */
  #writeHead(answer: Answer, more: Record<string, string>): boolean {
    const date = httpDate(this.#dueNs / 1e6);
    try {
      this.response.writeHead(answer.status, {
        Date: date,
        Server: 'interleave',
        ...answer.headers,
        ...more,
      });
      this.#isCoded = Object.keys(answer.headers).some((name) => /^content-encoding$/i.test(name));
      return true;
    } catch {
      // A header taken from the query (/response-headers) may hold what no header can.
      const { status, headers, body } = failure(500, 'A header of this answer cannot be sent.');
      this.response.writeHead(status, { Date: date, ...headers, 'Content-Length': String(body.length) });
      this.#countBody(body);
      this.response.end(body);
      return false;
    }
  }

  #finished(): void {
    this.context.touch();
    this.#answered = true;
    this.#dueNs = Math.max(this.#dueNs, this.connection.lastAnswerNs);
    this.connection.lastAnswerNs = this.#dueNs;
    // If the client had only half-closed, nothing more will come of it: the end of the run decides.
    if (this.connection.clientEndedNs === null) this.#record(true);
  }

  #record(completed: boolean): void {
    if (this.#recorded) return;
    this.#recorded = true;
    const endNs = completed ? this.#dueNs : (this.connection.clientEndedNs ?? this.context.timers.nowNs);
    this.context.record(this.connection.id, {
      type: 'request',
      lane: this.#lane,
      connection: this.connection.id,
      method: this.request.method ?? 'GET',
      url: this.#shownUrl,
      status: this.response.headersSent ? this.response.statusCode : null,
      startMs: toMs(this.#startNs),
      endMs: toMs(Math.max(endNs, this.#startNs)),
      requestBytes: this.#requestBytes,
      responseBytes: this.#responseBytes,
      completed,
      bodyCrc32: this.#isCoded ? null : this.#bodyCrc32,
    });
    this.connection.exchangeEnded(this);
  }
}

/** Milliseconds with three decimals, as in every message of the project. */
function toMs(timeNs: number): number {
  return Math.round(timeNs / 1000) / 1000;
}

/** `https://host/path?query`: the port only if it is not the scheme's own. */
function urlAsAsked(connection: Connection, request: IncomingMessage): string {
  const target = request.url ?? '/';
  if (/^https?:\/\//i.test(target)) return target;
  const scheme = connection.isTls ? 'https' : 'http';
  const { host, address, port } = connection.opened;
  const name = request.headers.host?.replace(/:\d*$/, '') || connection.serverName || host || address;
  const shownPort = port === (connection.isTls ? 443 : 80) ? '' : `:${port}`;
  return `${scheme}://${name}${shownPort}${target}`;
}

/** Hosts and targets come from the program and may be anything; what is no URL is answered as an unknown page. */
function parsedUrl(url: string): URL {
  return URL.canParse(url) ? new URL(url) : new URL('http://unknown.invalid/');
}
