import { Injectable } from '@nestjs/common';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { OutgoingHttp } from '../outgoing-http.js';
import { LtiRefusal } from './lti-refusal.js';

type LocalKeys = ReturnType<typeof createLocalJWKSet>;

interface ReadKeys {
  readonly keys: LocalKeys;
  readonly readAtMs: number;
}

/** A key that a platform has withdrawn is believed no longer than this. */
const readAgainAfterMs = 60 * 60 * 1000;

/**
 * The keys by which platforms sign, as they publish them. Kept, and read again when a token names a key that is not among them:
 * at most once for each login, so that made-up keys do not make us call without end.
 */
@Injectable()
export class PlatformKeys {
  private readonly read = new Map<string, Promise<ReadKeys>>();

  constructor(private readonly http: OutgoingHttp) {}

  /** For jose. Throws the refusal `platform-keys` when the platform does not answer with keys. */
  of(jwksUrl: string, loginBeganAt: Date): JWTVerifyGetKey {
    return async (header, token) => {
      const known = await this.get(jwksUrl, Date.now() - readAgainAfterMs);
      try {
        return await known.keys(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey) || known.readAtMs >= loginBeganAt.getTime())
          throw error;
        const fresh = await this.get(jwksUrl, loginBeganAt.getTime());
        return fresh.keys(header, token);
      }
    };
  }

  private async get(jwksUrl: string, notBeforeMs: number): Promise<ReadKeys> {
    const known = await this.read.get(jwksUrl);
    if (known && known.readAtMs >= notBeforeMs) return known;
    const fresh = this.fetch(jwksUrl);
    this.read.set(jwksUrl, fresh);
    fresh.catch(() => {
      if (this.read.get(jwksUrl) === fresh) this.read.delete(jwksUrl);
    });
    return fresh;
  }

  private async fetch(jwksUrl: string): Promise<ReadKeys> {
    const readAtMs = Date.now();
    try {
      const headers = { Accept: 'application/json' };
      const { status, body } = await this.http.request({ method: 'GET', url: jwksUrl, headers });
      if (status !== 200) throw new Error(`${jwksUrl} answers with status ${status}.`);
      return { keys: createLocalJWKSet(JSON.parse(body) as JSONWebKeySet), readAtMs };
    } catch (error) {
      throw new LtiRefusal('platform-keys', (error as Error).message, null, { cause: error });
    }
  }
}
