import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type OutgoingAnswer, OutgoingHttp, type OutgoingRequest } from '../outgoing-http.js';
import { ToolKeys } from './tool-keys.js';

/** What of a platform is needed to call its services. */
export interface ServicePlatform {
  readonly id: string;
  readonly clientId: string;
  readonly tokenUrl: string;
  readonly tokenAudience: string | null;
}

export interface ServiceCall {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly scope: string;
  /** Media types, which platforms compare to the letter. */
  readonly accept?: string;
  readonly contentType?: string;
  readonly body?: string;
  readonly cutAnswerAtBytes?: number;
}

/** The platform gives us no token; the message is fit to be shown to an instructor. */
export class NoAccessToken extends Error {
  constructor(
    message: string,
    /** What the token endpoint has answered; null: nothing. */
    readonly answer: OutgoingAnswer | null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

interface HeldToken {
  readonly token: string;
  readonly goodUntilMs: number;
}

/** Canvas and others refuse who does not say who it is. */
export const userAgent = 'Interleave';

/** A token that ends on its way is as good as none. */
const marginMs = 30_000;
const defaultLifeSeconds = 60;

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().optional() });

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Calls services of platforms with access tokens (LTI security framework, 4): kept as long as they are good. */
@Injectable()
export class LtiServices {
  private readonly tokens = new Map<string, Promise<HeldToken>>();

  constructor(
    private readonly http: OutgoingHttp,
    private readonly keys: ToolKeys,
  ) {}

  /**
   * The answer, whatever its status. A token that the platform does not take any more is replaced, once. Rejects with
   * NoAccessToken, an OutgoingError, or the reason of `signal`.
   */
  async call(platform: ServicePlatform, call: ServiceCall, signal?: AbortSignal): Promise<OutgoingAnswer> {
    const held = await this.token(platform, call.scope, signal);
    const answer = await this.http.request(requestOf(call, held.token), signal);
    if (answer.status !== 401) return answer;
    const key = keyOf(platform, call.scope);
    if ((await this.tokens.get(key)?.catch(() => null)) === held) this.tokens.delete(key);
    const fresh = await this.token(platform, call.scope, signal);
    return this.http.request(requestOf(call, fresh.token), signal);
  }

  private async token(platform: ServicePlatform, scope: string, signal?: AbortSignal): Promise<HeldToken> {
    const key = keyOf(platform, scope);
    const known = await this.tokens.get(key);
    if (known && known.goodUntilMs > Date.now()) return known;
    const fresh = this.ask(platform, scope);
    this.tokens.set(key, fresh);
    fresh.catch(() => {
      if (this.tokens.get(key) === fresh) this.tokens.delete(key);
    });
    const held = await fresh;
    signal?.throwIfAborted();
    return held;
  }

  /** For whoever waits for it: not given up when one of them is. */
  private async ask(platform: ServicePlatform, scope: string): Promise<HeldToken> {
    const { clientId, tokenUrl, tokenAudience } = platform;
    const now = new Date();
    const assertion = await this.keys.sign(
      { iss: clientId, sub: clientId, aud: tokenAudience ?? tokenUrl },
      now,
    );
    const answer = await this.http
      .request({
        method: 'POST',
        url: tokenUrl,
        headers: {
          Accept: 'application/json',
          'Content-Type': 'application/x-www-form-urlencoded',
          'User-Agent': userAgent,
        },
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_assertion_type: assertionType,
          client_assertion: assertion,
          scope,
        }).toString(),
      })
      .catch((error: Error) => {
        throw new NoAccessToken(`No access token: ${error.message}`, null, { cause: error });
      });
    const { access_token: token, expires_in: lifeSeconds = defaultLifeSeconds } = read(answer);
    return { token, goodUntilMs: now.getTime() + lifeSeconds * 1000 - marginMs };
  }
}

const keyOf = ({ id }: ServicePlatform, scope: string) => `${id} ${scope}`;

function read(answer: OutgoingAnswer): z.infer<typeof tokenSchema> {
  if (answer.status !== 200)
    throw new NoAccessToken(`No access token: the platform answers ${answer.status}.`, answer);
  try {
    return tokenSchema.parse(JSON.parse(answer.body));
  } catch (error) {
    throw new NoAccessToken('No access token: the answer of the platform holds none.', answer, {
      cause: error,
    });
  }
}

function requestOf(
  { method, url, accept, contentType, body, cutAnswerAtBytes }: ServiceCall,
  token: string,
): OutgoingRequest {
  return {
    method,
    url,
    headers: {
      Authorization: `Bearer ${token}`,
      'User-Agent': userAgent,
      ...(accept === undefined ? {} : { Accept: accept }),
      ...(contentType === undefined ? {} : { 'Content-Type': contentType }),
    },
    ...(body === undefined ? {} : { body }),
    ...(cutAnswerAtBytes === undefined ? {} : { cutAnswerAtBytes }),
  };
}
