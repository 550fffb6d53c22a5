import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { LtiLineItem } from '../../../prisma/client/client.js';
import { PrismaService } from '../../platform/prisma.service.js';
import { tellStandingGrades } from '../outbox.js';

/** The assignment whose column it is, and in which of a platform's courses. */
export interface LineItemPlace {
  readonly contextId: string;
  readonly assignmentId: string;
  /** Of the link by which people came; null: the column belongs to no link. */
  readonly resourceLinkId: string | null;
}

/** Thousands of people may have a grade already. */
const storingMs = 60_000;

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

  /** Grades that were there before go to it as well: whoever has one is sent for in the same transaction. */
  async store({ contextId, assignmentId }: LineItemPlace, url: string): Promise<void> {
    await this.prisma.$transaction(
      async (tx) => {
        const { id } = await tx.ltiLineItem.upsert({
          where: { contextId_assignmentId: { contextId, assignmentId } },
          create: { id: randomUUID(), contextId, assignmentId, url },
          update: { url },
        });
        // Another column knows nothing of what the one before was told.
        await tx.ltiScore.deleteMany({ where: { lineItemId: id } });
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
