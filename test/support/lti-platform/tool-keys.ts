import {
  createLocalJWKSet,
  decodeProtectedHeader,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
  jwtVerify,
} from 'jose';
import { demand, Refusal } from './exchange.js';
import type { Tool } from './state.js';

const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'];
const clockSkewSeconds = 60;
const longestLifeSeconds = 3_600;

/** The keys that tools publish, and tokens signed with them. A key set is read again when it lacks a key. */
export class ToolKeys {
  private readonly sets = new Map<string, JSONWebKeySet>();

  /** `reach` tells where a tool's public address is to be had in a test. */
  constructor(private readonly reach: (url: string) => string) {}

  /** The claims of a JWT that this tool has signed for `audience`: iss, aud, exp and iat are as they must be. */
  async verified(jwt: string, tool: Tool, audience: string, rule: string): Promise<JWTPayload> {
    const { kid } = headerOf(jwt, rule);
    demand(typeof kid === 'string', rule, 'The header names no kid', 401);
    const set = await this.setWith(tool.jwksUrl, kid);
    try {
      const { payload } = await jwtVerify(jwt, createLocalJWKSet(set), {
        algorithms: ['RS256'],
        issuer: tool.clientId,
        audience,
        clockTolerance: clockSkewSeconds,
        requiredClaims: ['iss', 'aud', 'exp', 'iat'],
      });
      demandTimes(payload, rule);
      return payload;
    } catch (error) {
      if (error instanceof errors.JOSEError)
        throw new Refusal(401, rule, error.message, true, 'invalid_client');
      throw error;
    }
  }

  private async setWith(url: string, kid: string): Promise<JSONWebKeySet> {
    const known = this.sets.get(url);
    if (known?.keys.some((key) => key.kid === kid)) return known;
    const set = await this.read(url);
    this.sets.set(url, set);
    return set;
  }

  private async read(url: string): Promise<JSONWebKeySet> {
    const answer = await fetch(this.reach(url));
    demand(answer.status === 200, 'tool-keys', `${url} answers ${answer.status}`);
    const set = (await answer.json()) as JSONWebKeySet;
    demand(Array.isArray(set.keys) && set.keys.length > 0, 'tool-keys', 'There are no keys');
    for (const key of set.keys) {
      const told = secretMembers.filter((member) => member in key);
      demand(told.length === 0, 'tool-keys', `A key set tells secrets: ${told}`);
      demand(Boolean(key.kid), 'tool-keys', 'A key has no kid');
      demand(key.kty === 'RSA' && key.alg === 'RS256', 'tool-keys', `A key is ${key.kty} for ${key.alg}`);
    }
    return set;
  }
}

function headerOf(jwt: string, rule: string) {
  try {
    return decodeProtectedHeader(jwt);
  } catch {
    throw new Refusal(401, rule, 'It is not a JWT', true, 'invalid_client');
  }
}

function demandTimes({ iat = 0, exp = 0 }: JWTPayload, rule: string): void {
  const nowSeconds = Date.now() / 1000;
  demand(iat <= nowSeconds + clockSkewSeconds, rule, 'It was issued in the future', 401);
  demand(exp - iat <= longestLifeSeconds, rule, 'It is good for more than an hour', 401);
}
