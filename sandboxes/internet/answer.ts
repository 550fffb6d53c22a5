import type { IncomingHttpHeaders } from 'node:http';
import { seededInteger } from './seeded.js';

/** One request that has arrived whole, with all that an answer may depend on. Answers are pure functions of it. */
export interface ReceivedRequest {
  readonly method: string;
  /** Lower case, without port. */
  readonly host: string;
  /** As sent: still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Absolute, as asked for. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** How many requests of the run had arrived before. */
  readonly serial: number;
  /** The scenario's seed. */
  readonly seed: number;
  readonly arrivedMs: number;
}

/** Bytes that leave `atMs` virtual ms after the request had arrived. */
export interface Part {
  readonly atMs: number;
  readonly bytes: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  /** From the arrival of the whole request to the head of the answer (and to its end, if the body is one piece). */
  readonly latencyMs: number;
  /** One piece, sent with its Content-Length; or parts in order of time, sent chunked. */
  readonly body: Buffer | readonly Part[];
}

/** Fixed: a run begins at this moment, whatever the day is. */
const epochMs = Date.parse('2026-01-01T09:00:00Z');

export function httpDate(virtualMs: number): string {
  return new Date(epochMs + virtualMs).toUTCString();
}

/** What a URL takes when nothing else says so: 0.2 to 2 s, always the same for the same URL. */
export function latencyOfUrl(request: ReceivedRequest): number {
  return seededInteger(`latency of ${request.url}`, 200, 2000);
}

/** From the arrival of the whole request to the end of the answer. */
export function endOf({ latencyMs, body }: Answer): number {
  return Buffer.isBuffer(body) ? latencyMs : Math.max(latencyMs, body.at(-1)?.atMs ?? 0);
}

/** The same answer, complete exactly `latencyMs` after the request. */
export function retimed(answer: Answer, latencyMs: number): Answer {
  if (Buffer.isBuffer(answer.body)) return { ...answer, latencyMs };
  const endMs = endOf(answer);
  const scaled = (atMs: number) => (endMs === 0 ? latencyMs : (atMs / endMs) * latencyMs);
  return {
    ...answer,
    latencyMs: scaled(answer.latencyMs),
    body: answer.body.map((part) => ({ ...part, atMs: scaled(part.atMs) })),
  };
}

/** The part asked for by a `Range` header of one range; anything else in that header is ignored, as RFC 9110 allows. */
export function withRange(request: ReceivedRequest, answer: Answer): Answer {
  if (answer.status !== 200 || !Buffer.isBuffer(answer.body)) return answer;
  if (request.method !== 'GET' && request.method !== 'HEAD') return answer;
  const headers = { ...answer.headers, 'Accept-Ranges': 'bytes' };
  const match = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return { ...answer, headers };
  const size = answer.body.length;
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  if (start >= size || start > end) {
    const refused = { ...headers, 'Content-Range': `bytes */${size}` };
    return { ...answer, status: 416, headers: refused, body: Buffer.alloc(0) };
  }
  return {
    ...answer,
    status: 206,
    headers: { ...headers, 'Content-Range': `bytes ${start}-${end}/${size}` },
    body: answer.body.subarray(start, end + 1),
  };
}

export function jsonBytes(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

export function decodedPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
