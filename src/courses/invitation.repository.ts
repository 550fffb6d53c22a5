import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
import { audit } from '../platform/audit.js';
import { behind, type Cursor } from '../platform/cursor.js';
import { isUuid } from '../platform/ids.js';
import { invitationPrefix } from '../platform/page-links.js';
import { PrismaService } from '../platform/prisma.service.js';
import { ProblemError } from '../platform/problem.js';
import { hashSecretToken, makeSecretToken } from '../platform/secret-token.js';
import type { Deed } from './assignment.repository.js';
import type { NewCourseInvitationFields } from './invitation.schema.js';

const dayMs = 24 * 60 * 60 * 1000;

const listed = {
  id: true,
  role: true,
  usesLeft: true,
  expiresAt: true,
  createdAt: true,
  revokedAt: true,
  createdBy: { select: { name: true } },
} as const;
export type StoredInvitation = Prisma.InvitationGetPayload<{ select: typeof listed }>;

/** Links by which people come into a course. Of a link nothing is stored but a digest. */
@Injectable()
export class CourseInvitationRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Those for whoever holds the link, newest first; not those of single people, which an import makes by the thousand. */
  async list(
    courseId: string,
    after: Cursor | null,
    limit: number,
  ): Promise<{ items: StoredInvitation[]; hasMore: boolean }> {
    const rows = await this.prisma.invitation.findMany({
      where: {
        courseId,
        personId: null,
        ...(after === null ? {} : behind(after)),
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
      select: listed,
    });
    return { items: rows.slice(0, limit), hasMore: rows.length > limit };
  }

  async create(
    { actorId, courseId }: Deed,
    { role, expiresInDays, uses }: NewCourseInvitationFields,
    now: Date,
  ): Promise<{ invitation: StoredInvitation; token: string }> {
    const token = makeSecretToken(invitationPrefix);
    const invitation = await this.prisma.$transaction(async (transaction) => {
      const made = await transaction.invitation.create({
        data: {
          id: randomUUID(),
          courseId,
          role,
          tokenHash: hashSecretToken(token),
          usesLeft: uses,
          expiresAt: new Date(now.getTime() + expiresInDays * dayMs),
          createdById: actorId,
        },
        select: listed,
      });
      const details = { role, expiresInDays, uses };
      await audit(transaction, {
        actorId,
        courseId,
        action: 'invitation-created',
        subject: made.id,
        details,
      });
      return made;
    });
    return { invitation, token };
  }

  /** One that was revoked before stays so. */
  async revoke({ actorId, courseId }: Deed, id: string, now: Date): Promise<void> {
    await this.prisma.$transaction(async (transaction) => {
      const found = isUuid(id)
        ? await transaction.invitation.findUnique({ where: { id, courseId }, select: { revokedAt: true } })
        : null;
      if (!found) throw new ProblemError('not-found', `There is no invitation "${id}" in this course.`);
      if (found.revokedAt) return;
      await transaction.invitation.update({ where: { id }, data: { revokedAt: now } });
      await audit(transaction, {
        actorId,
        courseId,
        action: 'invitation-revoked',
        subject: id,
        details: {},
      });
    });
  }
}
