import { createLocalJWKSet, type JWTPayload, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { formOf } from '../support/lti-platform/browser.js';
import type { IdTokenKnobs } from '../support/lti-platform/launches.js';
import { ModelTool } from '../support/lti-platform/model-tool.js';
import { LtiPlatform } from '../support/lti-platform/platform.js';
import type { Signing } from '../support/lti-platform/platform-keys.js';
import type { Course, LineItem, Member } from '../support/lti-platform/state.js';
import { claims, scopes } from '../support/lti-platform/words.js';

/** The judge is judged: what is right passes without a word, and each thing that is wrong is refused and remembered. */
describe('the platform against which our tool is tested', () => {
  let platform: LtiPlatform;
  let tool: ModelTool;
  let course: Course;
  let ada: Member;
  let _item: LineItem;
  beforeAll(async () => {
    platform = await LtiPlatform.start();
    tool = await ModelTool.start(platform);
  });
  afterAll(async () => {
    await tool?.stop();
    await platform?.stop();
  });
  beforeEach(() => {
    platform.begin();
    course = platform.addCourse();
    ada = platform.addMember(course, 'Ada Lovelace');
    _item = platform.state.addLineItem({
      courseId: course.id,
      clientId: tool.registered.clientId,
      label: 'Threads',
      scoreMaximum: 10,
    });
  });

  const rules = () => platform.violations.map(({ rule }) => rule);
  const launchBy = (knobs: IdTokenKnobs = {}) => {
    const link = platform.addLink(course, tool.registered, 'Threads');
    return { tool: tool.registered, person: ada, course, link, ...knobs };
  };

  describe('signing somebody in', () => {
    it('answers a right request with a token that its keys verify', async () => {
      const start = platform.launches.begin(launchBy());
      const answer = await tool.authorize(start, {
        nonce: 'a nonce of the tool, 1',
        state: 'a state of the tool, 1',
      });
      const { action, fields } = formOf(await answer.text());
      expect([action, fields.state]).toEqual([tool.registered.redirectUrls[0], 'a state of the tool, 1']);
      const { payload } = await jwtVerify(
        fields.id_token ?? '',
        createLocalJWKSet(await platform.keys.publicSet()),
        {
          issuer: platform.issuer,
          audience: tool.registered.clientId,
        },
      );
      expect(payload).toMatchObject({ nonce: 'a nonce of the tool, 1', sub: ada.id, name: 'Ada Lovelace' });
      expect(platform.violations).toEqual([]);
    });

    it.each([
      ['client_id', 'another'],
      ['redirect_uri', 'http://127.0.0.1:1/elsewhere'],
      ['scope', 'openid profile'],
      ['response_type', 'code'],
      ['response_mode', 'query'],
      ['prompt', 'login'],
      ['login_hint', 'somebody'],
      ['lti_message_hint', ''],
      ['state', ''],
      ['state', 'short'],
      ['nonce', ''],
    ])('refuses %s "%s"', async (name, value) => {
      const answer = await tool.authorize(platform.launches.begin(launchBy()), { [name]: value });
      expect([answer.status, rules()]).toEqual([400, ['authorization']]);
    });

    it('refuses a nonce and a state that were there before', async () => {
      const once = { nonce: 'a nonce of the tool, 2' };
      await tool.authorize(platform.launches.begin(launchBy()), once);
      await tool.authorize(platform.launches.begin(launchBy()), once);
      const twice = { state: 'a state of the tool, 2' };
      await tool.authorize(platform.launches.begin(launchBy()), twice);
      await tool.authorize(platform.launches.begin(launchBy()), twice);
      expect(rules()).toEqual(['authorization', 'authorization']);
    });

    it.each<Signing>([
      'unpublished-key',
      'unknown-kid',
      'key-in-header',
      'key-set-in-header',
      'nothing',
      'public-key-as-secret',
    ])('makes a token that its keys do not verify: %s', async (signing) => {
      const token = await platform.launches.idToken(launchBy({ signing }), 'a nonce');
      const verified = jwtVerify(token, createLocalJWKSet(await platform.keys.publicSet()));
      await expect(verified).rejects.toThrow();
    });

    it('keeps its old keys published when it has a new one', async () => {
      const token = await platform.launches.idToken(launchBy(), 'a nonce');
      await platform.keys.rotate();
      const later = await platform.launches.idToken(launchBy(), 'a nonce');
      const keys = createLocalJWKSet(await platform.keys.publicSet());
      const kids = await Promise.all(
        [token, later].map(async (each) => (await jwtVerify(each, keys)).protectedHeader.kid),
      );
      expect(kids[0]).not.toBe(kids[1]);
    });
  });

  describe('giving tokens', () => {
    it.each<[string, Record<string, unknown>]>([
      ['another audience', { aud: 'http://elsewhere.test/token' }],
      ['another subject', { sub: 'another' }],
      ['another issuer', { iss: 'another' }],
      ['a time that is over', { exp: 1_000 }],
      ['no jti', { jti: undefined }],
      ['a life of a day', { exp: Math.floor(Date.now() / 1000) + 86_400 }],
      ['a time in the future', { iat: Math.floor(Date.now() / 1000) + 3_600 }],
    ])('refuses an assertion with %s', async (_, changed) => {
      const answer = await tool.token(scopes.scores, await tool.assertion(changed));
      expect([answer.status, rules()]).toEqual([401, ['client-assertion']]);
    });

    it('refuses another key, a second use and a scope that the tool has not', async () => {
      expect((await tool.token(scopes.scores, await tool.assertion({}, true))).status).toBe(401);
      const assertion = await tool.assertion();
      expect((await tool.token(scopes.scores, assertion)).status).toBe(200);
      expect((await tool.token(scopes.scores, assertion)).status).toBe(401);
      expect((await tool.token('https://elsewhere.test/scope')).status).toBe(400);
      expect(rules()).toEqual(['client-assertion', 'client-assertion', 'scope']);
    });
  });

  describe('content that is picked', () => {
    it.each<[string, string | null, Record<string, unknown>]>([
      ['a right answer', null, {}],
      ['other data', 'deep-linking', { [claims.data]: 'other' }],
      ['another audience', 'deep-linking', { aud: 'http://elsewhere.test' }],
      ['another deployment', 'deep-linking', { [claims.deploymentId]: '9' }],
      ['no nonce', 'deep-linking', { nonce: undefined }],
      ['another type of message', 'deep-linking', { [claims.messageType]: 'LtiDeepLinkingRequest' }],
      ['a file', 'deep-linking', { [claims.contentItems]: [{ type: 'file', title: 'A' }] }],
      [
        'another host',
        'deep-linking',
        { [claims.contentItems]: [{ type: 'ltiResourceLink', title: 'A', url: 'http://elsewhere.test' }] },
      ],
    ])('%s', async (_, rule, changed) => {
      const before = platform.deepLinking.links.length;
      const start = { tool: tool.registered, person: ada, course };
      const answer = await tool.authorize(platform.launches.begin(start));
      const token = formOf(await answer.text()).fields.id_token ?? '';
      const { payload } = await jwtVerify(token, createLocalJWKSet(await platform.keys.publicSet()));
      const settings = payload[claims.deepLinkingSettings] as { deep_link_return_url: string; data: string };
      const right: JWTPayload = {
        aud: platform.issuer,
        nonce: 'once',
        [claims.messageType]: 'LtiDeepLinkingResponse',
        [claims.version]: '1.3.0',
        [claims.deploymentId]: tool.registered.deploymentId,
        [claims.data]: settings.data,
        [claims.contentItems]: [{ type: 'ltiResourceLink', title: 'Threads', lineItem: { scoreMaximum: 9 } }],
      };
      const body = new URLSearchParams({ JWT: await tool.signed(right, changed) });
      await fetch(settings.deep_link_return_url, { method: 'POST', body });
      expect(rules()).toEqual(rule === null ? [] : [rule]);
      expect(platform.deepLinking.links.length - before).toBe(rule === null ? 1 : 0);
    });
  });

  describe('registering a tool', () => {
    const right = () => ({
      application_type: 'web',
      response_types: ['id_token'],
      grant_types: ['client_credentials', 'implicit'],
      initiate_login_uri: 'https://tool.test/login',
      redirect_uris: ['https://tool.test/launch'],
      client_name: 'Tool',
      jwks_uri: 'https://tool.test/jwks',
      token_endpoint_auth_method: 'private_key_jwt',
      scope: scopes.scores,
      [claims.toolConfiguration]: {
        domain: 'tool.test',
        target_link_uri: 'https://tool.test/target',
        claims: ['iss', 'sub'],
        messages: [{ type: 'LtiDeepLinkingRequest' }],
      },
    });
    const register = async (start: string, body: object) => {
      const token = new URL(start).searchParams.get('registration_token');
      return fetch(`${platform.issuer}/register`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    };

    it('happens once per token', async () => {
      const start = platform.registration.begin('https://tool.test/register');
      const answer = (await (await register(start, right())).json()) as { client_id: string };
      expect(platform.state.tools.get(answer.client_id)).toMatchObject({ scopes: [scopes.scores] });
      expect((await register(start, right())).status).toBe(401);
    });

    it.each(Object.keys(right()).filter((name) => name !== 'scope'))('needs %s', async (name) => {
      const start = platform.registration.begin('https://tool.test/register');
      const answer = await register(start, { ...right(), [name]: undefined });
      expect([answer.status, rules()]).toEqual([400, ['registration']]);
    });
  });
});
