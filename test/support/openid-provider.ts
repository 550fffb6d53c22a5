import { createHash, createSign, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an ID token says, besides when. */
export interface Claims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string;
  readonly nonce?: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
}

/**
 * An OpenID provider after OpenID Connect Core 1.0 and RFC 7636, as much of it as the code flow needs. Whoever comes is
 * taken for `person` at once.
 */
export interface TestProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  person: { sub: string; email: string; email_verified: boolean; name: string };
  /** Changes what the next ID tokens say, as a false or broken provider would. */
  tamper: (claims: Claims) => Claims;
  /** Signs with a key that is not among the published ones. */
  signsWithOtherKey: boolean;
  /** Leaves the ID token out. */
  withholdsIdToken: boolean;
  /** Another person at the userinfo endpoint than in the ID token; null: the same. */
  userinfoSub: string | null;
  stop(): Promise<void>;
}

interface Grant {
  readonly challenge: string;
  readonly nonce: string;
  readonly redirectUri: string;
}

const base64url = (value: string | object): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

export async function startOpenIdProvider(): Promise<TestProvider> {
  const published = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const grants = new Map<string, Grant>();
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider: TestProvider = {
    issuer,
    clientId: 'interleave',
    clientSecret: 'a secret of the client',
    person: { sub: 'p-1', email: 'ada@example.org', email_verified: true, name: 'Ada Lovelace' },
    tamper: (claims) => claims,
    signsWithOtherKey: false,
    withholdsIdToken: false,
    userinfoSub: null,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', issuer);
    const json = (body: object, status = 200) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    if (url.pathname === '/.well-known/openid-configuration') json(discovery(issuer));
    else if (url.pathname === '/jwks') json({ keys: [jwkOf(published.publicKey)] });
    else if (url.pathname === '/userinfo') {
      json({ ...provider.person, sub: provider.userinfoSub ?? provider.person.sub });
    } else if (url.pathname === '/authorize') {
      response.writeHead(302, { Location: authorize(url.searchParams) }).end();
    } else if (url.pathname === '/token') {
      const grant = redeem(new URLSearchParams(await bodyOf(request)), request.headers.authorization);
      json(grant ? tokensFor(grant) : { error: 'invalid_grant' }, grant ? 200 : 400);
    } else json({}, 404);
  }

  function authorize(asked: URLSearchParams): string {
    const code = randomUUID();
    const redirectUri = asked.get('redirect_uri') ?? '';
    if (asked.get('code_challenge_method') !== 'S256' || asked.get('response_type') !== 'code')
      throw new Error(`Not the code flow with PKCE: ${asked}`);
    grants.set(code, {
      redirectUri,
      challenge: asked.get('code_challenge') ?? '',
      nonce: asked.get('nonce') ?? '',
    });
    const back = new URL(redirectUri);
    back.search = new URLSearchParams({ code, state: asked.get('state') ?? '', iss: issuer }).toString();
    return back.href;
  }

  /** A code is good once, for the client that it was given to, at the address it was sent to. */
  function redeem(body: URLSearchParams, authorization: string | undefined): Grant | null {
    const grant = grants.get(body.get('code') ?? '');
    grants.delete(body.get('code') ?? '');
    const verifier = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url');
    const basic = Buffer.from((authorization ?? '').replace('Basic ', ''), 'base64').toString();
    const [id, secret] = authorization
      ? basic.split(':').map(decodeURIComponent)
      : [body.get('client_id'), body.get('client_secret')];
    const isClient = id === provider.clientId && secret?.replaceAll('+', ' ') === provider.clientSecret;
    const isGood = grant?.challenge === verifier && grant.redirectUri === body.get('redirect_uri');
    return isClient && isGood && grant ? grant : null;
  }

  function tokensFor({ nonce }: Grant): object {
    const claims = provider.tamper({ iss: issuer, aud: provider.clientId, nonce, ...provider.person });
    const key = provider.signsWithOtherKey ? other.privateKey : published.privateKey;
    return {
      access_token: randomUUID(),
      token_type: 'Bearer',
      expires_in: 300,
      ...(provider.withholdsIdToken ? {} : { id_token: signed(claims, key) }),
    };
  }
  return provider;
}

const discovery = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/userinfo`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  code_challenge_methods_supported: ['S256'],
});

const keyId = 'the-only-one';
const jwkOf = (key: KeyObject) => ({
  ...key.export({ format: 'jwk' }),
  kid: keyId,
  use: 'sig',
  alg: 'RS256',
});

function signed(claims: Claims, key: KeyObject): string {
  const nowSeconds = Math.floor(Date.now() / 1000);
  const head = base64url({ alg: 'RS256', kid: keyId, typ: 'JWT' });
  const content = `${head}.${base64url({ iat: nowSeconds, exp: nowSeconds + 300, ...claims })}`;
  return `${content}.${createSign('RSA-SHA256').update(content).sign(key, 'base64url')}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
