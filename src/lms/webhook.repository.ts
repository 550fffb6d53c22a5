import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
import { type AuditAction, audit } from '../platform/audit.js';
import { behind, type Cursor } from '../platform/cursor.js';
import { PrismaService } from '../platform/prisma.service.js';
import { ProblemError } from '../platform/problem.js';
import type { Deed } from './deed.js';
import { stopTarget } from './stop-target.js';
import type { NewWebhookFields, WebhookChanges } from './webhook.schema.js';

/** Each event is sent to each of them. */
const mostPerCourse = 20;

const stored = { include: { target: true }, omit: { secret: true, formerSecret: true } } as const;
export type StoredWebhook = Prisma.WebhookEndpointGetPayload<typeof stored>;

export const disabledByPerson = 'A person has disabled it.';

export const unknownWebhook = (id: string) => new ProblemError('not-found', `There is no webhook "${id}".`);

/** Endpoints of courses. Secrets come and go sealed. */
@Injectable()
export class WebhookRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Newest first. */
  async list(courseId: string, after: Cursor | null, limit: number) {
    const rows = await this.prisma.webhookEndpoint.findMany({
      where: { courseId, ...(after === null ? {} : behind(after)) },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
      ...stored,
    });
    return { items: rows.slice(0, limit), hasMore: rows.length > limit };
  }

  async get(courseId: string, id: string): Promise<StoredWebhook> {
    const row = await this.prisma.webhookEndpoint.findFirst({ where: { id, courseId }, ...stored });
    if (!row) throw unknownWebhook(id);
    return row;
  }

  async create(deed: Deed, fields: NewWebhookFields, secret: string): Promise<StoredWebhook> {
    const { courseId } = deed;
    return this.prisma.$transaction(async (transaction) => {
      await transaction.$queryRaw`SELECT 1 FROM courses WHERE id = ${courseId}::uuid FOR NO KEY UPDATE`;
      if ((await transaction.webhookEndpoint.count({ where: { courseId } })) >= mostPerCourse) {
        throw new ProblemError('conflict', `A course has ${mostPerCourse} webhooks at most.`);
      }
      const id = randomUUID();
      await transaction.deliveryTarget.create({ data: { id, kind: 'webhook', courseId } });
      const row = await transaction.webhookEndpoint.create({
        data: { id, courseId, ...fields, secret },
        ...stored,
      });
      await note(transaction, deed, 'webhook-created', id, { ...fields });
      return row;
    });
  }

  async change(deed: Deed, id: string, changes: WebhookChanges): Promise<StoredWebhook> {
    const { isEnabled, ...fields } = changes;
    return this.prisma.$transaction(async (transaction) => {
      const target = await lockTarget(transaction, deed.courseId, id);
      if (isEnabled === true && target.disabledAt !== null) await enable(transaction, id);
      if (isEnabled === false && target.disabledAt === null)
        await stopTarget(transaction, id, disabledByPerson);
      const row = await transaction.webhookEndpoint.update({ where: { id }, data: fields, ...stored });
      await note(transaction, deed, 'webhook-changed', id, { ...changes });
      return row;
    });
  }

  /** With its deliveries. */
  async delete(deed: Deed, id: string): Promise<void> {
    await this.prisma.$transaction(async (transaction) => {
      await lockTarget(transaction, deed.courseId, id);
      const { url } = await transaction.webhookEndpoint.findUniqueOrThrow({ where: { id } });
      await transaction.deliveryTarget.delete({ where: { id } });
      await note(transaction, deed, 'webhook-deleted', id, { url });
    });
  }

  /** The one that it has signs until `formerUntil`, too; one that was rotated before does not any more. */
  async rotate(deed: Deed, id: string, secret: string, formerUntil: Date): Promise<StoredWebhook> {
    return this.prisma.$transaction(async (transaction) => {
      await lockTarget(transaction, deed.courseId, id);
      const { secret: formerSecret } = await transaction.webhookEndpoint.findUniqueOrThrow({ where: { id } });
      const data = { secret, formerSecret, formerUntil };
      const row = await transaction.webhookEndpoint.update({ where: { id }, data, ...stored });
      await note(transaction, deed, 'webhook-secret-rotated', id, {});
      return row;
    });
  }

  /** For who sends: sealed secrets, the newest first, and the former one while it is valid. */
  async getSigning(id: string, now: Date): Promise<{ url: string; secrets: readonly string[] }> {
    const { url, secret, formerSecret, formerUntil } = await this.prisma.webhookEndpoint.findUniqueOrThrow({
      where: { id },
      select: { url: true, secret: true, formerSecret: true, formerUntil: true },
    });
    const isFormerValid = formerSecret !== null && formerUntil !== null && now < formerUntil;
    return { url, secrets: isFormerValid ? [secret, formerSecret] : [secret] };
  }
}

/** Of two who change it one comes after the other; who sends settles its target first, too. */
async function lockTarget(
  transaction: Prisma.TransactionClient,
  courseId: string,
  id: string,
): Promise<{ disabledAt: Date | null }> {
  const [target] = await transaction.$queryRaw<{ disabledAt: Date | null }[]>`
    SELECT disabled_at AS "disabledAt" FROM delivery_targets
    WHERE id = ${id}::uuid AND course_id = ${courseId}::uuid AND kind = 'webhook' FOR UPDATE`;
  if (!target) throw unknownWebhook(id);
  return target;
}

async function enable(transaction: Prisma.TransactionClient, id: string): Promise<void> {
  const well = { slowAnswers: 0, resumesAt: null, failingSince: null };
  await transaction.deliveryTarget.update({
    where: { id },
    data: { ...well, disabledAt: null, disabledReason: null },
  });
}

async function note(
  transaction: Prisma.TransactionClient,
  { actorId, courseId }: Deed,
  action: AuditAction,
  subject: string,
  details: Prisma.InputJsonObject,
): Promise<void> {
  await audit(transaction, { actorId, courseId, action, subject, details });
}
