import { randomBytes } from 'node:crypto';
import { type Answer, type Asked, demand, isText, parsedObject } from './exchange.js';
import type { PlatformState, Tool } from './state.js';
import { allScopes, claims } from './words.js';

const rule = 'registration';

/** Dynamic Registration 1.0: the platform's configuration, and the endpoint at which tools register. */
export class Registration {
  /** Some platforms tell the deployment in their answer, others only with the first launch. */
  tellsDeployment = true;
  /** Said in the configuration; another one than the platform's own is that of an impostor. */
  issuerInConfiguration: string | null = null;
  /** Canvas tells its configuration only to those who bear the registration token. */
  guardsConfiguration = false;
  private readonly openTokens = new Set<string>();

  constructor(
    private readonly state: PlatformState,
    private readonly origin: () => string,
    /** What client assertions must name as their audience; null: the token endpoint. */
    private readonly audience: () => string | null,
  ) {}

  /** Where an administrator of the platform is sent in the tool to register it: `url` is what the tool has told. */
  begin(url: string): string {
    const token = randomBytes(16).toString('base64url');
    this.openTokens.add(token);
    const start = new URL(url);
    start.searchParams.set('openid_configuration', `${this.origin()}/.well-known/openid-configuration`);
    start.searchParams.set('registration_token', token);
    return start.href;
  }

  configuration(asked: Asked): Answer {
    const origin = this.origin();
    const audience = this.audience();
    const isAllowed = !this.guardsConfiguration || this.openTokens.has(tokenOf(asked));
    demand(isAllowed, rule, 'The configuration is told to those who bear the registration token', 401);
    return {
      status: 200,
      body: {
        issuer: this.issuerInConfiguration ?? origin,
        authorization_endpoint: `${origin}/authorize`,
        registration_endpoint: `${origin}/register`,
        jwks_uri: `${origin}/jwks`,
        token_endpoint: `${origin}/token`,
        ...(audience === null ? {} : { authorization_server: audience }),
        token_endpoint_auth_methods_supported: ['private_key_jwt'],
        token_endpoint_auth_signing_alg_values_supported: ['RS256'],
        scopes_supported: ['openid', ...allScopes],
        response_types_supported: ['id_token'],
        subject_types_supported: ['public', 'pairwise'],
        id_token_signing_alg_values_supported: ['RS256'],
        claims_supported: ['iss', 'aud', 'sub', 'name', 'given_name', 'family_name', 'email'],
        [claims.platformConfiguration]: {
          product_family_code: 'strict-platform',
          version: '1',
          messages_supported: [{ type: 'LtiResourceLinkRequest' }, { type: 'LtiDeepLinkingRequest' }],
          variables: [],
        },
      },
    };
  }

  register(asked: Asked): Answer {
    demand(
      this.openTokens.delete(tokenOf(asked)),
      rule,
      'The registration token is unknown or was used',
      401,
    );
    demand(/^application\/json(;|$)/.test(asked.headers['content-type'] ?? ''), rule, 'It is not JSON', 415);
    const body = parsedObject(asked.body, rule);
    demandClient(body);
    const tool = this.toolOf(body);
    this.state.tools.set(tool.clientId, tool);
    const toolConfiguration = body[claims.toolConfiguration] as object;
    return {
      status: 200,
      body: {
        ...body,
        client_id: tool.clientId,
        scope: tool.scopes.join(' '),
        [claims.toolConfiguration]: {
          ...toolConfiguration,
          ...(this.tellsDeployment ? { deployment_id: tool.deploymentId } : {}),
        },
      },
    };
  }

  private toolOf(body: Record<string, unknown>): Tool {
    const configuration = body[claims.toolConfiguration] as { target_link_uri: string };
    const wanted = String(body.scope ?? '').split(' ');
    const id = this.state.nextId();
    return {
      clientId: `client-${id}`,
      deploymentId: String(id),
      loginUrl: body.initiate_login_uri as string,
      redirectUrls: body.redirect_uris as string[],
      jwksUrl: body.jwks_uri as string,
      targetLinkUri: configuration.target_link_uri,
      scopes: allScopes.filter((scope) => wanted.includes(scope)),
    };
  }
}

const tokenOf = ({ headers }: Asked) => /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '';

/** The fields that section 3.5.2 requires. */
function demandClient(body: Record<string, unknown>): void {
  const has = (name: string, wanted: string) => {
    const values = body[name];
    demand(Array.isArray(values) && values.includes(wanted), rule, `${name} lacks ${wanted}`);
  };
  demand(body.application_type === 'web', rule, `application_type is ${body.application_type}`);
  has('response_types', 'id_token');
  has('grant_types', 'client_credentials');
  has('grant_types', 'implicit');
  demand(body.token_endpoint_auth_method === 'private_key_jwt', rule, 'Not by private_key_jwt');
  demand(isText(body.client_name), rule, 'There is no client_name');
  demand(isUrl(body.initiate_login_uri), rule, `initiate_login_uri is ${body.initiate_login_uri}`);
  demand(isUrl(body.jwks_uri), rule, `jwks_uri is ${body.jwks_uri}`);
  const redirects = body.redirect_uris;
  demand(
    Array.isArray(redirects) && redirects.length > 0 && redirects.every(isUrl),
    rule,
    'No redirect_uris',
  );
  const configuration = body[claims.toolConfiguration] as Record<string, unknown> | undefined;
  demand(typeof configuration === 'object' && configuration !== null, rule, 'There is no tool configuration');
  const { domain, target_link_uri: target, messages, claims: wanted } = configuration;
  demand(isUrl(target), rule, `target_link_uri is ${target}`);
  const { host, hostname } = new URL(target);
  demand(domain === host || domain === hostname, rule, `domain is ${domain}, the target is at ${target}`);
  demand(Array.isArray(wanted), rule, 'claims is no list');
  demand(
    Array.isArray(messages) && messages.every((each) => isText(each?.type)),
    rule,
    'messages is no list',
  );
}

const isUrl = (value: unknown): value is string => typeof value === 'string' && URL.canParse(value);
