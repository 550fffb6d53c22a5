import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { LtiContext } from '../../../prisma/client/client.js';
import type { Launch } from './launch-claims.js';
import { LineItems } from './line-items.js';
import { Roster } from './roster.js';

/** Instructors go in and out; who is in a course does not change so often. */
const rosterAgainAfterMs = 5 * 60 * 1000;

/**
 * What a launch gives occasion for, and what nobody waits for: the column of the assignment, and who else is in the course. A
 * process that ends in between loses nothing: the next launch gives occasion again.
 */
@Injectable()
export class LtiErrands implements OnModuleDestroy {
  private readonly logger = new Logger(LtiErrands.name);
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly lineItems: LineItems,
    private readonly roster: Roster,
  ) {}

  /** `assignmentId` null: the launch leads to none. */
  afterLaunch(context: LtiContext, launch: Launch, assignmentId: string | null): void {
    const { purpose } = launch;
    if (assignmentId !== null && purpose.kind === 'resource-link') {
      const place = { contextId: context.id, assignmentId, resourceLinkId: purpose.resourceLinkId };
      this.begin(this.lineItems.keep(place, purpose.lineItemUrl));
    }
    const isRecent = (context.syncedAt?.getTime() ?? 0) > Date.now() - rosterAgainAfterMs;
    if (launch.role === 'instructor' && context.membershipsUrl !== null && !isRecent) {
      this.begin(this.readRoster(context.id));
    }
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.underWay);
  }

  private begin(errand: Promise<void>): void {
    const watched = errand
      .catch((error: Error) => this.logger.error(error.stack ?? error.message))
      .finally(() => this.underWay.delete(watched));
    this.underWay.add(watched);
  }

  private async readRoster(contextId: string): Promise<void> {
    try {
      await this.roster.sync(contextId, null, new Date());
    } catch (error) {
      this.logger.warn(`The roster of ${contextId} was not read: ${(error as Error).message}`);
    }
  }
}
