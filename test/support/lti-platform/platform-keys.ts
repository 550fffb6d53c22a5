import {
  type CryptoKey,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from 'jose';

/** By what an ID token is signed; only the first is right. */
export type Signing =
  | 'platform-key'
  /** A key that is published nowhere, under the `kid` of the right one. */
  | 'unpublished-key'
  /** The same, under a `kid` that nobody knows. */
  | 'unknown-kid'
  /** The same, with the key itself in the header as `jwk`. */
  | 'key-in-header'
  /** The same, with `jku` leading to a key set that has it. */
  | 'key-set-in-header'
  /** `alg: none`. */
  | 'nothing'
  /** HS256 with the text of the public key as the secret. */
  | 'public-key-as-secret';

interface KeyPair {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

/** The platform's keys, and one that is none of them. */
export class PlatformKeys {
  private constructor(
    private current: KeyPair,
    private readonly published: KeyPair[],
    private readonly foreign: KeyPair,
  ) {}

  static async make(): Promise<PlatformKeys> {
    const current = await makeKey('key-1');
    return new PlatformKeys(current, [current], await makeKey('key-foreign'));
  }

  /** Signs with a new key from now on; the old one stays published. */
  async rotate(): Promise<void> {
    this.current = await makeKey(`key-${this.published.length + 1}`);
    this.published.push(this.current);
  }

  async publicSet(): Promise<{ keys: JWK[] }> {
    return { keys: await Promise.all(this.published.map(publicJwk)) };
  }

  /** The key set of somebody else. */
  async foreignSet(): Promise<{ keys: JWK[] }> {
    return { keys: [await publicJwk(this.foreign)] };
  }

  async sign(
    payload: JWTPayload,
    signing: Signing,
    foreignSetUrl: string,
    more: Partial<JWTHeaderParameters> = {},
  ): Promise<string> {
    if (signing === 'nothing') return new UnsecuredJWT(payload).encode();
    const header = { alg: 'RS256', typ: 'JWT', kid: this.current.kid, ...more };
    if (signing === 'public-key-as-secret') {
      const secret = new TextEncoder().encode(await exportSPKI(this.current.publicKey));
      return new SignJWT(payload).setProtectedHeader({ ...header, alg: 'HS256' }).sign(secret);
    }
    if (signing === 'platform-key') {
      return new SignJWT(payload).setProtectedHeader(header).sign(this.current.privateKey);
    }
    const extra: Partial<Record<Signing, object>> = {
      'unknown-kid': { kid: 'nobody-knows-it' },
      'key-in-header': { jwk: await publicJwk(this.foreign), kid: this.foreign.kid },
      'key-set-in-header': { jku: foreignSetUrl, kid: this.foreign.kid },
    };
    return new SignJWT(payload)
      .setProtectedHeader({ ...header, ...extra[signing] })
      .sign(this.foreign.privateKey);
  }
}

async function makeKey(kid: string): Promise<KeyPair> {
  return { kid, ...(await generateKeyPair('RS256', { extractable: true })) };
}

async function publicJwk({ kid, publicKey }: KeyPair): Promise<JWK> {
  return { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' };
}
