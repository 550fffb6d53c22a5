import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { LtiLineItem } from '../../../prisma/client/client.js';
import { PrismaService } from '../../platform/prisma.service.js';
import { tellStandingGrades } from '../standing-grades.js';

/** The assignment whose column it is, and in which of a platform's courses. */
export interface LineItemPlace {
  readonly contextId: string;
  readonly assignmentId: string;
  /** Of the link by which people came; null: the column belongs to no link. */
  readonly resourceLinkId: string | null;
}

/** The right to look for a column, and to make it: one at a time has it, in whatever process, until `busyUntil`. */
export interface ClaimedLineItem {
  readonly id: string;
  readonly busyUntil: Date;
}

/** Thousands of people may have a grade already. */
const storingMs = 60_000;

/** Longer than what is asked with one right can take; whoever dies leaves it behind for so long. */
const claimedMs = 90_000;

@Injectable()
export class LtiLineItemRepository {
  constructor(private readonly prisma: PrismaService) {}

  find({ contextId, assignmentId }: LineItemPlace): Promise<LtiLineItem | null> {
    return this.prisma.ltiLineItem.findUnique({
      where: { contextId_assignmentId: { contextId, assignmentId } },
    });
  }

  async getContext({ contextId, assignmentId }: LineItemPlace) {
    const context = await this.prisma.ltiContext.findUniqueOrThrow({
      where: { id: contextId },
      select: { lineItemsUrl: true, scopes: true, platform: true },
    });
    const assignment = await this.prisma.assignment.findUniqueOrThrow({
      where: { id: assignmentId },
      select: { title: true, points: true },
    });
    return { ...context, assignment };
  }

  /** Null: there is a column, or somebody else sees to it. */
  async claim({ contextId, assignmentId }: LineItemPlace, now: Date): Promise<ClaimedLineItem | null> {
    const busyUntil = new Date(now.getTime() + claimedMs);
    const [row] = await this.prisma.$queryRaw<ClaimedLineItem[]>`
      INSERT INTO lti_line_items AS l (id, context_id, assignment_id, busy_until)
      VALUES (${randomUUID()}::uuid, ${contextId}::uuid, ${assignmentId}::uuid, ${busyUntil})
      ON CONFLICT (context_id, assignment_id) DO UPDATE SET busy_until = excluded.busy_until
      WHERE l.url IS NULL AND (l.busy_until IS NULL OR l.busy_until <= ${now})
      RETURNING id, busy_until AS "busyUntil"`;
    return row ?? null;
  }

  /** Null: it took too long, and somebody else has the claim now. */
  async prolong({ id, busyUntil }: ClaimedLineItem, now: Date): Promise<ClaimedLineItem | null> {
    const later = new Date(now.getTime() + claimedMs);
    const { count } = await this.prisma.ltiLineItem.updateMany({
      where: { id, busyUntil, url: null },
      data: { busyUntil: later },
    });
    return count === 0 ? null : { id, busyUntil: later };
  }

  /** The next launch may try again at once. */
  async giveBack({ id, busyUntil }: ClaimedLineItem): Promise<void> {
    await this.prisma.ltiLineItem.updateMany({ where: { id, busyUntil }, data: { busyUntil: null } });
  }

  /** Grades that were there before go to it as well: whoever has one is sent for in the same transaction. */
  async store({ contextId, assignmentId }: LineItemPlace, url: string): Promise<void> {
    await this.prisma.$transaction(
      async (tx) => {
        const [stored] = await tx.$queryRaw<{ id: string }[]>`
          INSERT INTO lti_line_items AS l (id, context_id, assignment_id, url)
          VALUES (${randomUUID()}::uuid, ${contextId}::uuid, ${assignmentId}::uuid, ${url})
          ON CONFLICT (context_id, assignment_id) DO UPDATE SET url = excluded.url, busy_until = NULL
          WHERE l.url IS DISTINCT FROM excluded.url
          RETURNING id`;
        if (!stored) return;
        // Another column knows nothing of what the one before was told.
        await tx.ltiScore.deleteMany({ where: { lineItemId: stored.id } });
        await tx.ltiContext.update({ where: { id: contextId }, data: { lineItemError: null } });
        await tellStandingGrades(tx, contextId, [assignmentId], 'all');
      },
      { timeout: storingMs },
    );
  }

  async noteProblem(contextId: string, message: string): Promise<void> {
    await this.prisma.ltiContext.updateMany({ where: { id: contextId }, data: { lineItemError: message } });
  }
}
