import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { type Answer, decodedPart, type ReceivedRequest } from './answer.js';
import {
  alphabet,
  anything,
  basicAuth,
  bearer,
  body,
  bytes,
  cache,
  compressed,
  delayed,
  drip,
  empty,
  image,
  json,
  page,
  redirectChain,
  redirectTo,
  responseHeaders,
  setCookies,
  status,
  stream,
  streamBytes,
} from './httpbin-answers.js';
import { cookiesOf, describe, everything, headersOf, origin } from './httpbin-echo.js';
import { htmlPage, slideshowJson, slideshowXml, utf8Page } from './httpbin-pages.js';
import { seededUuid } from './seeded.js';

/** The paths of httpbin and of the services that copied them, with the shapes of their answers. */

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

function capturedParts(route: Route, path: string): string[] {
  return (route.pattern.exec(path) ?? []).slice(1).map((part) => decodedPart(part ?? ''));
}

const anyMethod: readonly string[] = [];

/** `*` in a path stands for one segment, `**` for anything. */
function route(methods: readonly string[], path: string, handle: Handler): Route {
  const source = path
    .replaceAll('.', '\\.')
    .replaceAll(/\*+/g, (stars) => (stars === '**' ? '(.*)' : '([^/]+)'));
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
  any('/anything', anything),
  any('/anything/**', anything),
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
