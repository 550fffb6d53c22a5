import { lookup } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { OutgoingAddresses } from './outgoing-addresses.js';

/** The specification of webhooks recommends 15 to 30 seconds; nothing that an LMS is asked takes longer either. */
export const outgoingLimitMs = 15_000;

const answerMaxBytes = 1_000_000;

/** All addresses of a host, as the system finds them; tests have their own. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  /** Content-Length and Host are added. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What of the answer is more than so many bytes is not read; without it, an answer of more than a megabyte is an error. */
  readonly cutAnswerAtBytes?: number;
}

export interface OutgoingAnswer {
  readonly status: number;
  /** Names in lower case; of a name that came more than once the values with commas between. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type OutgoingFault =
  /** It is no address that we call, or not by this way (http: without being trusted). */
  | 'refused-address'
  | 'unknown-host'
  | 'timed-out'
  | 'answer-too-large'
  /** No connection, a connection that ended, a certificate that does not fit. */
  | 'no-answer';

/** No answer came; the message is fit to be shown to an instructor. */
export class OutgoingError extends Error {
  constructor(
    readonly fault: OutgoingFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Calls addresses that people of a course have given us, and so must not reach what only this machine or its network can.
 * A name is resolved once; every address found must be allowed, the connection is made to those and no others, and where it
 * has led to is looked at again before anything is sent. Redirects are answers like any other: nobody follows them.
 * No proxy of the environment is used.
 */
export class OutgoingHttp {
  private readonly addresses: OutgoingAddresses;

  /** `allow`: INTERLEAVE_OUTGOING_ALLOW. */
  constructor(
    allow: readonly string[],
    private readonly resolve: Resolve = resolveBySystem,
    private readonly limitMs = outgoingLimitMs,
  ) {
    this.addresses = new OutgoingAddresses(allow);
  }

  /** Rejects with an OutgoingError, or with the reason of `signal`. */
  async request(request: OutgoingRequest, signal?: AbortSignal): Promise<OutgoingAnswer> {
    const limit = AbortSignal.timeout(this.limitMs);
    const either = signal ? AbortSignal.any([signal, limit]) : limit;
    try {
      const url = parsed(request.url);
      const addresses = await unlessAborted(this.findAllowed(url), either);
      return await this.call(request, url, addresses, either);
    } catch (error) {
      signal?.throwIfAborted();
      if (limit.aborted) {
        throw new OutgoingError('timed-out', `There was no answer within ${this.limitMs / 1000} s.`);
      }
      if (error instanceof OutgoingError) throw error;
      throw new OutgoingError('no-answer', `There was no answer: ${wordsOf(error)}.`, { cause: error });
    }
  }

  /**
   * Throws the OutgoingError with which a request would end before it is sent; for a form that takes an address, which is
   * checked again by every request.
   */
  async assertAllowed(text: string): Promise<void> {
    const url = parsed(text);
    try {
      await this.findAllowed(url);
    } catch (error) {
      const isUnknown = error instanceof OutgoingError && error.fault === 'unknown-host';
      // Wherever it may be found later: of what is trusted, only its name is known now.
      if (isUnknown) assertSecure(url, this.addresses.isTrusted(hostOf(url), ''));
      throw error;
    }
  }

  /** For libraries that take a `fetch`. Bodies are texts; redirects are not followed, whatever is asked. */
  readonly fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const asked = new Request(input, init);
    const body = asked.body === null ? undefined : await asked.text();
    const answer = await this.request(
      {
        method: asked.method as OutgoingRequest['method'],
        url: asked.url,
        headers: Object.fromEntries(asked.headers),
        ...(body === undefined ? {} : { body }),
      },
      asked.signal,
    );
    const isEmpty = [101, 204, 205, 304].includes(answer.status);
    return new Response(isEmpty ? null : answer.body, { status: answer.status, headers: answer.headers });
  };

  /** Of one address that is not allowed all are refused: the name would lead there another time. */
  private async findAllowed(url: URL): Promise<readonly string[]> {
    const host = hostOf(url);
    const found = isIP(host) === 0 ? await this.find(host) : [host];
    if (!found.every((address) => this.addresses.isAllowed(host, address))) {
      throw new OutgoingError('refused-address', `${host} is not in the public internet.`);
    }
    const isTrusted = found.every((address) => this.addresses.isTrusted(host, address));
    assertSecure(url, isTrusted);
    return found;
  }

  private async find(host: string): Promise<readonly string[]> {
    const unknown = (cause: unknown) =>
      new OutgoingError('unknown-host', `The host ${host} cannot be found.`, { cause });
    const found = await this.resolve(host).catch((error: unknown) => {
      throw unknown(error);
    });
    if (found.length === 0) throw unknown(new Error('no address'));
    return found;
  }

  private call(
    { method, headers, body, cutAnswerAtBytes }: OutgoingRequest,
    url: URL,
    addresses: readonly string[],
    signal: AbortSignal,
  ): Promise<OutgoingAnswer> {
    const host = hostOf(url);
    const isSecure = url.protocol === 'https:';
    const bytes = Buffer.from(body ?? '');
    const length = body === undefined ? {} : { 'Content-Length': String(bytes.length) };
    return new Promise((resolve, reject) => {
      const sent = (isSecure ? httpsRequest : httpRequest)(url, {
        method,
        // Each by a connection of its own: one that was kept would not be looked at again.
        agent: false,
        headers: { ...headers, ...length },
        lookup: only(addresses),
        signal,
      });
      sent.once('error', reject);
      sent.once('response', (answer) => {
        read(answer, cutAnswerAtBytes ?? null).then(resolve, reject);
      });
      sent.once('socket', (socket) => {
        socket.once('connect', () => {
          const address = socket.remoteAddress ?? '';
          if (this.addresses.isAllowed(host, address)) {
            sent.end(bytes);
            return;
          }
          sent.destroy(
            new OutgoingError('refused-address', `${host} has led to ${address}, which is not public.`),
          );
        });
      });
    });
  }
}

const withoutEncryption = () => new OutgoingError('refused-address', 'The address must begin with https://.');

function assertSecure({ protocol }: URL, isTrusted: boolean): void {
  if (protocol !== 'https:' && !isTrusted) throw withoutEncryption();
}

function parsed(text: string): URL {
  const url = URL.parse(text);
  if (!url || !['http:', 'https:'].includes(url.protocol)) throw withoutEncryption();
  if (url.username || url.password) {
    throw new OutgoingError('refused-address', 'The address must not hold a name or a password.');
  }
  return url;
}

/** An address of IPv4 in any spelling (decimal, octal, hexadecimal, shortened) is in plain numbers here: URL sees to it. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

async function resolveBySystem(host: string): Promise<readonly string[]> {
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
}

/** In place of asking the resolver again, which may say something else by then. */
function only(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  const [first = { address: '', family: 0 }] = found;
  return (_host, options, callback) => {
    if (options.all) callback(null, found);
    else callback(null, first.address, first.family);
  };
}

async function read(answer: IncomingMessage, cutAt: number | null): Promise<OutgoingAnswer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    parts.push(part);
    length += part.length;
    if (cutAt !== null && length >= cutAt) break;
    if (length > answerMaxBytes) throw new OutgoingError('answer-too-large', 'The answer is too large.');
  }
  const headers = Object.fromEntries(
    Object.entries(answer.headersDistinct).map(([name, values]) => [name, (values ?? []).join(', ')]),
  );
  const body = Buffer.concat(parts).subarray(0, cutAt ?? undefined);
  return { status: answer.statusCode ?? 0, headers, body: new TextDecoder().decode(body) };
}

/** The resolver cannot be told to stop. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return wordsOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
