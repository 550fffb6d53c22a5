import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWebhookSecret } from '../../src/lms/webhook-signature.js';
import { PrismaService } from '../../src/platform/prisma.service.js';
import { Sealed } from '../../src/platform/sealed.js';
import type { Service } from '../../src/service.js';
import { aBody } from '../support/api.js';
import { aCourse, anAssignment, aStudent, type TestCourse } from '../support/course.js';
import { eventually } from '../support/eventually.js';
import { startPostgres, type TestPostgres } from '../support/postgres.js';
import { PretendGrader } from '../support/pretend-grader.js';
import { startTestService } from '../support/service.js';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.js';

const secretOfService = 'a-secret-for-tests-of-thirty-two-characters';

describe('webhooks', () => {
  let postgres: TestPostgres;
  let service: Service;
  let receiver: WebhookReceiver;
  let prisma: PrismaService;
  let course: TestCourse;
  const grader = new PretendGrader();

  beforeAll(async () => {
    postgres = await startPostgres();
    const databaseUrl = await postgres.createMigratedDatabase();
    prisma = new PrismaService(databaseUrl);
    receiver = await startWebhookReceiver();
    service = await startTestService({
      databaseUrl,
      grader,
      environment: { INTERLEAVE_OUTGOING_ALLOW: '127.0.0.1', INTERLEAVE_SECRET: secretOfService },
    });
    course = await aCourse({ url: service.url ?? '', databaseUrl });
  });
  afterAll(async () => {
    await service?.stop();
    await receiver?.stop();
    await prisma?.onApplicationShutdown();
    await postgres?.stop();
  });

  it('tell of a graded submission and its grade', async () => {
    const secret = makeWebhookSecret();
    receiver.secrets = [secret];
    const id = randomUUID();
    const events = ['submission.graded', 'grade.changed'];
    await prisma.deliveryTarget.create({ data: { id, kind: 'webhook', courseId: course.id } });
    const sealed = await new Sealed(secretOfService).seal('webhook-secret', secret);
    await prisma.webhookEndpoint.create({
      data: { id, courseId: course.id, url: `${receiver.url}/hook`, events, secret: sealed },
    });
    const assignment = await anAssignment(course);
    const student = await aStudent(course);
    const { exercise: _exercise, ...files } = aBody();
    const { body } = await request(service.url ?? '')
      .post('/api/v1/submissions')
      .set('Cookie', student.cookie)
      .send({ ...files, assignment: assignment.id })
      .expect(202);
    await eventually('both have come', () => (receiver.calls.length === 2 ? true : null));
    const messages = receiver.calls.map(({ message }) => message);
    expect(messages).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          type: 'submission.graded',
          sequence: 1,
          courseId: course.id,
          data: expect.objectContaining({ submissionId: body.id, score: 100, maxScore: 100 }),
        }),
        expect.objectContaining({
          type: 'grade.changed',
          sequence: 1,
          data: expect.objectContaining({ enrolmentId: student.enrolmentId, points: 20, maxPoints: 20 }),
        }),
      ]),
    );
  });
});
