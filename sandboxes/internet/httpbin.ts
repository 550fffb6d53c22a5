import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import {
  type Answer,
  decodedPart,
  httpDate,
  jsonBytes,
  latencyOfUrl,
  type Part,
  type ReceivedRequest,
} from './answer.js';
import { argumentsOf, cookiesOf, describe, headersOf, origin } from './httpbin-echo.js';
import { htmlPage, slideshowJson, slideshowXml, utf8Page } from './httpbin-pages.js';
import { fileOf } from './sample-files.js';
import { seededBytes, seededInteger, seededUuid } from './seeded.js';

/** The paths of httpbin and of the services that copied them, with the shapes of their answers. */

const delayMaximumSeconds = 10;
const bytesMaximum = 100 * 1024;
const streamLinesMaximum = 100;
/** More steps than this would only cost time: the bytes of a long drip leave several at once. */
const dripStepsMaximum = 200;

type Handler = (request: ReceivedRequest, parts: readonly string[]) => Answer;
interface Route {
  readonly methods: readonly string[];
  readonly pattern: RegExp;
  readonly handle: Handler;
}

export function isHttpbinHost(host: string): boolean {
  return /(^|\.)(httpbin\.org|httpbingo\.org|httpbin\.dev|postman-echo\.com)$/.test(host);
}

export function httpbin(request: ReceivedRequest): Answer {
  const found = routes.filter((route) => route.pattern.test(request.path));
  const route = found.find(({ methods }) => methods.length === 0 || methods.includes(request.method));
  if (route) return route.handle(request, capturedParts(route, request.path));
  if (found.length === 0)
    return page(request, 404, htmlPage('404 Not Found', 'No such path on this server.'));
  const allowed = [...new Set(found.flatMap(({ methods }) => methods)), 'OPTIONS'];
  if (request.method === 'OPTIONS') return empty(request, 200, { Allow: allowed.join(', ') });
  return { ...empty(request, 405), headers: { Allow: allowed.join(', ') } };
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

function capturedParts(route: Route, path: string): string[] {
  return (route.pattern.exec(path) ?? []).slice(1).map((part) => decodedPart(part ?? ''));
}

const everything = ['args', 'data', 'files', 'form', 'headers', 'json', 'origin', 'url'] as const;
const anyMethod: readonly string[] = [];

/** `*` in a path stands for one segment; `**` at its end for anything. */
function route(methods: readonly string[], path: string, handle: Handler): Route {
  const source = path
    .replaceAll('.', '\\.')
    .replace('**', '(.*)')
    .replaceAll(/(?<![.)])\*(?!\))/g, '([^/]+)');
  return {
    methods: methods.includes('GET') ? [...methods, 'HEAD'] : methods,
    pattern: new RegExp(`^${source}$`),
    handle,
  };
}

const get = (path: string, handle: Handler) => route(['GET'], path, handle);
const any = (path: string, handle: Handler) => route(anyMethod, path, handle);
const echo = (method: string) =>
  route([method], `/${method.toLowerCase()}`, (request) => json(request, describe(request, everything)));

const routes: readonly Route[] = [
  get('/', (request) => page(request, 200, htmlPage('httpbin', 'A stand-in for httpbin, on virtual time.'))),
  get('/get', (request) => json(request, describe(request, ['args', 'headers', 'origin', 'url']))),
  echo('POST'),
  echo('PUT'),
  echo('PATCH'),
  echo('DELETE'),
  any('/anything(?:/.*)?', (request) =>
    json(request, { method: request.method, ...describe(request, everything) }),
  ),
  any('/delay/*', (request, [seconds]) => delayed(request, seconds!)),

  get('/headers', (request) => json(request, { headers: headersOf(request) })),
  get('/ip', (request) => json(request, { origin })),
  get('/user-agent', (request) => json(request, { 'user-agent': request.headers['user-agent'] ?? null })),
  get('/uuid', (request) => json(request, { uuid: seededUuid(`${request.seed} uuid ${request.serial}`) })),

  any('/status/*', (request, [codes]) => status(request, codes!)),
  get('/bytes/*', (request, [count]) => bytes(request, count!)),
  get('/range/*', (request, [count]) => alphabet(request, count!)),
  get('/stream/*', (request, [count]) => stream(request, count!)),
  get('/stream-bytes/*', (request, [count]) => streamBytes(request, count!)),
  get('/drip', drip),

  get('/redirect/*', (request, [count]) => redirectChain(request, count!, 'relative-redirect')),
  get('/relative-redirect/*', (request, [count]) => redirectChain(request, count!, 'relative-redirect')),
  get('/absolute-redirect/*', (request, [count]) => redirectChain(request, count!, 'absolute-redirect')),
  any('/redirect-to', redirectTo),

  get('/json', (request) => json(request, slideshowJson)),
  get('/html', (request) => page(request, 200, htmlPage('A page', 'Some words to read, always the same.'))),
  get('/xml', (request) => body(request, 'application/xml', Buffer.from(slideshowXml))),
  get('/robots.txt', (request) =>
    body(request, 'text/plain', Buffer.from('User-agent: *\nDisallow: /deny\n')),
  ),
  get('/deny', (request) => body(request, 'text/plain', Buffer.from('Robots are asked to stay away.\n'))),
  get('/encoding/utf8', (request) => page(request, 200, utf8Page)),
  get('/image', (request) => image(request, request.headers.accept ?? 'png')),
  get('/image/*', (request, [kind]) => image(request, kind!)),
  get('/base64/*', (request, [value]) => page(request, 200, Buffer.from(value!, 'base64').toString())),

  get('/gzip', (request) => compressed(request, 'gzip', 'gzipped', gzipSync)),
  get('/deflate', (request) => compressed(request, 'deflate', 'deflated', deflateSync)),
  get('/brotli', (request) => compressed(request, 'br', 'brotli', brotliCompressSync)),

  get('/cookies', (request) => json(request, { cookies: cookiesOf(request) })),
  get('/cookies/set', (request) => setCookies(request, [...request.query])),
  get('/cookies/set/*/*', (request, [name, value]) => setCookies(request, [[name!, value!]])),
  get('/cookies/delete', (request) =>
    setCookies(
      request,
      [...request.query.keys()].map((name) => [name, ''] as const),
      '; Max-Age=0',
    ),
  ),

  get('/basic-auth/*/*', (request, [user, password]) => basicAuth(request, user!, password!)),
  get('/bearer', bearer),
  route(['GET', 'POST'], '/response-headers', responseHeaders),
  get('/cache', cache),
  get('/cache/*', (request, [seconds]) => ({
    ...json(request, describe(request, ['args', 'headers', 'origin', 'url'])),
    headers: {
      'Content-Type': 'application/json',
      'Cache-Control': `public, max-age=${Number(seconds) || 0}`,
    },
  })),
];

function body(request: ReceivedRequest, type: string, bytes: Buffer, status = 200): Answer {
  return { status, headers: { 'Content-Type': type }, latencyMs: latencyOfUrl(request), body: bytes };
}

function json(request: ReceivedRequest, value: unknown, status = 200): Answer {
  return body(request, 'application/json', jsonBytes(value), status);
}

function page(request: ReceivedRequest, status: number, html: string): Answer {
  return body(request, 'text/html; charset=utf-8', Buffer.from(html), status);
}

function empty(request: ReceivedRequest, status: number, headers: Answer['headers'] = {}): Answer {
  return { status, headers, latencyMs: latencyOfUrl(request), body: Buffer.alloc(0) };
}

/** `200`, or `200,500` evenly, or `200:3,500:1` by weight; which one follows from seed and order of arrival. */
function status(request: ReceivedRequest, codes: string): Answer {
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

function bytes(request: ReceivedRequest, text: string): Answer {
  const length = count(text, 0, bytesMaximum);
  if (length === null) return notFound(request);
  return body(request, 'application/octet-stream', bytesOf(request, length));
}

function alphabet(request: ReceivedRequest, text: string): Answer {
  const length = count(text, 1, bytesMaximum);
  if (length === null || Number(text) > bytesMaximum) return notFound(request);
  const letters = Buffer.alloc(length, 'abcdefghijklmnopqrstuvwxyz');
  return {
    ...body(request, 'application/octet-stream', letters),
    headers: { 'Content-Type': 'application/octet-stream', ETag: `range${length}` },
  };
}

function stream(request: ReceivedRequest, text: string): Answer {
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

function streamBytes(request: ReceivedRequest, text: string): Answer {
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

function drip(request: ReceivedRequest): Answer {
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

function redirectChain(request: ReceivedRequest, text: string, kind: string): Answer {
  const left = count(text, 1, 1000);
  if (left === null) return notFound(request);
  const absolute = kind === 'absolute-redirect' || request.query.get('absolute') === 'true';
  const path = left === 1 ? '/get' : `/${absolute ? 'absolute-redirect' : kind}/${left - 1}`;
  return empty(request, 302, { Location: absolute ? new URL(path, request.url).href : path });
}

function redirectTo(request: ReceivedRequest): Answer {
  const target = request.query.get('url') ?? formValue(request, 'url');
  if (target === null) return json(request, { message: 'url is missing' }, 400);
  const code = count(request.query.get('status_code'), 300, 399) ?? 302;
  // Headers are Latin-1: a target in other letters is sent as a browser would.
  return empty(request, code, { Location: encodeURI(decodedPart(target)) });
}

function formValue(request: ReceivedRequest, name: string): string | null {
  return new URLSearchParams(request.body.toString()).get(name);
}

function image(request: ReceivedRequest, wanted: string): Answer {
  const kind =
    ['jpeg', 'svg', 'gif'].find((each) => wanted.includes(each)) ?? (/png|\*/.test(wanted) ? 'png' : null);
  if (kind === null) return json(request, { message: 'Client did not request a supported media type.' }, 406);
  const file = fileOf(kind, seededInteger(`image ${kind}`, 8_000, 40_000), `image ${kind}`);
  return body(request, file.type, file.bytes);
}

function compressed(
  request: ReceivedRequest,
  encoding: string,
  word: string,
  compress: (bytes: Buffer) => Buffer,
): Answer {
  const told = { [word]: true, method: request.method, ...describe(request, ['headers', 'origin']) };
  const headers = { 'Content-Type': 'application/json', 'Content-Encoding': encoding };
  return { ...json(request, told), headers, body: compress(jsonBytes(told)) };
}

function setCookies(
  request: ReceivedRequest,
  cookies: readonly (readonly [string, string])[],
  ending = '',
): Answer {
  const lines = cookies.map(([name, value]) => `${name}=${encodeURI(value)}; Path=/${ending}`);
  return empty(request, 302, { Location: '/cookies', 'Set-Cookie': lines });
}

function basicAuth(request: ReceivedRequest, user: string, password: string): Answer {
  const [scheme, credentials = ''] = (request.headers.authorization ?? '').split(' ');
  const given = Buffer.from(credentials, 'base64').toString();
  if (scheme?.toLowerCase() !== 'basic' || given !== `${user}:${password}`) {
    return empty(request, 401, { 'WWW-Authenticate': 'Basic realm="Fake Realm"' });
  }
  return json(request, { authenticated: true, user });
}

function bearer(request: ReceivedRequest): Answer {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) return empty(request, 401, { 'WWW-Authenticate': 'Bearer' });
  return json(request, { authenticated: true, token });
}

const framingHeaders = new Set(['content-length', 'transfer-encoding', 'connection', 'content-encoding']);

function responseHeaders(request: ReceivedRequest): Answer {
  const asked = Object.entries(argumentsOf(request)).filter(
    ([name]) => !framingHeaders.has(name.toLowerCase()),
  );
  const headers = { 'Content-Type': 'application/json', ...Object.fromEntries(asked) };
  return { ...json(request, headers), headers };
}

function cache(request: ReceivedRequest): Answer {
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
