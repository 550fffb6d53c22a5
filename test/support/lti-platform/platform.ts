import { randomUUID } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { DeepLinking } from './deep-linking.js';
import { Frames } from './frames.js';
import { type Launch, Launches } from './launches.js';
import { LineItems } from './line-items.js';
import { Memberships } from './memberships.js';
import { PlatformKeys } from './platform-keys.js';
import { Records } from './records.js';
import { Registration } from './registration.js';
import { Scores } from './scores.js';
import { PlatformServer, type Route } from './server.js';
import { type Course, type Member, PlatformState, type ResourceLink, type Tool } from './state.js';
import { TokenEndpoint } from './token-endpoint.js';
import { ToolKeys } from './tool-keys.js';
import { allScopes, claims, roles } from './words.js';

/**
 * An LTI 1.3 Advantage platform, written from the specifications of 1EdTech and from nothing of ours: the judge of our tool.
 * It checks whatever it is asked strictly, refuses what is wrong and remembers it: a test ends by expecting `violations` to be
 * empty. `server.behave` makes it fail, throttle, hang or lose its answers; `server.goAway` and `comeBack` stop and start it
 * on one port with all that it knows.
 */
export class LtiPlatform {
  readonly state = new PlatformState();
  readonly records = new Records();
  readonly server = new PlatformServer(this.records);
  readonly registration = new Registration(
    this.state,
    () => this.issuer,
    () => this.tokens.audience,
  );
  readonly frames = new Frames(
    () => this.issuer,
    () => this.state.nextId(),
  );
  readonly tokens: TokenEndpoint;
  readonly lineItems: LineItems;
  readonly scores: Scores;
  readonly memberships: Memberships;
  readonly deepLinking: DeepLinking;
  readonly launches: Launches;

  private constructor(
    readonly keys: PlatformKeys,
    reach: (url: string) => string,
  ) {
    const origin = () => this.issuer;
    const toolKeys = new ToolKeys(reach);
    this.tokens = new TokenEndpoint(this.state, toolKeys, () => `${this.issuer}/token`);
    this.lineItems = new LineItems(this.state, this.tokens, origin);
    this.scores = new Scores(this.state, this.lineItems, this.records);
    this.memberships = new Memberships(this.state, this.lineItems, origin);
    this.deepLinking = new DeepLinking(this.state, toolKeys, origin);
    this.launches = new Launches(
      keys,
      origin,
      (launch) => this.claimsOf(launch),
      () => this.state.nextId(),
    );
    this.server.serve(this.routes());
  }

  /** `reach` turns a public address of a tool into one that can be reached in the test. */
  static async start(reach: (url: string) => string = (url) => url): Promise<LtiPlatform> {
    const platform = new LtiPlatform(await PlatformKeys.make(), reach);
    await platform.server.comeBack();
    return platform;
  }

  stop(): Promise<void> {
    return this.server.goAway();
  }

  get issuer(): string {
    return this.server.origin;
  }

  /** What an administrator types into the tool to register this platform by hand. */
  get addresses() {
    const issuer = this.issuer;
    return {
      issuer,
      authorizationUrl: `${issuer}/authorize`,
      tokenUrl: `${issuer}/token`,
      jwksUrl: `${issuer}/jwks`,
    };
  }

  get violations() {
    return this.records.violations;
  }

  /** Well behaved again, and without memory of what was asked of it; who and what there is stays. */
  begin(): void {
    this.server.behave(() => null);
    this.scores.precision = 'sub-second';
    this.tokens.audience = null;
    this.registration.guardsConfiguration = false;
    this.registration.tellsDeployment = true;
    this.registration.issuerInConfiguration = null;
    this.frames.storage = 'keeps';
    this.tokens.usesOfNextTokens = Number.POSITIVE_INFINITY;
    const { records, scores, frames } = this;
    for (const list of [records.requests, this.violations, scores.accepted, scores.stale, frames.messages])
      list.length = 0;
  }

  /** Registers a tool by hand, with all scopes unless told otherwise. */
  addTool(
    tool: Omit<Tool, 'clientId' | 'deploymentId' | 'scopes'> & { readonly scopes?: readonly string[] },
  ): Tool {
    const id = this.state.nextId();
    const stored = { scopes: allScopes, ...tool, clientId: `client-${id}`, deploymentId: String(id) };
    this.state.tools.set(stored.clientId, stored);
    return stored;
  }

  addCourse(title = 'Concurrency'): Course {
    const id = String(this.state.nextId());
    const course: Course = { id, label: `C-${id}`, title, members: [], links: [] };
    this.state.courses.set(id, course);
    return course;
  }

  addMember(course: Course, name: string, role: keyof typeof roles = 'learner'): Member {
    const id = randomUUID();
    const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}.${id.slice(0, 8)}@platform.test`;
    const member: Member = { id, name, email, roles: [roles[role]], status: 'Active' };
    course.members.push(member);
    return member;
  }

  addLink(course: Course, tool: Tool, title: string, more: Partial<ResourceLink> = {}): ResourceLink {
    const id = `link-${this.state.nextId()}`;
    const link = { id, title, clientId: tool.clientId, url: tool.targetLinkUri, custom: {}, ...more };
    course.links.push(link);
    return link;
  }

  private claimsOf(launch: Launch): JWTPayload {
    const { tool, person, course, link, targetLinkUri } = launch;
    const [givenName = '', ...familyNames] = person.name.split(' ');
    const { id, label, title } = course;
    const member = course.members.find((each) => each.id === person.id);
    return {
      iss: this.issuer,
      aud: [tool.clientId],
      azp: tool.clientId,
      sub: person.id,
      name: person.name,
      given_name: givenName,
      family_name: familyNames.join(' '),
      email: person.email,
      [claims.version]: '1.3.0',
      [claims.deploymentId]: tool.deploymentId,
      [claims.roles]: launch.roles ?? member?.roles ?? [],
      [claims.context]: {
        id,
        label,
        title,
        type: ['http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering'],
      },
      [claims.toolPlatform]: {
        guid: 'strict-platform',
        product_family_code: 'strict-platform',
        version: '1',
      },
      [claims.launchPresentation]: {
        document_target: 'iframe',
        return_url: `${this.issuer}/back`,
        locale: 'en',
      },
      ...this.serviceClaims(tool, course, link),
      ...(link
        ? resourceClaims(link, targetLinkUri ?? link.url)
        : this.selectionClaims(launch, targetLinkUri ?? tool.targetLinkUri)),
    };
  }

  private serviceClaims(tool: Tool, course: Course, link: ResourceLink | undefined): JWTPayload {
    const item = [...this.state.lineItems.values()].find(
      (each) => link !== undefined && each.resourceLinkId === link.id,
    );
    return {
      [claims.scoreService]: {
        scope: tool.scopes.filter((scope) => scope.includes('lti-ags')),
        lineitems: this.lineItems.containerUrl(course.id, tool),
        ...(item ? { lineitem: this.lineItems.urlOf(item) } : {}),
      },
      [claims.namesService]: {
        context_memberships_url: this.memberships.urlOf(course.id, tool.deploymentId),
        service_versions: ['2.0'],
      },
    };
  }

  private selectionClaims({ tool, course, acceptsMultiple = false }: Launch, target: string): JWTPayload {
    const data = `data of ${randomUUID()}`;
    return {
      [claims.messageType]: 'LtiDeepLinkingRequest',
      [claims.targetLinkUri]: target,
      [claims.deepLinkingSettings]: {
        deep_link_return_url: this.deepLinking.begin({ tool, course, data, acceptsMultiple }),
        accept_types: ['ltiResourceLink'],
        accept_presentation_document_targets: ['iframe', 'window'],
        accept_multiple: acceptsMultiple,
        accept_lineitem: true,
        auto_create: false,
        data,
      },
    };
  }

  private routes(): readonly Route[] {
    const course = '/services/courses/([^/]+)';
    const item = `${course}/lineitems/([^/]+)/lineitem`;
    const at = (path: string) => new RegExp(`^${path}$`);
    const json = (body: object) => ({ status: 200, body });
    const { keys, tokens, lineItems, scores, memberships, registration, deepLinking, launches, frames } =
      this;
    const route = (service: string, method: string, path: string, answer: Route['answer']): Route => ({
      service,
      method,
      path: at(path),
      answer,
    });
    return [
      route('jwks', 'GET', '/jwks', async () => json(await keys.publicSet())),
      route('foreign-jwks', 'GET', '/foreign-jwks', async () => json(await keys.foreignSet())),
      route('authorize', 'GET', '/authorize', (asked) => launches.authorize(asked)),
      route('authorize', 'POST', '/authorize', (asked) => launches.authorize(asked)),
      route('token', 'POST', '/token', (asked) => tokens.answer(asked)),
      route('lineitems', 'GET', `${course}/lineitems`, (asked, [, id = '']) => lineItems.list(asked, id)),
      route('lineitems', 'POST', `${course}/lineitems`, (asked, [, id = '']) => lineItems.create(asked, id)),
      route('lineitem', 'GET', item, (asked, [, id = '', itemId = '']) => lineItems.get(asked, id, itemId)),
      route('lineitem', 'PUT', item, (asked, [, id = '', itemId = '']) => lineItems.put(asked, id, itemId)),
      route('scores', 'POST', `${item}/scores`, (asked, [, id = '', itemId = '']) =>
        scores.post(asked, id, itemId),
      ),
      route('memberships', 'GET', `${course}/memberships`, (asked, [, id = '']) =>
        memberships.list(asked, id),
      ),
      route('configuration', 'GET', '/.well-known/openid-configuration', (asked) =>
        registration.configuration(asked),
      ),
      route('register', 'POST', '/register', (asked) => registration.register(asked)),
      route('pages', 'GET', '/course-page/([^/]+)', (_, [, id = '']) => frames.page(id)),
      route('pages', 'GET', '/opener-page/([^/]+)', (_, [, id = '']) => frames.opener(id)),
      route('pages', 'GET', '/storage-frame', () => frames.storageFrame()),
      route('pages', 'POST', '/storage-message', (asked) => frames.judge(asked)),
      route('pages', 'GET', '/favicon.ico', () => ({ status: 204 })),
      route('deep-linking', 'POST', '/deep-linking/([^/]+)', (asked, [, id = '']) =>
        deepLinking.answer(asked, id),
      ),
    ];
  }
}

const resourceClaims = ({ id, title, custom }: ResourceLink, target: string): JWTPayload => ({
  [claims.messageType]: 'LtiResourceLinkRequest',
  [claims.targetLinkUri]: target,
  [claims.resourceLink]: { id, title },
  [claims.custom]: custom,
});
