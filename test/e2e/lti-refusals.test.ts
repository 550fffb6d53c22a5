import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Service } from '../../src/service.js';
import { type LtiPair, land, linkCourse, ltiEnvironment, pairByHand } from '../support/lti-course.js';
import { type Form, LtiBrowser, type Page } from '../support/lti-platform/browser.js';
import type { IdTokenKnobs, Launch } from '../support/lti-platform/launches.js';
import type { Signing } from '../support/lti-platform/platform-keys.js';
import type { Course, ResourceLink } from '../support/lti-platform/state.js';
import { claims } from '../support/lti-platform/words.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { startTestService } from '../support/service.js';

const nowSeconds = () => Math.floor(Date.now() / 1000);
const elsewhere = 'https://elsewhere.test/launch';

/** Everything that a platform, or somebody who pretends to be one, can send and that is not a good launch. */
describe('a launch that is not good', () => {
  let postgres: TestPostgres;
  let databaseUrl: string;
  let service: Service;
  let pair: LtiPair;
  let other: LtiPair;
  let course: Course;
  let link: ResourceLink;

  beforeAll(async () => {
    postgres = await startPostgres();
    databaseUrl = await postgres.createMigratedDatabase();
    service = await startTestService({ databaseUrl, environment: ltiEnvironment });
    const where = { url: service.url ?? '', databaseUrl };
    pair = await pairByHand(where);
    other = await pairByHand(where);
    course = pair.platform.addCourse('Operating systems');
    ({ link } = await linkCourse(pair, course));
  });
  afterAll(async () => {
    await pair?.platform.stop();
    await other?.platform.stop();
    await service?.stop();
    await postgres?.stop();
  });
  beforeEach(() => pair.platform.begin());

  /** Somebody new, so that whatever is stored of them is one more. */
  function launchOf(knobs: Partial<Launch> = {}): Launch {
    const { platform, tool } = pair;
    return { tool, person: platform.addMember(course, 'New Comer', 'instructor'), course, link, ...knobs };
  }
  async function stored(): Promise<object | undefined> {
    const [counts] = await query<object>(
      databaseUrl,
      `SELECT (SELECT count(*) FROM people) AS people, (SELECT count(*) FROM enrolments) AS enrolments,
        (SELECT count(*) FROM courses) AS courses, (SELECT count(*) FROM lti_contexts) AS contexts,
        (SELECT count(*) FROM lti_visits) AS visits, (SELECT count(*) FROM sessions) AS sessions`,
    );
    return counts;
  }
  const codeOf = ({ status, text }: Page) => [status, /Code: <code>([^<]*)/.exec(text)?.[1]];
  const setsSession = ({ headers }: Page) => headers.getSetCookie().some((line) => /session/.test(line));

  async function expectRefused(code: string, come: () => Promise<Page>): Promise<void> {
    const before = await stored();
    const page = await come();
    expect(codeOf(page)).toEqual([400, code]);
    expect(setsSession(page)).toBe(false);
    expect(await stored()).toEqual(before);
    expect(pair.platform.violations).toEqual([]);
  }
  const launched = (knobs: Partial<Launch>) => () =>
    new LtiBrowser().launch(pair.platform.launches.begin(launchOf(knobs)));

  it('is not that of these tests without their changes', async () => {
    const before = await stored();
    await land(pair.platform, launchOf());
    expect(await stored()).not.toEqual(before);
  });

  describe('by its signature', () => {
    it.each<Signing>([
      'unpublished-key',
      'unknown-kid',
      'key-in-header',
      'key-set-in-header',
      'nothing',
      'public-key-as-secret',
    ])('%s', async (signing) => {
      await expectRefused('bad-signature', launched({ signing }));
      expect(pair.platform.server.countOf('foreign-jwks')).toBe(0);
    });

    it('by the key of another platform that is registered as well', async () => {
      const launch = launchOf();
      const browser = new LtiBrowser();
      const form = await browser.comeBack(pair.platform.launches.begin(launch));
      const claimsOfOurs = payloadOf(form.fields.id_token);
      const forged = await other.platform.launches.idToken({ ...launch, claims: () => claimsOfOurs }, '');
      await expectRefused('bad-signature', () => send(browser, withToken(form, forged)));
    });

    it('that nobody can check, because the platform does not tell its new key', async () => {
      await pair.platform.keys.rotate();
      pair.platform.server.behave((service) => (service === 'jwks' ? { kind: 'status', status: 503 } : null));
      await expectRefused('platform-keys', launched({}));
      pair.platform.begin();
      await land(pair.platform, launchOf());
    });

    it('that is none, or no token at all', async () => {
      const browser = new LtiBrowser();
      const form = await browser.comeBack(pair.platform.launches.begin(launchOf()));
      await expectRefused('bad-token', () => send(browser, withToken(form, 'not.a.token')));
    });
  });

  const changed =
    (change: Record<string, unknown>): NonNullable<IdTokenKnobs['claims']> =>
    (right) => ({ ...right, ...change });

  describe('by what it says', () => {
    it.each<[string, string, () => Record<string, unknown>]>([
      ['another issuer', 'wrong-issuer', () => ({ iss: 'https://elsewhere.test' })],
      ['the issuer of another platform', 'wrong-issuer', () => ({ iss: other.platform.issuer })],
      ['another audience', 'wrong-audience', () => ({ aud: 'another', azp: undefined })],
      ['no audience', 'wrong-audience', () => ({ aud: [], azp: undefined })],
      [
        'another authorized party',
        'wrong-audience',
        () => ({ aud: [pair.tool.clientId, 'another'], azp: 'another' }),
      ],
      [
        'several audiences and no authorized party',
        'wrong-audience',
        () => ({ aud: [pair.tool.clientId, 'another'], azp: undefined }),
      ],
      ['another nonce', 'wrong-nonce', () => ({ nonce: 'a nonce that nobody gave' })],
      ['no nonce', 'missing-claim', () => ({ nonce: undefined })],
      ['an end that is over', 'expired-token', () => ({ iat: nowSeconds() - 300, exp: nowSeconds() - 200 })],
      ['no end', 'missing-claim', () => ({ exp: undefined })],
      ['a begin long ago', 'expired-token', () => ({ iat: nowSeconds() - 86_400, exp: nowSeconds() + 300 })],
      ['a begin in the future', 'future-token', () => ({ iat: nowSeconds() + 600, exp: nowSeconds() + 900 })],
      ['no begin', 'missing-claim', () => ({ iat: undefined })],
      ['another deployment', 'unknown-deployment', () => ({ [claims.deploymentId]: '9999' })],
      ['no deployment', 'missing-claim', () => ({ [claims.deploymentId]: undefined })],
      ['another version', 'wrong-version', () => ({ [claims.version]: '1.1.0' })],
      ['no version', 'missing-claim', () => ({ [claims.version]: undefined })],
      ['another message', 'wrong-message', () => ({ [claims.messageType]: 'LtiSubmissionReviewRequest' })],
      ['no message', 'missing-claim', () => ({ [claims.messageType]: undefined })],
      ['no roles', 'missing-claim', () => ({ [claims.roles]: undefined })],
      ['roles that are none here', 'no-role', () => ({ [claims.roles]: [] })],
      ['no resource link', 'missing-claim', () => ({ [claims.resourceLink]: undefined })],
      ['no course', 'no-course', () => ({ [claims.context]: undefined })],
      ['nobody', 'no-person', () => ({ sub: undefined })],
      ['a target elsewhere', 'foreign-target', () => ({ [claims.targetLinkUri]: elsewhere })],
      ['no target', 'missing-claim', () => ({ [claims.targetLinkUri]: undefined })],
    ])('%s', async (_, code, change) => {
      await expectRefused(code, launched({ claims: changed(change()) }));
    });
  });

  describe('by the way it comes', () => {
    it('a second time: the token with its state', async () => {
      const browser = new LtiBrowser();
      const form = await browser.comeBack(pair.platform.launches.begin(launchOf()));
      expect((await send(browser, form)).status).toBe(303);
      await expectRefused('unknown-state', () => send(browser, form));
    });

    it('a second time: the token with the state of a new login', async () => {
      const launch = launchOf();
      const browser = new LtiBrowser();
      const used = await browser.comeBack(pair.platform.launches.begin(launch));
      await send(browser, used);
      const fresh = await browser.comeBack(pair.platform.launches.begin(launch));
      await expectRefused('wrong-nonce', () => send(browser, withToken(fresh, used.fields.id_token ?? '')));
    });

    it('after a first that was refused: its state is used up', async () => {
      const browser = new LtiBrowser();
      const form = await browser.comeBack(pair.platform.launches.begin(launchOf()));
      await send(browser, withToken(form, 'not.a.token'));
      await expectRefused('unknown-state', () => send(browser, form));
    });

    it('with a state that nobody gave', async () => {
      await expectRefused('unknown-state', launched({ state: 'a state that nobody gave' }));
    });

    it('to another browser than the one in which it was begun', async () => {
      const form = await new LtiBrowser().comeBack(pair.platform.launches.begin(launchOf()));
      await expectRefused('cookies-blocked', () => send(new LtiBrowser(), form));
    });

    it('to a browser with the cookie of another login', async () => {
      const [attacker, victim] = [new LtiBrowser(), new LtiBrowser()];
      const form = await attacker.comeBack(pair.platform.launches.begin(launchOf()));
      const own = await victim.comeBack(pair.platform.launches.begin(launchOf()));
      const { host } = new URL(form.action);
      const [name = ''] = [...(attacker.cookies.get(host)?.keys() ?? [])];
      const [cookie] = [...(victim.cookies.get(host)?.values() ?? [])];
      if (cookie) victim.cookies.get(host)?.set(name, cookie);
      await expectRefused('other-browser', () => send(victim, form));
      expect((await send(victim, own)).status).toBe(303);
    });

    it('of one platform in the login of another', async () => {
      const browser = new LtiBrowser();
      const form = await browser.comeBack(pair.platform.launches.begin(launchOf()));
      const person = other.platform.addMember(other.platform.addCourse(), 'Other', 'instructor');
      const begun = { ...launchOf(), tool: other.tool, person };
      const otherForm = await browser.comeBack(other.platform.launches.begin(begun));
      await expectRefused('bad-signature', () =>
        send(browser, withToken(otherForm, form.fields.id_token ?? '')),
      );
    });

    it('with an error of the platform in place of a token', async () => {
      const browser = new LtiBrowser();
      const form = await browser.comeBack(pair.platform.launches.begin(launchOf()));
      const { state = '' } = form.fields;
      const refused = { ...form, fields: { state, error: 'login_required' } };
      await expectRefused('platform-error', () => send(browser, refused));
    });
  });

  describe('by its login', () => {
    const login = (change: Record<string, string>) => () => {
      const { url, parameters } = pair.platform.launches.begin(launchOf());
      return new LtiBrowser().get(`${url}?${new URLSearchParams({ ...parameters, ...change })}`);
    };

    it.each<[string, string, () => Record<string, string>]>([
      ['of an unknown platform', 'unknown-platform', () => ({ iss: 'https://elsewhere.test' })],
      ['of an unknown client', 'unknown-platform', () => ({ client_id: 'another' })],
      ['for a target elsewhere', 'foreign-target', () => ({ target_link_uri: elsewhere })],
      ['without a hint', 'bad-login', () => ({ login_hint: '' })],
    ])('%s', (_, code, change) => expectRefused(code, login(change())));
  });

  const send = (browser: LtiBrowser, { action, fields }: Form) =>
    browser.post(action, fields, pair.platform.issuer);
});

const withToken = ({ action, fields }: Form, token: string): Form => ({
  action,
  fields: { ...fields, id_token: token },
});

const payloadOf = (token = ''): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
