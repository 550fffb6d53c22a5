import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import type { LoginStart } from './launches.js';
import type { LtiPlatform } from './platform.js';
import type { Tool } from './state.js';
import { mediaTypes } from './words.js';

type Fields = Readonly<Record<string, string>>;

/** The least tool that does all as the specifications say: to see that the platform accepts that, and notices what is changed. */
export class ModelTool {
  private constructor(
    readonly platform: LtiPlatform,
    readonly registered: Tool,
    private readonly keys: Awaited<ReturnType<typeof generateKeyPair>>,
    private readonly otherKeys: Awaited<ReturnType<typeof generateKeyPair>>,
    readonly stop: () => Promise<void>,
  ) {}

  static async start(platform: LtiPlatform): Promise<ModelTool> {
    const keys = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'tool-1', alg: 'RS256', use: 'sig' };
    const server = createServer((_, response) => response.end(JSON.stringify({ keys: [jwk] })));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const registered = platform.addTool({
      loginUrl: `${url}/login`,
      redirectUrls: [`${url}/launch`],
      jwksUrl: `${url}/jwks`,
      targetLinkUri: `${url}/target`,
    });
    return new ModelTool(platform, registered, keys, await generateKeyPair('RS256'), async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
  }

  /** The authorization request that answers the start of a login. */
  authorize({ parameters }: LoginStart, changed: Fields = {}): Promise<Response> {
    const fields = {
      scope: 'openid',
      response_type: 'id_token',
      response_mode: 'form_post',
      prompt: 'none',
      client_id: this.registered.clientId,
      redirect_uri: this.registered.redirectUrls[0] ?? '',
      login_hint: parameters.login_hint ?? '',
      lti_message_hint: parameters.lti_message_hint ?? '',
      state: `state-${randomUUID()}`,
      nonce: `nonce-${randomUUID()}`,
      ...changed,
    };
    return fetch(`${this.platform.issuer}/authorize?${new URLSearchParams(fields)}`);
  }

  signed(payload: JWTPayload, changed: Record<string, unknown> = {}, isByOtherKey = false): Promise<string> {
    const nowSeconds = Math.floor(Date.now() / 1000);
    const { clientId } = this.registered;
    return new SignJWT({ iss: clientId, iat: nowSeconds, exp: nowSeconds + 60, ...payload, ...changed })
      .setProtectedHeader({ alg: 'RS256', kid: 'tool-1' })
      .sign(isByOtherKey ? this.otherKeys.privateKey : this.keys.privateKey);
  }

  assertion(changed: Record<string, unknown> = {}, isByOtherKey = false): Promise<string> {
    const aud = `${this.platform.issuer}/token`;
    return this.signed({ sub: this.registered.clientId, aud, jti: randomUUID() }, changed, isByOtherKey);
  }

  async token(scope: string, assertion?: string): Promise<Response> {
    return fetch(`${this.platform.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion ?? (await this.assertion()),
        scope,
      }),
    });
  }

  async bearer(scope: string): Promise<string> {
    const { access_token: token } = (await (await this.token(scope)).json()) as { access_token: string };
    return `Bearer ${token}`;
  }

  /** With the authorization given, a score to a line item at its address. */
  async score(itemUrl: string, authorization: string, score: object, changed: Fields = {}) {
    const url = new URL(itemUrl);
    url.pathname += '/scores';
    const { target = url.href, ...headers } = changed;
    return fetch(target, {
      method: 'POST',
      headers: { authorization, 'content-type': mediaTypes.score, ...headers },
      body: JSON.stringify(score),
    });
  }
}
