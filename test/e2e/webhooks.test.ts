import { Webhook } from 'standardwebhooks';
import request from 'supertest';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Service } from '../../src/service.js';
import { aCourse, anAssignment, aStudent, type TestCourse } from '../support/course.js';
import { eventually } from '../support/eventually.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';
import { exerciseFault, graded, PretendGrader } from '../support/pretend-grader.js';
import { startTestService } from '../support/service.js';
import { webhooksOf } from '../support/webhook-course.js';
import {
  answerInTurn,
  answerWell,
  startWebhookReceiver,
  type WebhookReceiver,
} from '../support/webhook-receiver.js';

const publicUrl = 'https://interleave.example.org';

/** The whole service with a receiver that others have written the verification of. */
describe('webhooks', () => {
  let postgres: TestPostgres;
  let service: Service;
  let receiver: WebhookReceiver;
  let databaseUrl: string;
  let course: TestCourse;
  let student: Awaited<ReturnType<typeof aStudent>>;
  let assignment: string;
  let webhooks: ReturnType<typeof webhooksOf>;
  const grader = new PretendGrader();

  beforeAll(async () => {
    postgres = startPostgres();
    databaseUrl = await postgres.createMigratedDatabase();
    receiver = await startWebhookReceiver();
    const environment = {
      INTERLEAVE_OUTGOING_ALLOW: '127.0.0.1',
      INTERLEAVE_DELIVERY_RETRIES: '0s,20ms,20ms,20ms',
      INTERLEAVE_PUBLIC_URL: publicUrl,
    };
    service = await startTestService({ databaseUrl, grader, environment });
    course = await aCourse({ url: service.url ?? '', databaseUrl });
    student = await aStudent(course);
    webhooks = webhooksOf(course);
  });
  afterAll(async () => {
    await service?.stop();
    await receiver?.stop();
    await postgres?.stop();
  });
  beforeEach(async () => {
    assignment = (await anAssignment(course)).id;
  });
  afterEach(async () => {
    await query(databaseUrl, 'DELETE FROM delivery_targets');
    receiver.calls.length = 0;
    receiver.answering = answerWell;
    grader.behaviour = graded;
  });

  async function anEndpoint(events?: readonly string[]) {
    const created = await webhooks.create(`${receiver.url}/hook`, events);
    receiver.secrets = [created.secret];
    return created;
  }
  const untilCalled = (times: number) =>
    eventually(`${times} calls`, () => (receiver.calls.length >= times ? true : null));
  const auditOf = (action: string) =>
    query<{ details: object }>(
      databaseUrl,
      'SELECT details FROM audit_entries WHERE action = $1 AND course_id = $2 ORDER BY id DESC',
      [action, course.id],
    );

  it('tell of a graded submission and of the grade, signed, with links', async () => {
    const { id } = await anEndpoint(['submission.graded', 'grade.changed']);
    const submission = await webhooks.handIn(student, assignment);
    await webhooks.untilAll(id, 'delivered', 2);
    const messages = receiver.calls.map(({ message }) => message);
    const of = (type: string) => messages.find((message) => message?.type === type);
    expect(of('submission.graded')).toEqual({
      id: expect.stringMatching(/^evt_[0-9a-f-]{36}$/),
      type: 'submission.graded',
      version: 1,
      timestamp: expect.any(String),
      courseId: course.id,
      sequence: 1,
      data: {
        submissionId: submission,
        assignmentId: assignment,
        enrolmentId: student.enrolmentId,
        personId: student.id,
        externalId: null,
        attempt: 1,
        exercise: 'two-sleeps',
        exerciseVersion: 3,
        score: 100,
        maxScore: 100,
        finalScore: 100,
        gradedAt: expect.any(String),
        regradeId: null,
        checks: [
          { id: 'runs', status: 'passed', points: 10, earned: 10 },
          { id: 'sleeps', status: 'passed', points: 90, earned: 90 },
        ],
        links: {
          submission: `${publicUrl}/api/v1/submissions/${submission}`,
          page: `${publicUrl}/submissions/${submission}`,
        },
      },
    });
    expect(of('grade.changed')).toMatchObject({
      sequence: 1,
      data: {
        submissionId: submission,
        enrolmentId: student.enrolmentId,
        points: 20,
        maxPoints: 20,
        score: 100,
      },
    });
  });

  it('tell of a fault of ours, and of nothing that an endpoint did not ask for', async () => {
    grader.behaviour = exerciseFault;
    const { id } = await anEndpoint(['submission.failed']);
    await webhooks.handIn(student, assignment);
    await webhooks.untilAll(id, 'delivered', 1);
    expect(receiver.calls[0]?.message).toMatchObject({
      type: 'submission.failed',
      data: { error: { code: 'exercise-fault', message: expect.stringContaining('threw') } },
    });
  });

  it('number what happens to one grade, and tell of it when a person changes it', async () => {
    const { id } = await anEndpoint(['grade.changed']);
    await webhooks.handIn(student, assignment);
    await webhooks.untilAll(id, 'delivered', 1);
    for (const points of [5, 5, 7]) {
      const path = `/assignments/${assignment}/grades/${student.enrolmentId}/override`;
      await webhooks.call('put', path).send({ points, reason: 'Spoken to' }).expect(200);
    }
    await webhooks.untilAll(id, 'delivered', 3);
    const told = receiver.calls.map(({ message }) => [message?.sequence, message?.data.points]);
    expect(told.toSorted()).toEqual([
      [1, 20],
      [2, 5],
      [3, 7],
    ]);
  });

  it('are sent again with the same id until an answer is 2xx; redirects are not followed', async () => {
    receiver.answering = answerInTurn(500, [302, { Location: '/elsewhere' }], 404);
    const { id } = await anEndpoint();
    await webhooks.handIn(student, assignment);
    const [delivery] = await webhooks.untilAll(id, 'delivered', 1);
    const { calls } = receiver;
    expect(calls.map(({ path }) => path)).toEqual(['/hook', '/hook', '/hook', '/hook']);
    expect(new Set(calls.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([delivery.event.id]));
    expect(new Set(calls.map(({ body }) => body)).size).toBe(1);
    const { tries } = await webhooks.delivery(delivery.id);
    expect(tries.map((each: { response: { status: number } }) => each.response.status)).toEqual([
      204, 404, 302, 500,
    ]);
    expect(tries[1]).toMatchObject({
      number: 3,
      outcome: 'retry',
      error: 'It answered 404.',
      durationMs: expect.any(Number),
      request: { method: 'POST', url: `${receiver.url}/hook`, body: calls[2]?.body },
      response: { status: 404, body: 'so it is: 404' },
    });
    expect(tries[1].request.headers['webhook-signature']).toMatch(/^v1,/);
  });

  it('are given up after the last attempt, and sent again when a person wants it', async () => {
    receiver.answering = answerInTurn(500, 500, 500, 500);
    const { id } = await anEndpoint();
    await webhooks.handIn(student, assignment);
    const [delivery] = await webhooks.untilAll(id, 'failed', 1);
    expect(delivery).toMatchObject({ attempts: 4, nextAttemptAt: null, lastError: 'It answered 500.' });
    expect(await webhooks.get(id)).toMatchObject({ isEnabled: true, failingSince: expect.any(String) });
    await webhooks.call('post', `/deliveries/${delivery.id}/replay`).expect(202);
    expect(await webhooks.untilAll(id, 'delivered', 1)).toMatchObject([{ attempts: 5, lastError: null }]);
    expect(await webhooks.get(id)).toMatchObject({ failingSince: null });
  });

  it('stop when the endpoint says that it is gone, and what happens meanwhile can be replayed', async () => {
    receiver.answering = answerInTurn(410);
    const { id } = await anEndpoint();
    const since = new Date().toISOString();
    await webhooks.handIn(student, assignment);
    const [gone] = await webhooks.untilAll(id, 'failed', 1);
    expect(await webhooks.get(id)).toMatchObject({
      isEnabled: false,
      disabledAt: expect.any(String),
      disabledBy: 'service',
      disabledReason: 'It answered 410: the endpoint is gone.',
    });
    expect(await auditOf('deliveries-stopped')).toMatchObject([
      { details: { kind: 'webhook', reason: 'It answered 410: the endpoint is gone.' } },
    ]);
    await webhooks.handIn(student, assignment);
    await webhooks.untilAll(id, 'failed', 2);
    const all = { since, webhook: id };
    await webhooks.call('post', `/deliveries/${gone.id}/replay`).expect(409);
    await webhooks.call('post', '/deliveries/replay').send(all).expect(409);
    await webhooks.call('post', `/webhooks/${id}/test`).expect(409);
    expect(receiver.calls).toHaveLength(1);

    await webhooks.call('patch', `/webhooks/${id}`).send({ isEnabled: true }).expect(200);
    const later = new Date(Date.now() + 60_000).toISOString();
    const replay = (from: string) =>
      webhooks.call('post', '/deliveries/replay').send({ ...all, since: from });
    expect((await replay(later).expect(202)).body).toEqual({ replayed: 0 });
    expect((await replay(since).expect(202)).body).toEqual({ replayed: 2 });
    await webhooks.untilAll(id, 'delivered', 2);
  });

  it('slow the whole endpoint down when it asks for patience, and no other', async () => {
    receiver.answering = (call, response) => {
      if (call.path === '/quick') response.writeHead(200).end();
      else response.writeHead(429, { 'Retry-After': '3600' }).end();
    };
    const slow = await anEndpoint(['submission.graded']);
    const quick = await webhooks.create(`${receiver.url}/quick`);
    await webhooks.handIn(student, assignment);
    await untilCalled(2);
    await eventually('it rests', async () => (await webhooks.get(slow.id)).restsUntil);
    await webhooks.handIn(student, assignment);
    await webhooks.untilAll(quick.id, 'delivered', 2);
    const waiting = await webhooks.deliveries(`webhook=${slow.id}&status=waiting`);
    expect(waiting.map(({ attempts }: { attempts: number }) => attempts)).toEqual([0, 1]);
    const { restsUntil } = await webhooks.get(slow.id);
    expect(Date.parse(waiting[1].nextAttemptAt)).toBeGreaterThanOrEqual(Date.parse(restsUntil) - 60_000);
    expect(Date.parse(restsUntil)).toBeGreaterThan(Date.now() + 3_000_000);
  });

  it('stop after days of nothing but failure', async () => {
    receiver.answering = answerInTurn(500, 500);
    const { id } = await anEndpoint();
    await query(databaseUrl, `UPDATE delivery_targets SET failing_since = now() - interval '4 days'`);
    await webhooks.handIn(student, assignment);
    await untilCalled(1);
    await webhooks.untilAll(id, 'delivered', 1);
    await query(databaseUrl, `UPDATE delivery_targets SET failing_since = now() - interval '5 days'`);
    receiver.answering = answerInTurn(500);
    await webhooks.handIn(student, assignment);
    await eventually('it is disabled', async () => ((await webhooks.get(id)).isEnabled ? null : true));
    expect(await webhooks.get(id)).toMatchObject({
      disabledReason: 'Nothing could be delivered for 5 days. The last time: It answered 500.',
    });
    const [failed] = await webhooks.deliveries(`webhook=${id}&status=failed`);
    expect(failed).toMatchObject({ attempts: 1, lastError: expect.any(String) });
  });

  it('are signed by both secrets for a day after a rotation', async () => {
    const { id, secret: former } = await anEndpoint();
    const { body } = await webhooks.call('post', `/webhooks/${id}/secret`).expect(200);
    expect(body.secret).not.toBe(former);
    expect(Date.parse(body.formerSecretUntil)).toBeGreaterThan(Date.now());
    await webhooks.call('post', `/webhooks/${id}/test`).expect(202);
    await untilCalled(1);
    const [call] = receiver.calls;
    if (!call) throw new Error('Nothing came');
    expect(call.headers['webhook-signature']?.split(' ')).toHaveLength(2);
    for (const secret of [former, body.secret]) new Webhook(secret).verify(call.body, call.headers);
    const other = new Webhook('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
    expect(() => other.verify(call.body, call.headers)).toThrow();

    await query(databaseUrl, 'UPDATE webhook_endpoints SET former_until = now()');
    await webhooks.call('post', `/webhooks/${id}/test`).expect(202);
    await untilCalled(2);
    const [, next] = receiver.calls;
    expect(next?.headers['webhook-signature']?.split(' ')).toHaveLength(1);
    new Webhook(body.secret).verify(next?.body ?? '', next?.headers ?? {});
  });

  it('can be tried out by an event that is nobody’s', async () => {
    const { id } = await anEndpoint(['regrade.applied']);
    const { body } = await webhooks.call('post', `/webhooks/${id}/test`).expect(202);
    expect(body).toMatchObject({ kind: 'webhook', status: 'waiting', webhookId: id });
    await webhooks.untilAll(id, 'delivered', 1);
    expect(receiver.calls[0]?.message).toMatchObject({ type: 'webhook.test', data: { webhookId: id } });
  });

  it('keep their secrets to themselves', async () => {
    const { id, secret } = await anEndpoint();
    const shown = JSON.stringify([await webhooks.get(id), (await webhooks.call('get', '/webhooks')).body]);
    expect(shown).not.toContain('whsec_');
    const rows = await query(databaseUrl, 'SELECT * FROM webhook_endpoints');
    expect(JSON.stringify(rows)).not.toContain(secret.replace('whsec_', ''));
  });

  it.each([
    ['of another protocol', { url: 'ftp://example.org/' }, 'url'],
    ['with a password', { url: 'https://me:secret@example.org/' }, 'url'],
    ['in plain text', { url: 'http://192.0.43.8/' }, 'url'],
    ['of the metadata service', { url: 'http://169.254.169.254/latest/meta-data' }, 'url'],
    ['of this machine in other digits', { url: 'https://2130706434/' }, 'url'],
    ['of a private network by IPv6', { url: 'https://[::ffff:10.0.0.1]/' }, 'url'],
    ['with nothing to be told of', { events: [] }, 'events'],
    ['with an unknown event', { events: ['submission.begun'] }, 'events.0'],
  ])('are refused %s', async (_what, change, field) => {
    const body = { url: `${receiver.url}/`, events: ['submission.graded'], ...change };
    const { body: problem } = await webhooks.call('post', '/webhooks').send(body).expect(422);
    expect(problem).toMatchObject({ code: 'bad-field', errors: [{ field }] });
  });

  it('are changed, listed by pages and deleted, and the audit log has it', async () => {
    const first = await anEndpoint();
    const second = await anEndpoint();
    const { body: page } = await webhooks.call('get', '/webhooks?limit=1').expect(200);
    expect(page.items).toMatchObject([{ id: second.id }]);
    const { body: next } = await webhooks.call('get', `/webhooks?cursor=${page.nextCursor}`).expect(200);
    expect(next).toMatchObject({ items: [{ id: first.id }], nextCursor: null });
    const changes = { description: 'Registry', events: ['grade.changed', 'grade.changed'], isEnabled: false };
    const { body: changed } = await webhooks.call('patch', `/webhooks/${first.id}`).send(changes).expect(200);
    expect(changed).toMatchObject({ description: 'Registry', events: ['grade.changed'], isEnabled: false });
    await webhooks.call('delete', `/webhooks/${first.id}`).expect(204);
    await webhooks.call('get', `/webhooks/${first.id}`).expect(404);
    for (const action of ['webhook-created', 'webhook-changed', 'webhook-deleted']) {
      expect((await auditOf(action)).length).toBeGreaterThan(0);
    }
  });

  it('are described in the OpenAPI document', async () => {
    const { body } = await request(course.url).get('/api/openapi.json').expect(200);
    const types = [
      'submission.graded',
      'submission.failed',
      'grade.changed',
      'regrade.applied',
      'webhook.test',
    ];
    expect(Object.keys(body.webhooks)).toEqual(types);
    const { schema } = body.webhooks['grade.changed'].post.requestBody.content['application/json'];
    expect(schema.properties.data.properties.maxPoints.description).toBe('What a full score is worth');
  });
});
