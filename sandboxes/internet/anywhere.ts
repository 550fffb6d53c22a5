import {
  type Answer,
  decodedPart,
  jsonBytes,
  latencyOfUrl,
  type ReceivedRequest,
  withRange,
} from './answer.js';
import { delayed } from './httpbin-answers.js';
import { knownApi } from './known-apis.js';
import { fileOf } from './sample-files.js';
import { seededInteger, seededTitle } from './seeded.js';

/** Hosts that are known to speak JSON although nothing in their names says so. */
const jsonHosts =
  /(^|[.-])api([.-]|\d|$)|jsonplaceholder|dummyjson|reqres|pokeapi|swapi|catfact|randomuser|dog\.ceo|open-meteo|restcountries/;

/**
 * Any host and path that no other file knows: the same URL always gives the same bytes after the same time. The kind
 * of content follows from the extension, from the host's name or from what the client accepts.
 */
export function anywhere(request: ReceivedRequest): Answer {
  const delay = /^\/delay\/([^/]+)\/?$/.exec(request.path)?.[1];
  if (delay !== undefined && Number.isFinite(Number(delay))) return delayed(request, delay);
  const known = knownApi(request);
  if (known) return json(request, known.value, known.status);
  const extension = /\.([a-z0-9]{1,5})$/i.exec(request.path)?.[1]?.toLowerCase();
  if (extension === undefined && wantsJson(request)) return json(request, plausibleObject(request), 200);
  const sizeBytes = seededInteger(`size of ${request.url}`, 300, 64 * 1024);
  const file = fileOf(extension ?? 'html', sizeBytes, request.url);
  const headers = { 'Content-Type': file.type };
  return withRange(request, { status: 200, headers, latencyMs: latencyOfUrl(request), body: file.bytes });
}

function wantsJson(request: ReceivedRequest): boolean {
  const accepts = request.headers.accept ?? '';
  return accepts.includes('json') || jsonHosts.test(request.host) || /^\/(api|v\d+)(\/|$)/.test(request.path);
}

function json(request: ReceivedRequest, value: unknown, status: number): Answer {
  const headers = { 'Content-Type': 'application/json; charset=utf-8' };
  return { status, headers, latencyMs: latencyOfUrl(request), body: jsonBytes(value) };
}

/** The keys that programs look for most, so that code written for some other service has something to print. */
function plausibleObject(request: ReceivedRequest): object {
  const of = (what: string, wordCount: number) => seededTitle(`${what} ${request.url}`, wordCount);
  const item = (id: number) => ({
    id,
    name: of(`item ${id}`, 2),
    value: seededInteger(`${id} ${request.url}`, 0, 999),
  });
  return {
    id: seededInteger(`id of ${request.url}`, 1, 9999),
    name: of('name', 2),
    title: of('title', 4),
    message: of('message', 6),
    status: 'ok',
    url: request.url,
    path: decodedPart(request.path),
    query: Object.fromEntries(request.query),
    value: seededInteger(`value of ${request.url}`, 0, 999),
    data: [1, 2, 3].map(item),
    results: [1, 2, 3].map(item),
  };
}
