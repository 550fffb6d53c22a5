import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
import { audit } from '../platform/audit.js';
import { behind, type Cursor } from '../platform/cursor.js';
import { PrismaService } from '../platform/prisma.service.js';
import { ProblemError } from '../platform/problem.js';
import type { Deed } from './deed.js';
import type { DeliveryFilter, ReplayFields } from './delivery.schema.js';
import { testEventType } from './event.schema.js';
import { webhookSubject, writeEvents } from './event-rows.js';
import { unknownWebhook } from './webhook.repository.js';

const listed = {
  include: {
    event: { select: { id: true, type: true, version: true, sequence: true, createdAt: true } },
  },
} as const;
export type StoredDelivery = Prisma.DeliveryGetPayload<typeof listed>;

const detailed = {
  include: { event: true, tries: { orderBy: { number: 'desc' } } },
} as const;
export type DetailedDelivery = Prisma.DeliveryGetPayload<typeof detailed>;

export const unknownDelivery = (id: string) => new ProblemError('not-found', `There is no delivery "${id}".`);

const disabled = () =>
  new ProblemError('conflict', 'The endpoint is disabled: enable it first, then send to it.');

/** As sent for the first time: the schedule begins anew. Setting the status announces it to the workers. */
const again = { status: 'waiting', failures: 0, endedAt: null, enqueuedAt: null } as const;

/** Deliveries as instructors see them. */
@Injectable()
export class DeliveryLogRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Newest first. */
  async list(
    courseId: string,
    filter: DeliveryFilter,
    { after, limit }: { after: Cursor | null; limit: number },
  ) {
    const { kind, webhook, status } = filter;
    const rows = await this.prisma.delivery.findMany({
      where: {
        courseId,
        ...(kind && { kind }),
        ...(webhook && { kind: 'webhook', targetId: webhook }),
        ...(status && { status }),
        ...(after === null ? {} : behind(after)),
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
      ...listed,
    });
    return { items: rows.slice(0, limit), hasMore: rows.length > limit };
  }

  async get(courseId: string, id: string): Promise<DetailedDelivery> {
    const row = await this.prisma.delivery.findFirst({ where: { id, courseId }, ...detailed });
    if (!row) throw unknownDelivery(id);
    return row;
  }

  /** An event that is nobody's, to the one endpoint; its delivery. */
  async test(courseId: string, webhookId: string): Promise<StoredDelivery> {
    return this.prisma.$transaction(async (transaction) => {
      const target = await transaction.deliveryTarget.findFirst({
        where: { id: webhookId, courseId, kind: 'webhook' },
      });
      if (!target) throw unknownWebhook(webhookId);
      if (target.disabledAt !== null) throw disabled();
      const [eventId = ''] = await writeEvents(transaction, courseId, [
        {
          type: testEventType,
          subject: webhookSubject(webhookId),
          data: { webhookId, message: 'This is a test: nothing has happened.' },
        },
      ]);
      return transaction.delivery.create({
        data: { id: randomUUID(), kind: 'webhook', courseId, eventId, targetId: webhookId },
        ...listed,
      });
    });
  }

  /** Sends it again, delivered or not. Throws `conflict` while it waits anyway, or its target is disabled. */
  async replay({ actorId, courseId }: Deed, id: string): Promise<StoredDelivery> {
    return this.prisma.$transaction(async (transaction) => {
      const { count } = await transaction.delivery.updateMany({
        where: { id, courseId, status: { not: 'waiting' }, target: { disabledAt: null } },
        data: { ...again, nextAttemptAt: new Date() },
      });
      const row = await transaction.delivery.findFirst({
        where: { id, courseId },
        include: { ...listed.include, target: { select: { disabledAt: true } } },
      });
      if (!row) throw unknownDelivery(id);
      if (count === 0) {
        throw row.target.disabledAt
          ? disabled()
          : new ProblemError('conflict', 'It waits to be sent already.');
      }
      const deed = { actorId, courseId, action: 'deliveries-replayed', subject: id } as const;
      await audit(transaction, { ...deed, details: { deliveries: 1 } });
      return row;
    });
  }

  /** All that have failed, of what happened since; how many. Those of targets that are disabled stay as they are. */
  async replayFailed({ actorId, courseId }: Deed, { since, webhook }: ReplayFields): Promise<number> {
    return this.prisma.$transaction(async (transaction) => {
      if (webhook !== undefined) await assertEnabled(transaction, courseId, webhook);
      const { count } = await transaction.delivery.updateMany({
        where: {
          courseId,
          status: 'failed',
          createdAt: { gte: since },
          target: { disabledAt: null },
          ...(webhook === undefined ? {} : { targetId: webhook }),
        },
        data: { ...again, nextAttemptAt: new Date() },
      });
      const details = { deliveries: count, since: since.toISOString() };
      const subject = webhook ?? courseId;
      await audit(transaction, { actorId, courseId, action: 'deliveries-replayed', subject, details });
      return count;
    });
  }
}

async function assertEnabled(transaction: Prisma.TransactionClient, courseId: string, id: string) {
  const target = await transaction.deliveryTarget.findFirst({
    where: { id, courseId, kind: 'webhook' },
    select: { disabledAt: true },
  });
  if (!target) throw unknownWebhook(id);
  if (target.disabledAt !== null) throw disabled();
}
