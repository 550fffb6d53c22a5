import { Injectable } from '@nestjs/common';
import { Prisma } from '../../prisma/client/client.js';
import { audit } from '../platform/audit.js';
import { PrismaService } from '../platform/prisma.service.js';
import type { Attempted, DeliveredEvent, DeliveryKind, DueDelivery } from './delivery-sender.js';
import { stopTarget } from './stop-target.js';

/** Held while what is due is looked for, so that of two workers each sees what the other has taken. Any number will do. */
const dispatchLock = 7_310_442;

/** Many deliveries end at the same time when a receiver comes back. */
const settlingWaitMs = 60_000;

/** Id of one turn of a delivery, for the queue: a job of an earlier turn has nothing to do any more. */
export const turnId = (id: string, dispatches: number) => `${id}.${dispatches}`;

/** How its target is. */
export interface TargetState {
  readonly slowAnswers: number;
  readonly failingSince: Date | null;
}

export interface Turn {
  readonly delivery: DueDelivery;
  readonly dispatches: number;
  readonly attempts: number;
  /** Since it was made or replayed. */
  readonly failures: number;
  readonly target: TargetState;
}

/** What an attempt says of its target. */
export type TargetSaid =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'well' }
  /** Slow: it rests until `resumesAt`. */
  | { readonly kind: 'failing'; readonly at: Date; readonly resumesAt: Date | null };

/** What follows from an attempt. */
export interface Settlement {
  readonly status: 'waiting' | 'delivered' | 'superseded' | 'failed';
  /** Only while `waiting`. */
  readonly nextAttemptAt: Date | null;
  readonly failures: number;
  readonly target: TargetSaid;
  /** Null: the target goes on. */
  readonly disableReason: string | null;
}

/** Deliveries as the engine needs them (src/queue/delivery.*). */
@Injectable()
export class DeliveryRepository {
  constructor(private readonly prisma: PrismaService) {}

  /**
   * Takes what is due, at most `atOnce` under way per target (one for a target that was asked to be slower), and none of
   * targets that are disabled or rest. Each is given out once; if its job is lost, findUnfinished has it.
   */
  async dispatch(now: Date, atOnce: number): Promise<string[]> {
    const rows = await this.prisma.$transaction(async (transaction) => {
      await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${dispatchLock})`;
      return transaction.$queryRaw<{ id: string; dispatches: number }[]>`
        WITH busy AS (
          SELECT target_id, count(*)::int AS under_way FROM deliveries
          WHERE status = 'waiting' AND enqueued_at IS NOT NULL GROUP BY target_id
        ), due AS (
          SELECT next.id FROM delivery_targets t
          LEFT JOIN busy ON busy.target_id = t.id
          CROSS JOIN LATERAL (
            SELECT id FROM deliveries d
            WHERE d.target_id = t.id AND d.status = 'waiting' AND d.enqueued_at IS NULL AND d.next_attempt_at <= ${now}
            ORDER BY d.next_attempt_at, d.id
            LIMIT greatest(0, CASE WHEN t.slow_answers > 0 THEN 1 ELSE ${atOnce}::int END - coalesce(under_way, 0))
          ) next
          WHERE t.disabled_at IS NULL AND (t.resumes_at IS NULL OR t.resumes_at <= ${now})
        )
        UPDATE deliveries SET enqueued_at = now(), dispatches = dispatches + 1 FROM due WHERE deliveries.id = due.id
        RETURNING deliveries.id, dispatches`;
    });
    return rows.map(({ id, dispatches }) => turnId(id, dispatches));
  }

  /** When something will be due that is not yet; null when nothing will. */
  async findNextDue(now: Date): Promise<Date | null> {
    const [row] = await this.prisma.$queryRaw<{ at: Date | null }[]>`
      SELECT min(greatest(next_attempt_at, resumes_at)) AS at FROM deliveries d
      JOIN delivery_targets t ON t.id = d.target_id
      WHERE d.status = 'waiting' AND d.enqueued_at IS NULL AND t.disabled_at IS NULL
        AND greatest(next_attempt_at, resumes_at) > ${now}`;
    return row?.at ?? null;
  }

  /** Null when the turn is over: it has ended, or another turn has begun. */
  async begin(turn: string): Promise<Turn | null> {
    const [id = '', dispatches] = turn.split('.');
    const row = await this.prisma.delivery.findFirst({
      where: { id, dispatches: Number(dispatches), status: 'waiting', enqueuedAt: { not: null } },
      include: { event: true, target: { select: { slowAnswers: true, failingSince: true } } },
    });
    if (!row) return null;
    const { kind, targetId, lineItemId, enrolmentId, event, target, attempts, failures } = row;
    const delivery = {
      id,
      kind: kind as DeliveryKind,
      targetId,
      lineItemId,
      enrolmentId,
      event: event as DeliveredEvent,
    };
    return { delivery, dispatches: row.dispatches, attempts, failures, target };
  }

  /** What was attempted, and what follows, in one transaction. Nothing when it was deleted or taken by another meanwhile. */
  async settle(turn: Turn, startedAt: Date, attempted: Attempted, settlement: Settlement): Promise<void> {
    const { id, targetId, event } = turn.delivery;
    await this.prisma.$transaction(
      async (transaction) => {
        // The target before the delivery: who disables it does so in this order.
        await settleTarget(transaction, targetId, settlement.target);
        const isAttempt = attempted.outcome !== 'held';
        const [row] = await transaction.delivery.updateManyAndReturn({
          where: { id, dispatches: turn.dispatches },
          data: { attempts: { increment: isAttempt ? 1 : 0 } },
          select: { attempts: true, status: true },
        });
        if (!row) return;
        if (isAttempt) {
          await transaction.deliveryAttempt.create({
            data: { deliveryId: id, number: row.attempts, startedAt, ...attemptRow(attempted) },
          });
        }
        // If its target was disabled meanwhile it has failed, unless it was just in time.
        if (row.status === 'waiting' || settlement.status === 'delivered') {
          await transaction.delivery.update({ where: { id }, data: settledFields(attempted, settlement) });
        }
        if (settlement.disableReason !== null) {
          await disable(transaction, turn.delivery, event.courseId, settlement.disableReason);
        }
      },
      { maxWait: settlingWaitMs, timeout: settlingWaitMs },
    );
  }

  /** What ended before, and events that nobody is to be told of any more; how many deliveries. At most `limit` at a time. */
  async removeEnded(before: Date, limit: number): Promise<number> {
    const removed = await this.prisma.$executeRaw`
      DELETE FROM deliveries WHERE id IN (SELECT id FROM deliveries WHERE ended_at < ${before} LIMIT ${limit})`;
    await this.prisma.$executeRaw`
      DELETE FROM lms_events WHERE id IN (
        SELECT id FROM lms_events e WHERE created_at < ${before}
          AND NOT EXISTS (SELECT FROM deliveries WHERE event_id = e.id) LIMIT ${limit})`;
    return removed;
  }

  /** Turns that nobody has touched since; for the search for lost work. */
  async findUnfinished(untouchedSince: Date, after: string | null, limit: number): Promise<string[]> {
    const rows = await this.prisma.delivery.findMany({
      where: {
        status: 'waiting',
        enqueuedAt: { lt: untouchedSince },
        ...(after === null ? {} : { id: { gt: after.split('.')[0] ?? '' } }),
      },
      orderBy: { id: 'asc' },
      take: limit,
      select: { id: true, dispatches: true },
    });
    return rows.map(({ id, dispatches }) => turnId(id, dispatches));
  }
}

function settledFields({ error }: Attempted, { status, nextAttemptAt, failures }: Settlement) {
  return {
    status,
    nextAttemptAt,
    failures,
    enqueuedAt: null,
    lastError: error === null ? null : storable(error),
    endedAt: status === 'waiting' ? null : new Date(),
  };
}

async function settleTarget(
  transaction: Prisma.TransactionClient,
  id: string,
  said: TargetSaid,
): Promise<void> {
  switch (said.kind) {
    case 'nothing':
      return;
    case 'well':
      // Written only when it went badly before: many deliveries end at the same time, and must not wait for each other.
      await transaction.$executeRaw`
        UPDATE delivery_targets SET slow_answers = 0, failing_since = NULL, resumes_at = NULL
        WHERE id = ${id}::uuid AND (slow_answers > 0 OR failing_since IS NOT NULL OR resumes_at IS NOT NULL)`;
      return;
    case 'failing':
      await transaction.$executeRaw`
        UPDATE delivery_targets SET failing_since = coalesce(failing_since, ${said.at}),
          slow_answers = slow_answers + ${said.resumesAt === null ? 0 : 1},
          resumes_at = greatest(resumes_at, ${said.resumesAt}::timestamptz)
        WHERE id = ${id}::uuid`;
  }
}

/** The audit log tells the instructors. */
async function disable(
  transaction: Prisma.TransactionClient,
  { targetId, kind }: DueDelivery,
  courseId: string,
  words: string,
): Promise<void> {
  const reason = storable(words);
  if (!(await stopTarget(transaction, targetId, reason))) return;
  const details = { kind, reason };
  await audit(transaction, {
    actorId: null,
    courseId,
    action: 'deliveries-stopped',
    subject: targetId,
    details,
  });
}

function attemptRow({ outcome, durationMs, request, response, error }: Attempted) {
  return {
    outcome,
    durationMs,
    request: request === null ? Prisma.DbNull : (storableJson(request) as Prisma.InputJsonObject),
    response: response === null ? Prisma.DbNull : (storableJson(response) as Prisma.InputJsonObject),
    error: error === null ? null : storable(error),
  };
}

/** Receivers may answer with what Postgres does not take as text. */
const storable = (text: string) => text.replaceAll('\0', '\ufffd').toWellFormed();
const storableJson = (value: object): unknown =>
  JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === 'string' ? storable(part) : part,
  );
