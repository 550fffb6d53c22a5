/** fetch of the web: requests are made by the host, against the stand-in internet. */
import { AbortSignal } from './abort.js';
import { Body, ByteSource, bytesOfBody, Headers } from './body.js';
import { call, newToken, onEvent } from './host.js';
import { URL } from './url.js';

interface Init {
  readonly method?: string;
  readonly headers?: unknown;
  readonly body?: unknown;
  readonly signal?: AbortSignal | null;
  readonly redirect?: 'follow' | 'error' | 'manual';
}

const given = new WeakMap<Request, Uint8Array | null>();

export class Request extends Body {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly signal: AbortSignal | null;
  readonly redirect: 'follow' | 'error' | 'manual';

  constructor(input: unknown, init: Init = {}) {
    const from = input instanceof Request ? input : null;
    const headers = new Headers(init.headers ?? from?.headers ?? []);
    const own = init.body === undefined || init.body === null ? null : bytesOfBody(init.body);
    const bytes = own?.bytes ?? (from && given.get(from)) ?? null;
    super(bytes && ByteSource.of(bytes));
    given.set(this, bytes);
    this.url = from ? from.url : validUrl(input);
    this.method = upper(init.method ?? from?.method ?? 'GET');
    if (bytes && (this.method === 'GET' || this.method === 'HEAD')) {
      throw new TypeError('Request with GET/HEAD method cannot have body.');
    }
    this.headers = headers;
    if (own?.type && !headers.has('content-type')) headers.set('content-type', own.type);
    this.signal = init.signal ?? from?.signal ?? null;
    this.redirect = init.redirect ?? from?.redirect ?? 'follow';
  }

  clone(): Request {
    return new Request(this);
  }
}

/** fetch corrects the case of the methods that it knows, and of no other. */
const upper = (method: string): string =>
  /^(get|head|post|put|delete|options)$/i.test(method) ? method.toUpperCase() : method;

function validUrl(input: unknown): string {
  if (!URL.canParse(input)) {
    const cause = Object.assign(new TypeError('Invalid URL'), {
      code: 'ERR_INVALID_URL',
      input: String(input),
    });
    throw new TypeError(`Failed to parse URL from ${String(input)}`, { cause });
  }
  return new URL(input).href.replace(/#.*$/, '');
}

interface Head {
  readonly status: number;
  readonly statusText: string;
  readonly headers: [string, string][];
}

interface ResponseInit extends Partial<Omit<Head, 'headers'>> {
  readonly headers?: unknown;
}

export class Response extends Body {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly type = 'default';
  url = '';
  redirected = false;

  constructor(body?: unknown, init: ResponseInit = {}) {
    const own = body === undefined || body === null || body instanceof Incoming ? null : bytesOfBody(body);
    const source = body instanceof Incoming ? body.source : own && ByteSource.of(own.bytes);
    super(source, body instanceof Incoming ? body.stop : undefined);
    this.status = init.status ?? 200;
    this.statusText = init.statusText ?? '';
    this.headers = new Headers(init.headers ?? []);
    if (own?.type && !this.headers.has('content-type')) this.headers.set('content-type', own.type);
  }

  get ok(): boolean {
    return this.status >= 200 && this.status <= 299;
  }

  clone(): Response {
    const source = this.forkedSource();
    const cloned = new Response(source && new Incoming(() => undefined, source), this);
    cloned.url = this.url;
    cloned.redirected = this.redirected;
    return cloned;
  }

  static json(data: unknown, init: ResponseInit = {}): Response {
    const headers = new Headers(init.headers ?? []);
    if (!headers.has('content-type')) headers.set('content-type', 'application/json');
    return new Response(JSON.stringify(data), { ...init, headers });
  }
  static error(): Response {
    return new Response(null, { status: 0 });
  }
}

/** A body that is on its way. */
class Incoming {
  readonly source: ByteSource;
  readonly stop: () => void;
  constructor(stop: () => void, source = new ByteSource()) {
    this.stop = stop;
    this.source = source;
  }
}

interface Exchange {
  readonly incoming: Incoming;
  readonly succeed: (head: Head) => void;
  readonly fail: (error: unknown) => void;
  readonly done: () => void;
}

const exchanges = new Map<number, Exchange>();

function ended(token: number): Exchange | undefined {
  const exchange = exchanges.get(token);
  exchanges.delete(token);
  exchange?.done();
  return exchange;
}

onEvent('fetch-head', (token, head) => exchanges.get(token)?.succeed(head as Head));
onEvent('fetch-data', (token, bytes) => exchanges.get(token)?.incoming.source.push(bytes as Uint8Array));
onEvent('fetch-end', (token) => ended(token)?.incoming.source.end());
onEvent('fetch-failed', (token, payload) => {
  const { message, code } = payload as { message: string; code: string };
  const cause = Object.assign(new Error(message), { code });
  const exchange = ended(token);
  exchange?.fail(new RequestFailure(cause));
  exchange?.incoming.source.fail(new TypeError('terminated', { cause }));
});

/** Becomes the error of the web where the program waits for it: there it has the place of the program in its stack. */
class RequestFailure {
  readonly cause: Error;
  constructor(cause: Error) {
    this.cause = cause;
  }
}

interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly bytes: Uint8Array | null;
}

function send({ url, method, headers, bytes }: Sent, signal: AbortSignal | null): Promise<Response> {
  return new Promise((resolve, reject) => {
    const token = newToken();
    const stop = () => {
      call('fetch-abort', token);
      const exchange = ended(token);
      exchange?.fail(signal?.reason);
      exchange?.incoming.source.fail(signal?.reason);
    };
    const incoming = new Incoming(stop);
    exchanges.set(token, {
      incoming,
      succeed: (head) => {
        const isEmpty = method === 'HEAD' || [204, 205, 304].includes(head.status);
        const response = new Response(isEmpty ? null : incoming, head);
        response.url = url;
        resolve(response);
      },
      fail: reject,
      done: () => signal?.removeEventListener('abort', stop),
    });
    signal?.addEventListener('abort', stop);
    call('fetch', token, { url, method, headers: [...headers], body: bytes });
  });
}

async function answered(sent: Sent, signal: AbortSignal | null): Promise<Response> {
  try {
    return await send(sent, signal);
  } catch (error) {
    throw error instanceof RequestFailure ? new TypeError('fetch failed', { cause: error.cause }) : error;
  }
}

const mostRedirects = 20;

export async function fetch(input: unknown, init: Init = {}): Promise<Response> {
  const request = new Request(input, init);
  const { signal, redirect } = request;
  if (signal?.aborted) throw signal.reason;
  let sent: Sent = {
    url: request.url,
    method: request.method,
    headers: request.headers,
    bytes: given.get(request) ?? null,
  };
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const response = await answered(sent, signal);
    const location = response.headers.get('location');
    const isRedirect = [301, 302, 303, 307, 308].includes(response.status) && location !== null;
    response.redirected = redirects > 0;
    if (!isRedirect || redirect === 'manual') return response;
    if (redirect === 'error')
      throw new TypeError('fetch failed', { cause: new Error('unexpected redirect') });
    sent = redirected(sent, response.status, new URL(location, sent.url).href);
  }
  throw new TypeError('fetch failed', { cause: new Error('redirect count exceeded') });
}

/** By the fetch standard: 303, and POST after 301 or 302, go on as GET without a body. */
function redirected(sent: Sent, status: number, url: string): Sent {
  const isGet = (status === 303 && sent.method !== 'HEAD') || (status <= 302 && sent.method === 'POST');
  if (!isGet) return { ...sent, url };
  const headers = new Headers([...sent.headers]);
  headers.delete('content-type');
  return { url, method: 'GET', headers, bytes: null };
}
