import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../../prisma/client/client.js';
import { audit } from '../../platform/audit.js';
import { PrismaService } from '../../platform/prisma.service.js';
import type { RosterMember } from './launch-claims.js';
import { keepAttendance } from './lti-membership.js';
import { settlePeople, type Voucher } from './lti-people.js';

/** What has become of a roster. */
export interface RosterChanges {
  /** In the platform's course, with a role that has a place here. */
  readonly members: number;
  readonly added: number;
  readonly changed: number;
  /** They are named no more. They stay in the course here. */
  readonly left: number;
}

export interface RosterDeed {
  readonly contextId: string;
  /** Null: the service itself. */
  readonly actorId: string | null;
  readonly now: Date;
}

/** Thousands of people in some statements. */
const applyingMs = 60_000;

@Injectable()
export class LtiRosterRepository {
  constructor(private readonly prisma: PrismaService) {}

  get(contextId: string) {
    return this.prisma.ltiContext.findUniqueOrThrow({
      where: { id: contextId },
      include: { platform: true },
    });
  }

  async noteProblem(contextId: string, message: string): Promise<void> {
    await this.prisma.ltiContext.updateMany({ where: { id: contextId }, data: { syncError: message } });
  }

  /** All of it or nothing. Administrators are left out: they are nobody that a platform may enrol. */
  async apply(deed: RosterDeed, platform: Voucher, members: readonly RosterMember[]): Promise<RosterChanges> {
    const { contextId, actorId, now } = deed;
    const apply = async (tx: Prisma.TransactionClient): Promise<RosterChanges> => {
      // One roster of a course at a time.
      await tx.$queryRaw`SELECT 1 FROM lti_contexts WHERE id = ${contextId}::uuid FOR NO KEY UPDATE`;
      const { courseId } = await tx.ltiContext.findUniqueOrThrow({ where: { id: contextId } });
      const known = await settlePeople(tx, platform, members);
      const administrators = await findAdministrators(tx);
      const attendances = members.flatMap(({ subject, role }) => {
        const personId = known.get(subject);
        return personId === undefined || administrators.has(personId) ? [] : [{ subject, personId, role }];
      });
      const changes = await keepAttendance(tx, { id: contextId, courseId }, attendances);
      const { count: left } = await tx.ltiMember.updateMany({
        where: { contextId, leftAt: null, subject: { notIn: attendances.map(({ subject }) => subject) } },
        data: { leftAt: now },
      });
      await tx.ltiContext.update({ where: { id: contextId }, data: { syncedAt: now, syncError: null } });
      const details = { members: attendances.length, added: changes.added, changed: changes.changed, left };
      const hasChanged = changes.added + changes.changed + left > 0;
      if (hasChanged || actorId !== null)
        await audit(tx, { actorId, courseId, action: 'lti-roster-read', subject: contextId, details });
      return details;
    };
    return this.prisma.$transaction(apply, { timeout: applyingMs });
  }
}

async function findAdministrators(tx: Prisma.TransactionClient): Promise<Set<string>> {
  const people = await tx.person.findMany({ where: { isAdministrator: true }, select: { id: true } });
  return new Set(people.map(({ id }) => id));
}
