import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../../prisma/client/client.js';
import { audit } from '../../platform/audit.js';
import { isUuid } from '../../platform/ids.js';
import { PrismaService } from '../../platform/prisma.service.js';
import { ProblemError } from '../../platform/problem.js';
import type { Deed } from '../deed.js';

const shown = {
  include: {
    platform: { select: { id: true, name: true } },
    target: { select: { disabledReason: true } },
    lineItems: { include: { assignment: { select: { title: true } } }, orderBy: { createdAt: 'asc' } },
  },
} as const;

export interface StoredLmsLink extends Prisma.LtiContextGetPayload<typeof shown> {
  readonly memberCount: number;
  readonly leftCount: number;
}

/** A course here and the courses of platforms that it is linked to: few. */
@Injectable()
export class LmsLinkRepository {
  constructor(private readonly prisma: PrismaService) {}

  async list(courseId: string): Promise<StoredLmsLink[]> {
    const contexts = await this.prisma.ltiContext.findMany({
      where: { courseId },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      ...shown,
    });
    const counts = await this.prisma.ltiMember.groupBy({
      by: ['contextId'],
      where: { contextId: { in: contexts.map(({ id }) => id) } },
      // Of a column that is null where they are still there.
      _count: { subject: true, leftAt: true },
    });
    return contexts.map((context) => {
      const count = counts.find(({ contextId }) => contextId === context.id)?._count;
      const leftCount = count?.leftAt ?? 0;
      return { ...context, memberCount: (count?.subject ?? 0) - leftCount, leftCount };
    });
  }

  /** Throws `not-found`. */
  async assertOfCourse(courseId: string, id: string): Promise<void> {
    const found = isUuid(id) ? await this.prisma.ltiContext.count({ where: { id, courseId } }) : 0;
    if (found === 0) throw unknownLink(id);
  }

  /** What waited to be sent there goes with it, and its log; people, roles and grades of the course stay. Throws `not-found`. */
  async remove({ actorId, courseId }: Deed, id: string): Promise<void> {
    await this.prisma.$transaction(async (tx) => {
      const link = isUuid(id) ? await tx.ltiContext.findUnique({ where: { id, courseId } }) : null;
      if (!link) throw unknownLink(id);
      const details = { platform: link.platformId, title: link.title };
      // The rest of it hangs on what scores are delivered to.
      await tx.deliveryTarget.delete({ where: { id } });
      await audit(tx, { actorId, courseId, action: 'lti-course-unlinked', subject: id, details });
    });
  }
}

const unknownLink = (id: string) =>
  new ProblemError('not-found', `The course has no link "${id}" to a platform.`);
