/** fetch of all lanes: answered by the pure functions of the stand-in internet, at the virtual times that they state. */
import { STATUS_CODES } from 'node:http';
import { brotliDecompressSync, crc32, gunzipSync, inflateSync } from 'node:zlib';
import { type Answer, httpDate, type ReceivedRequest } from '../internet/answer.js';
import { answering } from '../internet/answering.js';
import type { InternetHello } from '../protocol.js';
import type { Agenda } from './agenda.js';
import { type Recorder, rounded } from './recorder.js';

/** Finding the address and the first byte over. */
const connectMs = 1;

export interface FetchRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array | null;
}

/** Tells the lane that asked. */
type Tell = (kind: string, payload: unknown) => void;

interface Open {
  readonly lane: number;
  readonly token: number;
  readonly tell: Tell;
  readonly request: FetchRequest;
  readonly url: URL;
  readonly connection: number;
  readonly startMs: number;
  status: number | null;
  responseBytes: number;
  /** Of the bytes as they are sent; null when these are compressed. */
  bodyCrc32: number | null;
}

interface Connection {
  readonly number: number;
  readonly lane: number;
  readonly origin: string;
}

export class Requests {
  readonly #open = new Map<string, Open>();
  /** Lanes whose requests will fail before they are sent. */
  readonly #failing: number[] = [];
  readonly #idle: Connection[] = [];
  /** By lane: why its last request that failed did. */
  readonly #reasons = new Map<number, string>();
  #serial = 0;
  #connections = 0;

  constructor(
    private readonly conditions: InternetHello,
    private readonly agenda: Agenda,
    private readonly recorder: Recorder,
  ) {}

  isHeldOpenBy(lane: number): boolean {
    return this.#failing.includes(lane) || [...this.#open.values()].some((open) => open.lane === lane);
  }

  reasonOf(lane: number): string | null {
    return this.#reasons.get(lane) ?? null;
  }

  #fail(lane: number, tell: Tell, problem: { readonly message: string; readonly code: string }): void {
    this.#reasons.set(lane, problem.message);
    tell('fetch-failed', problem);
  }

  start(lane: number, token: number, request: FetchRequest, nowMs: number, tell: Tell): void {
    const url = new URL(request.url);
    const problem = problemOf(url);
    const key = `${lane} ${token}`;
    const arriveMs = nowMs + connectMs;
    if (problem) {
      this.#failing.push(lane);
      this.agenda.at(arriveMs, () => {
        this.#failing.splice(this.#failing.indexOf(lane), 1);
        this.#fail(lane, tell, problem);
      });
      return;
    }
    const connection = this.#connectionOf(lane, url.origin);
    const open: Open = {
      lane,
      token,
      tell,
      request,
      url,
      connection,
      startMs: arriveMs,
      status: null,
      responseBytes: 0,
      bodyCrc32: 0,
    };
    this.#open.set(key, open);
    this.agenda.at(arriveMs, () => {
      if (this.#open.has(key)) this.#arrive(key, open);
    });
  }

  abort(lane: number, token: number, nowMs: number): void {
    const key = `${lane} ${token}`;
    const open = this.#open.get(key);
    if (open) this.#end(key, open, nowMs, false);
  }

  /** Of one lane, or of all: what was open is recorded as not completed. */
  endAll(nowMs: number, lane?: number): void {
    for (const [key, open] of [...this.#open]) {
      if (lane === undefined || open.lane === lane) this.#end(key, open, nowMs, false);
    }
  }

  #connectionOf(lane: number, origin: string): number {
    const at = this.#idle.findIndex((each) => each.lane === lane && each.origin === origin);
    if (at >= 0) return this.#idle.splice(at, 1)[0]!.number;
    this.#connections += 1;
    return this.#connections - 1;
  }

  #arrive(key: string, open: Open): void {
    const received = receivedRequest(open, this.#serial, this.conditions.seed);
    this.#serial += 1;
    const found = answering(received, this.conditions);
    if (found.kind === 'timeout') return;
    if (found.kind === 'reset') {
      this.#at(key, open.startMs + found.latencyMs, () => {
        this.#end(key, open, open.startMs + found.latencyMs, false);
        this.#fail(open.lane, open.tell, { message: 'read ECONNRESET', code: 'ECONNRESET' });
      });
      return;
    }
    this.#answer(key, open, found.answer);
  }

  #answer(key: string, open: Open, answer: Answer): void {
    const headMs = open.startMs + answer.latencyMs;
    const parts = Buffer.isBuffer(answer.body)
      ? [{ atMs: answer.latencyMs, bytes: answer.body }]
      : answer.body;
    const endMs = Math.max(headMs, open.startMs + (parts.at(-1)?.atMs ?? 0));
    this.#at(key, headMs, () => {
      open.status = answer.status;
      open.tell('fetch-head', headOf(answer, headMs));
    });
    const decode = decoderOf(answer);
    const isBodiless = open.request.method === 'HEAD' || answer.status === 204 || answer.status === 304;
    for (const { atMs, bytes } of isBodiless ? [] : parts) {
      if (bytes.length === 0) continue;
      this.#at(key, open.startMs + atMs, () => {
        open.responseBytes += bytes.length;
        open.bodyCrc32 = decode ? null : crc32(bytes, open.bodyCrc32 ?? 0);
        open.tell('fetch-data', new Uint8Array(decode ? decode(bytes) : bytes));
      });
    }
    this.#at(key, endMs, () => {
      this.#end(key, open, endMs, true);
      open.tell('fetch-end', null);
    });
  }

  #at(key: string, atMs: number, act: () => void): void {
    this.agenda.at(atMs, () => {
      if (this.#open.has(key)) act();
    });
  }

  #end(key: string, open: Open, endMs: number, completed: boolean): void {
    this.#open.delete(key);
    const { lane, connection, request, url, startMs, status, responseBytes } = open;
    if (completed) this.#idle.push({ number: connection, lane, origin: url.origin });
    if (endMs < startMs) return;
    this.recorder.line({
      type: 'request',
      lane,
      connection,
      method: request.method,
      url: url.href,
      status,
      startMs: rounded(startMs),
      endMs: rounded(endMs),
      requestBytes: request.body?.length ?? 0,
      responseBytes,
      completed,
      bodyCrc32: open.bodyCrc32,
    });
  }
}

const decoders: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/** Such bodies come in one piece. */
function decoderOf({ headers, body }: Answer): ((bytes: Buffer) => Buffer) | null {
  const name = Object.keys(headers).find((each) => each.toLowerCase() === 'content-encoding');
  return (name && Buffer.isBuffer(body) && decoders[String(headers[name])]) || null;
}

/** Which names exist is the same as for programs in Python. */
function problemOf({ protocol, hostname }: URL): { message: string; code: string } | null {
  if (protocol !== 'http:' && protocol !== 'https:')
    return { message: 'unknown scheme', code: 'ERR_INVALID_URL' };
  if (hostname === 'localhost' || hostname.startsWith('127.')) {
    return { message: `connect ECONNREFUSED ${hostname}`, code: 'ECONNREFUSED' };
  }
  if (hostname.endsWith('.invalid') || !/[.:]/.test(hostname)) {
    return { message: `getaddrinfo ENOTFOUND ${hostname}`, code: 'ENOTFOUND' };
  }
  return null;
}

function receivedRequest({ request, url, startMs }: Open, serial: number, seed: number): ReceivedRequest {
  const own = Object.fromEntries(request.headers.map(([name, value]) => [name.toLowerCase(), value]));
  const headers = {
    host: url.host,
    connection: 'keep-alive',
    accept: '*/*',
    'accept-language': '*',
    'user-agent': 'node',
    ...own,
  };
  return {
    method: request.method,
    host: url.hostname.replace(/\.$/, ''),
    path: url.pathname,
    query: url.searchParams,
    url: url.href,
    headers,
    body: Buffer.from(request.body ?? []),
    serial,
    seed,
    arrivedMs: startMs,
  };
}

function headOf({ status, headers, body }: Answer, atMs: number) {
  const all: [string, string][] = [
    ['date', httpDate(atMs)],
    ['server', 'interleave'],
  ];
  for (const [name, value] of Object.entries(headers)) {
    for (const each of Array.isArray(value) ? value : [value]) all.push([name.toLowerCase(), each]);
  }
  if (Buffer.isBuffer(body)) all.push(['content-length', String(body.length)]);
  return { status, statusText: STATUS_CODES[status] ?? '', headers: all };
}
