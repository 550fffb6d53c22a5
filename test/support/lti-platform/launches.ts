import type { JWTHeaderParameters, JWTPayload } from 'jose';
import { type Answer, type Asked, demand, isText } from './exchange.js';
import type { PlatformKeys, Signing } from './platform-keys.js';
import type { Course, Person, ResourceLink, Tool } from './state.js';

/** Ways to make an ID token wrong. */
export interface IdTokenKnobs {
  /** What the claims are changed to; a claim of `undefined` is left out. */
  readonly claims?: (right: JWTPayload) => JWTPayload;
  readonly header?: Partial<JWTHeaderParameters>;
  readonly signing?: Signing;
  /** Sent as `state` instead of the one that the tool has given. */
  readonly state?: string;
}

/** What happens when somebody follows a link. */
export interface Launch extends IdTokenKnobs {
  readonly tool: Tool;
  readonly person: Person;
  readonly course: Course;
  /** A resource link launch; without it an instructor is sent to pick content (deep linking). */
  readonly link?: ResourceLink;
  readonly targetLinkUri?: string;
  readonly acceptsMultiple?: boolean;
  readonly roles?: readonly string[];
  /** The frame that stores for tools without cookies. */
  readonly storageTarget?: string;
}

/** The way of a browser from a link at the platform to the login of the tool. */
export interface LoginStart {
  readonly url: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const rule = 'authorization';
const leastEntropy = 16;

/** Third-party initiated login and authorization (Security Framework 1.0, section 5.1.1). */
export class Launches {
  private readonly begun = new Map<string, Launch>();
  private readonly seenNonces = new Set<string>();
  private readonly seenStates = new Set<string>();

  constructor(
    private readonly keys: PlatformKeys,
    private readonly origin: () => string,
    private readonly claimsOf: (launch: Launch) => JWTPayload,
    private readonly nextId: () => number,
  ) {}

  begin(launch: Launch): LoginStart {
    const { tool, link, storageTarget } = launch;
    const hint = `message-${this.nextId()}`;
    this.begun.set(hint, launch);
    return {
      url: tool.loginUrl,
      parameters: {
        iss: this.origin(),
        login_hint: loginHint(launch.person),
        target_link_uri: launch.targetLinkUri ?? link?.url ?? tool.targetLinkUri,
        lti_message_hint: hint,
        client_id: tool.clientId,
        lti_deployment_id: tool.deploymentId,
        ...(storageTarget === undefined ? {} : { lti_storage_target: storageTarget }),
      },
    };
  }

  async authorize(asked: Asked): Promise<Answer> {
    const form = asked.method === 'POST' ? new URLSearchParams(asked.body) : asked.url.searchParams;
    const said = (name: string) => form.get(name) ?? '';
    const launch = this.begun.get(said('lti_message_hint'));
    demand(launch !== undefined, rule, `lti_message_hint is ${said('lti_message_hint')}`);
    const { tool } = launch;
    demand(said('client_id') === tool.clientId, rule, `client_id is ${said('client_id')}`);
    const redirect = said('redirect_uri');
    demand(tool.redirectUrls.includes(redirect), rule, `redirect_uri is not registered: ${redirect}`);
    const fixed = { scope: 'openid', response_type: 'id_token', response_mode: 'form_post', prompt: 'none' };
    for (const [name, wanted] of Object.entries(fixed))
      demand(said(name) === wanted, rule, `${name} is ${said(name)}, not ${wanted}`);
    demand(said('login_hint') === loginHint(launch.person), rule, `login_hint is ${said('login_hint')}`);
    demandFresh('nonce', said('nonce'), this.seenNonces);
    demandFresh('state', said('state'), this.seenStates);
    const token = await this.idToken(launch, said('nonce'));
    return formPost(redirect, {
      id_token: token,
      state: launch.state ?? said('state'),
      ...(launch.storageTarget === undefined ? {} : { lti_storage_target: launch.storageTarget }),
    });
  }

  /** Also for tests that bring a token by a way of their own. */
  idToken(launch: Launch, nonce: string): Promise<string> {
    const nowSeconds = Math.floor(Date.now() / 1000);
    const right = { ...this.claimsOf(launch), iat: nowSeconds, exp: nowSeconds + 300, nonce };
    const said = launch.claims ? launch.claims(right) : right;
    const present = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
    const signing = launch.signing ?? 'platform-key';
    return this.keys.sign(present, signing, `${this.origin()}/foreign-jwks`, launch.header);
  }
}

/** Means something to the platform only. */
const loginHint = ({ id }: Person) => `hint-of-${id}`;

function demandFresh(name: string, value: string, seen: Set<string>): void {
  demand(isText(value) && value.length >= leastEntropy, rule, `${name} is ${JSON.stringify(value)}`);
  demand(!seen.has(value), rule, `${name} was used before`);
  seen.add(value);
}

/** A page that sends itself on, as response_mode form_post wants it. */
function formPost(action: string, fields: Readonly<Record<string, string>>): Answer {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  const form = `<form method="post" action="${escaped(action)}">${inputs.join('')}</form>`;
  return {
    status: 200,
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
    body: `<!doctype html><title>To the tool</title>${form}<script>document.forms[0].submit()</script>`,
  };
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
