import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ModelTool } from '../support/lti-platform/model-tool.js';
import { LtiPlatform } from '../support/lti-platform/platform.js';
import type { Course, LineItem, Member } from '../support/lti-platform/state.js';
import { mediaTypes, scopes } from '../support/lti-platform/words.js';

/** The judge is judged, as to its services: see lti-platform.test.ts. */
describe('the services of the platform against which our tool is tested', () => {
  let platform: LtiPlatform;
  let tool: ModelTool;
  let course: Course;
  let ada: Member;
  let item: LineItem;
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
    item = platform.state.addLineItem({
      courseId: course.id,
      clientId: tool.registered.clientId,
      label: 'Threads',
      scoreMaximum: 10,
    });
  });

  const rules = () => platform.violations.map(({ rule }) => rule);
  const at = (second: number) => `2026-01-01T10:00:${String(second).padStart(2, '0')}.001Z`;
  const rightScore = () => ({
    userId: ada.id,
    timestamp: at(0),
    activityProgress: 'Completed',
    gradingProgress: 'FullyGraded',
    scoreGiven: 7.5,
    scoreMaximum: 10,
    comment: 'See the report',
  });
  async function post(changed: object, headers: Record<string, string> = {}) {
    const authorization = headers.authorization ?? (await tool.bearer(scopes.scores));
    return tool.score(
      platform.lineItems.urlOf(item),
      authorization,
      { ...rightScore(), ...changed },
      headers,
    );
  }

  describe('taking scores', () => {
    it('takes a token for its scope, and until it ends early', async () => {
      platform.tokens.usesOfNextTokens = 1;
      const forItems = await tool.bearer(scopes.lineItemsReadOnly);
      expect((await post({}, { authorization: forItems })).status).toBe(403);
      const authorization = await tool.bearer(scopes.scores);
      expect((await post({}, { authorization })).status).toBe(200);
      expect((await post({}, { authorization })).status).toBe(401);
      expect(rules()).toEqual(['access-token']);
    });

    it('keeps the newest one', async () => {
      expect((await post({})).status).toBe(200);
      expect((await post({ timestamp: at(1), scoreGiven: 8 })).status).toBe(200);
      expect(platform.scores.latestOf(item.id, ada.id)).toMatchObject({ scoreGiven: 8 });
      expect(platform.violations).toEqual([]);
    });

    it.each<[string, object]>([
      ['no user', { userId: undefined }],
      ['an unknown user', { userId: 'nobody' }],
      ['no timestamp', { timestamp: undefined }],
      ['a timestamp without a fraction', { timestamp: '2026-01-01T10:00:00Z' }],
      ['a timestamp without a zone', { timestamp: '2026-01-01T10:00:00.001' }],
      ['a timestamp in the future', { timestamp: '2999-01-01T10:00:00.001Z' }],
      ['another progress of the activity', { activityProgress: 'Done' }],
      ['another progress of the grading', { gradingProgress: 'fullyGraded' }],
      ['no maximum', { scoreMaximum: undefined }],
      ['a maximum of nothing', { scoreMaximum: 0 }],
      ['a score as text', { scoreGiven: '7.5' }],
      ['less than nothing', { scoreGiven: -1 }],
      ['a field of its own', { grade: 7 }],
    ])('refuses %s', async (_, changed) => {
      const { status } = await post(changed);
      expect([status >= 400, rules()]).toEqual([true, ['score']]);
    });

    it('refuses another content type, an address without its query and one spoiled', async () => {
      await post({}, { 'content-type': 'application/json' });
      const url = platform.lineItems.urlOf(item);
      await post({}, { target: `${url.split('?')[0]}/scores` });
      await post({}, { target: `${url}/scores` });
      expect(rules()).toEqual(['score', 'query-kept', 'unknown-address']);
    });

    it('refuses an older one with 409 and holds it against the tool', async () => {
      await post({ timestamp: at(5) });
      expect((await post({ timestamp: at(4), scoreGiven: 1 })).status).toBe(409);
      expect((await post({ timestamp: at(5), scoreGiven: 1 })).status).toBe(409);
      expect(rules()).toEqual(['score-order', 'score-order']);
      expect(platform.scores.latestOf(item.id, ada.id)).toMatchObject({ scoreGiven: 7.5 });
    });

    it('refuses with 409, and nothing more, what is repeated, overtaken or within a second', async () => {
      await post({});
      expect((await post({})).status).toBe(409);
      platform.server.behave((service, nth) =>
        service === 'scores' && nth === 1 ? { kind: 'late', delayMs: 300 } : null,
      );
      const held = post({ timestamp: at(2) });
      while (platform.server.countOf('scores') < 1) await delay(5);
      expect((await post({ timestamp: at(3) })).status).toBe(200);
      expect((await held).status).toBe(409);
      platform.scores.precision = 'second';
      expect((await post({ timestamp: '2026-01-01T10:00:03.900Z' })).status).toBe(409);
      expect(platform.scores.stale).toHaveLength(3);
      expect(platform.violations).toEqual([]);
    });

    it('knows no line item that is gone, without blaming the tool', async () => {
      platform.state.lineItems.delete(item.id);
      const url = platform.lineItems.urlOf(item);
      const answer = await tool.score(url, await tool.bearer(scopes.scores), rightScore());
      expect([answer.status, platform.violations]).toEqual([404, []]);
    });
  });

  describe('line items and members', () => {
    const ask = async (url: string, scope: string, accept: string) =>
      fetch(url, { headers: { authorization: await tool.bearer(scope), accept } });
    const create = async (fields: object) =>
      fetch(platform.lineItems.containerUrl(course.id, tool.registered), {
        method: 'POST',
        headers: { authorization: await tool.bearer(scopes.lineItems), 'content-type': mediaTypes.lineItem },
        body: JSON.stringify(fields),
      });

    it('makes a line item once', async () => {
      const fields = { label: 'Locks', scoreMaximum: 5, resourceId: 'locks' };
      expect((await create(fields)).status).toBe(201);
      expect((await create(fields)).status).toBe(409);
      expect((await create({ scoreMaximum: 5 })).status).toBe(400);
      expect((await create({ ...fields, resourceLinkId: 'nowhere' })).status).toBe(404);
      expect(rules()).toEqual(['line-item', 'line-item', 'line-item']);
    });

    it('lists line items by page and filter', async () => {
      for (const resourceId of ['a', 'b']) await create({ label: resourceId, scoreMaximum: 1, resourceId });
      const url = platform.lineItems.containerUrl(course.id, tool.registered);
      const first = await ask(url, scopes.lineItemsReadOnly, mediaTypes.lineItems);
      const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
      const second = await ask(next, scopes.lineItemsReadOnly, mediaTypes.lineItems);
      const labels = async (answer: Response) =>
        ((await answer.json()) as LineItem[]).map(({ label }) => label);
      expect([await labels(first), await labels(second)]).toEqual([['Threads', 'a'], ['b']]);
      const filtered = await ask(`${url}&resource_id=b`, scopes.lineItemsReadOnly, mediaTypes.lineItems);
      expect(await labels(filtered)).toEqual(['b']);
      expect(platform.violations).toEqual([]);
    });

    it('lists members by page, to whoever asks for their media type with their scope', async () => {
      for (const name of ['B', 'C', 'D']) platform.addMember(course, name);
      const url = platform.memberships.urlOf(course.id, tool.registered.deploymentId);
      const first = await ask(url, scopes.memberships, mediaTypes.memberships);
      expect(await first.json()).toMatchObject({ members: [{ user_id: ada.id, status: 'Active' }, {}, {}] });
      expect(first.headers.get('link')).toContain('rel="next"');
      expect((await ask(url, scopes.scores, mediaTypes.memberships)).status).toBe(403);
      expect((await ask(url, scopes.memberships, 'application/json')).status).toBe(406);
      expect(rules()).toEqual(['access-token', 'memberships']);
    });
  });

  describe('in trouble', () => {
    it('fails, throttles, cuts and loses its answers as it is told', async () => {
      const authorization = await tool.bearer(scopes.scores);
      const troubles = [
        { kind: 'status', status: 503 },
        { kind: 'status', status: 429, headers: { 'Retry-After': '7' } },
        { kind: 'cut' },
        { kind: 'lost-answer' },
      ] as const;
      platform.server.behave((_, nth) => troubles[nth - 1] ?? null);
      expect((await post({}, { authorization })).status).toBe(503);
      expect((await post({}, { authorization })).headers.get('retry-after')).toBe('7');
      await expect(post({}, { authorization })).rejects.toThrow();
      expect(platform.scores.accepted).toEqual([]);
      await expect(post({}, { authorization })).rejects.toThrow();
      expect(platform.scores.accepted).toHaveLength(1);
      expect(platform.records.requests.at(-1)).toMatchObject({ service: 'scores', status: null });
    });

    it('goes away and comes back with what it knew', async () => {
      const { issuer } = platform;
      const authorization = await tool.bearer(scopes.scores);
      await platform.server.goAway();
      await expect(post({}, { authorization })).rejects.toThrow();
      await platform.server.comeBack();
      expect(platform.issuer).toBe(issuer);
      expect((await post({}, { authorization })).status).toBe(200);
    });
  });
});
