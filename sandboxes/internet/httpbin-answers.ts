import {
  type Answer,
  decodedPart,
  httpDate,
  jsonBytes,
  latencyOfUrl,
  type Part,
  type ReceivedRequest,
  withRange,
} from './answer.js';
import { argumentsOf, describe, everything } from './httpbin-echo.js';
import { htmlPage } from './httpbin-pages.js';
import { fileOf } from './sample-files.js';
import { seededBytes, seededInteger, seededUuid } from './seeded.js';

/** How the paths of httpbin answer that do more than tell a request back. */

const delayMaximumSeconds = 10;
const bytesMaximum = 100 * 1024;
const streamLinesMaximum = 100;
/** More steps than this would only cost time: the bytes of a long drip leave several at once. */
const dripStepsMaximum = 200;

export function body(request: ReceivedRequest, type: string, bytes: Buffer, status = 200): Answer {
  return { status, headers: { 'Content-Type': type }, latencyMs: latencyOfUrl(request), body: bytes };
}

export function json(request: ReceivedRequest, value: unknown, status = 200): Answer {
  return body(request, 'application/json', jsonBytes(value), status);
}

export function page(request: ReceivedRequest, status: number, html: string): Answer {
  return body(request, 'text/html; charset=utf-8', Buffer.from(html), status);
}

export function empty(request: ReceivedRequest, status: number, headers: Answer['headers'] = {}): Answer {
  return { status, headers, latencyMs: latencyOfUrl(request), body: Buffer.alloc(0) };
}

/** `/delay/n` of any host: exactly n seconds, at most ten, and the request told back. */
export function delayed(request: ReceivedRequest, seconds: string): Answer {
  const asked = Number(seconds);
  if (!Number.isFinite(asked)) return json(request, { message: 'the delay is not a number' }, 400);
  const latencyMs = Math.min(Math.max(asked, 0), delayMaximumSeconds) * 1000;
  const told = request.host.endsWith('postman-echo.com')
    ? { delay: seconds }
    : describe(request, ['args', 'data', 'files', 'form', 'headers', 'origin', 'url']);
  return { ...json(request, told), latencyMs };
}

export function anything(request: ReceivedRequest): Answer {
  return json(request, { method: request.method, ...describe(request, everything) });
}

/** `200`, or `200,500` evenly, or `200:3,500:1` by weight; which one follows from seed and order of arrival. */
export function status(request: ReceivedRequest, codes: string): Answer {
  const choices = codes.split(',').map((choice) => {
    const [code, weight = '1'] = choice.split(':');
    return { code: Number(code), weight: Number(weight) };
  });
  if (choices.some(({ code, weight }) => !(code >= 200 && code <= 599 && weight >= 0))) {
    return body(request, 'text/plain', Buffer.from('Invalid status code\n'), 400);
  }
  const total = choices.reduce((sum, { weight }) => sum + weight, 0);
  let drawn = (seededInteger(`${request.seed} status ${request.serial}`, 0, 999_999) / 1e6) * total;
  const chosen = choices.find(({ weight }) => {
    drawn -= weight;
    return drawn < 0;
  });
  const code = chosen?.code ?? choices[0]!.code;
  if ([301, 302, 303, 305, 307].includes(code)) return empty(request, code, { Location: '/redirect/1' });
  if (code === 401) return empty(request, code, { 'WWW-Authenticate': 'Basic realm="Fake Realm"' });
  return body(request, 'text/html; charset=utf-8', Buffer.alloc(0), code);
}

/** A whole number from the path or the query within limits; null when it is none. */
function count(text: string | null, least: number, most: number): number | null {
  if (text === null || !/^\d{1,12}$/.test(text) || Number(text) < least) return null;
  return Math.min(Number(text), most);
}

function notFound(request: ReceivedRequest): Answer {
  return page(request, 404, htmlPage('404 Not Found', 'The number in this path is missing or out of range.'));
}

function bytesOf(request: ReceivedRequest, length: number): Buffer {
  const seed = request.query.get('seed') ?? `${request.seed} ${request.url}`;
  return seededBytes(`bytes ${seed}`, length);
}

export function bytes(request: ReceivedRequest, text: string): Answer {
  const length = count(text, 0, bytesMaximum);
  if (length === null) return notFound(request);
  return body(request, 'application/octet-stream', bytesOf(request, length));
}

export function alphabet(request: ReceivedRequest, text: string): Answer {
  const length = count(text, 1, bytesMaximum);
  if (length === null || Number(text) > bytesMaximum) return notFound(request);
  const letters = Buffer.alloc(length, 'abcdefghijklmnopqrstuvwxyz');
  return withRange(request, {
    ...body(request, 'application/octet-stream', letters),
    headers: { 'Content-Type': 'application/octet-stream', ETag: `range${length}` },
  });
}

export function stream(request: ReceivedRequest, text: string): Answer {
  const lines = count(text, 0, streamLinesMaximum);
  if (lines === null) return notFound(request);
  const told = describe(request, ['args', 'headers', 'origin', 'url']);
  const latencyMs = latencyOfUrl(request);
  const parts = Array.from({ length: lines }, (_, id) => ({
    atMs: latencyMs,
    bytes: Buffer.from(`${JSON.stringify({ ...told, id })}\n`),
  }));
  return { status: 200, headers: { 'Content-Type': 'application/json' }, latencyMs, body: parts };
}

export function streamBytes(request: ReceivedRequest, text: string): Answer {
  const length = count(text, 0, bytesMaximum);
  if (length === null) return notFound(request);
  const chunkBytes = count(request.query.get('chunk_size'), 1, bytesMaximum) ?? 10 * 1024;
  const all = bytesOf(request, length);
  const latencyMs = latencyOfUrl(request);
  // At most as many chunks as a long drip has steps: a chunk size of one byte is a wish, not a promise.
  const step = Math.max(chunkBytes, Math.ceil(length / dripStepsMaximum), 1);
  const parts: Part[] = [];
  for (let from = 0; from < length; from += step) {
    parts.push({ atMs: latencyMs, bytes: all.subarray(from, from + step) });
  }
  return { status: 200, headers: { 'Content-Type': 'application/octet-stream' }, latencyMs, body: parts };
}

export function drip(request: ReceivedRequest): Answer {
  const { query } = request;
  const seconds = (name: string, otherwise: number) => {
    const value = Number(query.get(name) ?? otherwise);
    return Number.isFinite(value) ? Math.min(Math.max(value, 0), delayMaximumSeconds) : otherwise;
  };
  const length = count(query.get('numbytes') ?? '10', 1, bytesMaximum);
  const code = count(query.get('code') ?? '200', 200, 599);
  if (length === null || code === null) {
    return body(request, 'text/plain', Buffer.from('number of bytes must be positive\n'), 400);
  }
  const latencyMs = seconds('delay', 0) * 1000;
  const durationMs = seconds('duration', 2) * 1000;
  const steps = Math.min(length, dripStepsMaximum);
  const parts: Part[] = Array.from({ length: steps }, (_, index) => {
    const from = Math.floor((index * length) / steps);
    const to = Math.floor(((index + 1) * length) / steps);
    return { atMs: latencyMs + (durationMs * index) / steps, bytes: Buffer.alloc(to - from, '*') };
  });
  parts.push({ atMs: latencyMs + durationMs, bytes: Buffer.alloc(0) });
  return { status: code, headers: { 'Content-Type': 'application/octet-stream' }, latencyMs, body: parts };
}

export function redirectChain(request: ReceivedRequest, text: string, kind: string): Answer {
  const left = count(text, 1, 1000);
  if (left === null) return notFound(request);
  const absolute = kind === 'absolute-redirect' || request.query.get('absolute') === 'true';
  const path = left === 1 ? '/get' : `/${absolute ? 'absolute-redirect' : kind}/${left - 1}`;
  return empty(request, 302, { Location: absolute ? new URL(path, request.url).href : path });
}

export function redirectTo(request: ReceivedRequest): Answer {
  const target = request.query.get('url') ?? formValue(request, 'url');
  if (target === null) return json(request, { message: 'url is missing' }, 400);
  const code = count(request.query.get('status_code'), 300, 399) ?? 302;
  // Headers are Latin-1: a target in other letters is sent as a browser would.
  return empty(request, code, { Location: encodeURI(decodedPart(target)) });
}

function formValue(request: ReceivedRequest, name: string): string | null {
  return new URLSearchParams(request.body.toString()).get(name);
}

export function image(request: ReceivedRequest, wanted: string): Answer {
  const kind =
    ['webp', 'svg', 'jpeg', 'gif'].find((each) => wanted.includes(each)) ??
    (/png|\*/.test(wanted) ? 'png' : null);
  if (kind === null) return json(request, { message: 'Client did not request a supported media type.' }, 406);
  const file = fileOf(kind, seededInteger(`image ${kind}`, 8_000, 40_000), `image ${kind}`);
  return body(request, file.type, file.bytes);
}

export function compressed(
  request: ReceivedRequest,
  encoding: string,
  word: string,
  compress: (bytes: Buffer) => Buffer,
): Answer {
  const told = { [word]: true, method: request.method, ...describe(request, ['headers', 'origin']) };
  const headers = { 'Content-Type': 'application/json', 'Content-Encoding': encoding };
  return { ...json(request, told), headers, body: compress(jsonBytes(told)) };
}

export function setCookies(
  request: ReceivedRequest,
  cookies: readonly (readonly [string, string])[],
  ending = '',
): Answer {
  const lines = cookies.map(([name, value]) => `${name}=${encodeURI(value)}; Path=/${ending}`);
  return empty(request, 302, { Location: '/cookies', 'Set-Cookie': lines });
}

export function basicAuth(request: ReceivedRequest, user: string, password: string): Answer {
  const [scheme, credentials = ''] = (request.headers.authorization ?? '').split(' ');
  const given = Buffer.from(credentials, 'base64').toString();
  if (scheme?.toLowerCase() !== 'basic' || given !== `${user}:${password}`) {
    return empty(request, 401, { 'WWW-Authenticate': 'Basic realm="Fake Realm"' });
  }
  return json(request, { authenticated: true, user });
}

export function bearer(request: ReceivedRequest): Answer {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) return empty(request, 401, { 'WWW-Authenticate': 'Bearer' });
  return json(request, { authenticated: true, token });
}

const framingHeaders = new Set(['content-length', 'transfer-encoding', 'connection', 'content-encoding']);

export function responseHeaders(request: ReceivedRequest): Answer {
  const asked = Object.entries(argumentsOf(request)).filter(
    ([name]) => !framingHeaders.has(name.toLowerCase()),
  );
  const headers = { 'Content-Type': 'application/json', ...Object.fromEntries(asked) };
  return { ...json(request, headers), headers };
}

export function cache(request: ReceivedRequest): Answer {
  const conditional = request.headers['if-modified-since'] ?? request.headers['if-none-match'];
  if (conditional !== undefined) return empty(request, 304);
  return {
    ...json(request, describe(request, ['args', 'headers', 'origin', 'url'])),
    headers: {
      'Content-Type': 'application/json',
      'Last-Modified': httpDate(request.arrivedMs),
      ETag: `"${seededUuid(`${request.seed} etag ${request.serial}`)}"`,
    },
  };
}
