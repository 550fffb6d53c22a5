import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
import { keepGrades } from '../grades/grade-keeper.js';
import { hidesScores } from '../grading/visibility.js';
import { tellShownScores } from '../lms/outbox.js';
import { audit } from '../platform/audit.js';
import type { Cursor } from '../platform/cursor.js';
import { isUuid } from '../platform/ids.js';
import { PrismaService } from '../platform/prisma.service.js';
import { ProblemError } from '../platform/problem.js';
import { type Deed, getAssignment, type StoredAssignment } from './assignment.repository.js';
import { badDates, problemsOfExtension } from './assignment-dates.js';
import type { ExtensionGrantFields } from './extension.schema.js';

const listed = {
  omit: { grantedById: true },
  include: {
    enrolment: { select: { person: { select: { id: true, name: true } } } },
    grantedBy: { select: { name: true } },
  },
} as const;
export type StoredExtension = Prisma.ExtensionGetPayload<typeof listed>;

/** Whose it is, and at what. */
export interface ExtensionPlace {
  readonly assignmentId: string;
  readonly enrolmentId: string;
}

/** Other dates, or more attempts, for one person at one assignment. Grades follow at once. */
@Injectable()
export class ExtensionRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Newest first. */
  async list(
    courseId: string,
    assignmentId: string,
    { after, limit }: { after: Cursor | null; limit: number },
  ): Promise<{ items: StoredExtension[]; hasMore: boolean }> {
    const { id } = await getAssignment(this.prisma, courseId, assignmentId);
    const rows = await this.prisma.extension.findMany({
      where: {
        assignmentId: id,
        ...(after === null
          ? {}
          : {
              OR: [
                { createdAt: { lt: after.createdAt } },
                { createdAt: after.createdAt, enrolmentId: { lt: after.id } },
              ],
            }),
      },
      orderBy: [{ createdAt: 'desc' }, { enrolmentId: 'desc' }],
      take: limit + 1,
      ...listed,
    });
    return { items: rows.slice(0, limit), hasMore: rows.length > limit };
  }

  /** Takes the place of the one before. Throws `bad-dates` when it would give less time than everybody has. */
  async set(
    { actorId, courseId }: Deed,
    place: ExtensionPlace,
    { dueAt, closesAt, extraAttempts, reason }: ExtensionGrantFields,
  ): Promise<StoredExtension> {
    return this.prisma.$transaction(async (transaction) => {
      const { assignmentId, enrolmentId } = place;
      if (isUuid(assignmentId)) await holdDates(transaction, assignmentId);
      const assignment = await getAssignment(transaction, courseId, assignmentId);
      await assertEnrolled(transaction, courseId, enrolmentId);
      const later = assignment.closesAt > dueAt ? assignment.closesAt : dueAt;
      const dates = { dueAt, closesAt: closesAt ?? later };
      const problems = problemsOfExtension(assignment, dates);
      if (problems.length > 0) throw badDates(problems);
      const data = { ...dates, extraAttempts, reason, grantedById: actorId };
      const extension = await transaction.extension.upsert({
        where: { assignmentId_enrolmentId: place },
        create: { ...place, ...data },
        update: data,
        ...listed,
      });
      await follow(transaction, assignment, enrolmentId);
      const details = {
        assignmentId,
        dueAt: dueAt.toISOString(),
        closesAt: dates.closesAt.toISOString(),
        extraAttempts,
        reason,
      };
      await audit(transaction, { actorId, courseId, action: 'extension-set', subject: enrolmentId, details });
      return extension;
    });
  }

  async remove({ actorId, courseId }: Deed, { assignmentId, enrolmentId }: ExtensionPlace): Promise<void> {
    await this.prisma.$transaction(async (transaction) => {
      const assignment = await getAssignment(transaction, courseId, assignmentId);
      await assertEnrolled(transaction, courseId, enrolmentId);
      const { count } = await transaction.extension.deleteMany({ where: { assignmentId, enrolmentId } });
      if (count === 0) throw new ProblemError('not-found', 'The person has no extension at this assignment.');
      await follow(transaction, assignment, enrolmentId);
      const details = { assignmentId };
      await audit(transaction, {
        actorId,
        courseId,
        action: 'extension-removed',
        subject: enrolmentId,
        details,
      });
    });
  }
}

/** What depends on the dates of one person. */
async function follow(
  transaction: Prisma.TransactionClient,
  assignment: StoredAssignment,
  enrolmentId: string,
): Promise<void> {
  await keepGrades(transaction, assignment.id, [enrolmentId]);
  if (hidesScores(assignment)) await tellShownScores(transaction, assignment.id, [enrolmentId]);
}

/** Nobody changes the dates of the assignment meanwhile. */
async function holdDates(transaction: Prisma.TransactionClient, assignmentId: string): Promise<void> {
  await transaction.$queryRaw`SELECT 1 FROM assignments WHERE id = ${assignmentId}::uuid FOR SHARE`;
}

/** Nobody takes the person out of the course meanwhile. */
async function assertEnrolled(transaction: Prisma.TransactionClient, courseId: string, enrolmentId: string) {
  const rows = isUuid(enrolmentId)
    ? await transaction.$queryRaw<unknown[]>`
        SELECT 1 FROM enrolments WHERE id = ${enrolmentId}::uuid AND course_id = ${courseId}::uuid
        FOR NO KEY UPDATE`
    : [];
  if (rows.length > 0) return;
  throw new ProblemError('not-found', `There is nobody with the enrolment "${enrolmentId}" in this course.`);
}
