import { randomBytes } from 'node:crypto';
import { decodeJwt } from 'jose';
import { type Answer, type Asked, demand, Refusal } from './exchange.js';
import type { PlatformState, Tool } from './state.js';
import type { ToolKeys } from './tool-keys.js';

interface Grant {
  readonly tool: Tool;
  readonly scopes: readonly string[];
  readonly expiresAt: number;
  usesLeft: number;
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** OAuth 2.0 client credentials with a signed assertion (Security Framework 1.0, section 4; RFC 7523). */
export class TokenEndpoint {
  lifetimeSeconds = 3_600;
  /** Tokens die after so many uses, whatever was said of their lifetime. */
  usesOfNextTokens = Number.POSITIVE_INFINITY;
  /** The audience that assertions must name, where it is not the address of this endpoint (Dynamic Registration, 2.1.1). */
  audience: string | null = null;
  private readonly grants = new Map<string, Grant>();
  private readonly usedAssertions = new Set<string>();

  constructor(
    private readonly state: PlatformState,
    private readonly keys: ToolKeys,
    /** The address of this endpoint. */
    private readonly url: () => string,
  ) {}

  /** Every token that is out is good no longer. */
  revokeAll(): void {
    this.grants.clear();
    this.revoked = true;
  }
  private revoked = false;

  async answer(asked: Asked): Promise<Answer> {
    const rule = 'token-request';
    const type = asked.headers['content-type'] ?? '';
    demand(/^application\/x-www-form-urlencoded(;|$)/.test(type), rule, `content-type is ${type}`, 415);
    const form = new URLSearchParams(asked.body);
    demand(form.get('grant_type') === 'client_credentials', rule, `grant_type is ${form.get('grant_type')}`);
    demand(
      form.get('client_assertion_type') === assertionType,
      rule,
      'client_assertion_type is not a JWT bearer',
    );
    const tool = await this.toolOf(form.get('client_assertion') ?? '');
    const wanted = (form.get('scope') ?? '').split(' ').filter((each) => each !== '');
    demand(wanted.length > 0, rule, 'No scope is asked for');
    const beyond = wanted.filter((scope) => !tool.scopes.includes(scope));
    if (beyond.length > 0)
      throw new Refusal(400, 'scope', `Not for this tool: ${beyond}`, true, 'invalid_scope');
    const token = randomBytes(24).toString('base64url');
    const expiresAt = Date.now() + this.lifetimeSeconds * 1000;
    this.grants.set(token, { tool, scopes: wanted, expiresAt, usesLeft: this.usesOfNextTokens });
    return {
      status: 200,
      headers: { 'Cache-Control': 'no-store' },
      body: {
        access_token: token,
        token_type: 'Bearer',
        expires_in: this.lifetimeSeconds,
        scope: wanted.join(' '),
      },
    };
  }

  private async toolOf(assertion: string): Promise<Tool> {
    const rule = 'client-assertion';
    const tool = this.state.tools.get(issuerOf(assertion));
    if (!tool) throw new Refusal(401, rule, 'Its iss is no client', true, 'invalid_client');
    const claims = await this.keys.verified(assertion, tool, this.audience ?? this.url(), rule);
    const fault = (detail: string) => new Refusal(401, rule, detail, true, 'invalid_client');
    if (claims.sub !== tool.clientId) throw fault(`sub is ${claims.sub}, not the client id`);
    if (!claims.jti) throw fault('It has no jti');
    if (this.usedAssertions.has(claims.jti)) throw fault('Its jti was used before');
    this.usedAssertions.add(claims.jti);
    return tool;
  }

  /** The tool whose token this request bears, if the token is good for one of these scopes. */
  bearer(asked: Asked, accepted: readonly string[]): Tool {
    const found = /^Bearer (\S+)$/.exec(asked.headers.authorization ?? '');
    demand(found !== null, 'access-token', 'There is no bearer token', 401);
    const grant = this.grants.get(found[1] ?? '');
    if (!grant) throw new Refusal(401, 'access-token', 'Nobody was given it', !this.revoked);
    grant.usesLeft -= 1;
    if (Date.now() > grant.expiresAt || grant.usesLeft < 0)
      throw new Refusal(401, 'access-token', 'It has expired', false);
    const isEnough = accepted.some((scope) => grant.scopes.includes(scope));
    demand(isEnough, 'access-token', `It is for ${grant.scopes}; none of ${accepted}`, 403);
    demand(Boolean(asked.headers['user-agent']), 'user-agent', 'There is no User-Agent', 403);
    return grant.tool;
  }
}

function issuerOf(assertion: string): string {
  try {
    return decodeJwt(assertion).iss ?? '';
  } catch {
    throw new Refusal(401, 'client-assertion', 'It is not a JWT', true, 'invalid_client');
  }
}
