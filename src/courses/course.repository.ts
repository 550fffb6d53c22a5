import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
import type { CourseRole } from '../auth/access-rules.js';
import type { Caller } from '../auth/caller.js';
import { audit } from '../platform/audit.js';
import { behind, type Cursor } from '../platform/cursor.js';
import { PrismaService } from '../platform/prisma.service.js';
import { ProblemError } from '../platform/problem.js';

export interface StoredCourse {
  readonly id: string;
  readonly title: string;
  readonly timeZone: string;
  readonly archivedAt: Date | null;
  readonly createdAt: Date;
}

export interface CourseFields {
  readonly title: string;
  readonly timeZone: string;
}

export interface CourseChanges extends Partial<CourseFields> {
  readonly isArchived?: boolean;
}

const stored = { id: true, title: true, timeZone: true, archivedAt: true, createdAt: true } as const;

@Injectable()
export class CourseRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Those of the caller, newest first; all of them for an administrator. */
  async list(
    caller: Caller,
    { isArchived, after, limit }: { isArchived: boolean; after: Cursor | null; limit: number },
  ): Promise<{ items: (StoredCourse & { role: CourseRole })[]; hasMore: boolean }> {
    const own = { some: { personId: caller.personId } };
    const rows = await this.prisma.course.findMany({
      where: {
        archivedAt: isArchived ? { not: null } : null,
        ...(caller.isAdministrator ? {} : { enrolments: own }),
        ...(after === null ? {} : behind(after)),
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
      select: { ...stored, enrolments: { where: { personId: caller.personId }, select: { role: true } } },
    });
    const items = rows.slice(0, limit).map(({ enrolments: [enrolment], ...course }) => ({
      ...course,
      role: caller.isAdministrator ? ('instructor' as const) : (enrolment?.role ?? 'student'),
    }));
    return { items, hasMore: rows.length > limit };
  }

  async create(actorId: string, { title, timeZone }: CourseFields): Promise<StoredCourse> {
    return this.prisma.$transaction(async (transaction) => {
      const course = await transaction.course.create({
        data: { id: randomUUID(), title, timeZone },
        select: stored,
      });
      const details = { title, timeZone };
      await audit(transaction, {
        actorId,
        courseId: course.id,
        action: 'course-created',
        subject: course.id,
        details,
      });
      return course;
    });
  }

  async get(id: string): Promise<StoredCourse> {
    return this.prisma.course.findUniqueOrThrow({ where: { id }, select: stored });
  }

  async change(actorId: string, id: string, changes: CourseChanges): Promise<StoredCourse> {
    const { isArchived, ...fields } = changes;
    return this.prisma.$transaction(async (transaction) => {
      const course = await transaction.course.update({
        where: { id },
        data: {
          ...fields,
          ...(isArchived === undefined ? {} : { archivedAt: isArchived ? new Date() : null }),
        },
        select: stored,
      });
      await audit(transaction, {
        actorId,
        courseId: id,
        action: 'course-changed',
        subject: id,
        details: { ...changes },
      });
      return course;
    });
  }

  /** With its people's places, assignments and invitations. Throws `in-use` once anything was handed in or graded. */
  async delete(actorId: string, id: string): Promise<void> {
    await this.prisma.$transaction(async (transaction) => {
      // Whoever hands in holds a lock on an assignment that waits for this one.
      await transaction.$queryRaw`SELECT 1 FROM assignments WHERE course_id = ${id}::uuid FOR UPDATE`;
      const { title } = await transaction.course.findUniqueOrThrow({
        where: { id },
        select: { title: true },
      });
      await assertUnused(transaction, id);
      // They refer to versions that go with the course.
      await transaction.assignment.deleteMany({ where: { courseId: id } });
      await transaction.course.delete({ where: { id } });
      await audit(transaction, {
        actorId,
        courseId: null,
        action: 'course-deleted',
        subject: id,
        details: { title },
      });
    });
  }
}

async function assertUnused(transaction: Prisma.TransactionClient, courseId: string): Promise<void> {
  const ofCourse = { where: { assignment: { courseId } }, select: { assignmentId: true } };
  const used =
    (await transaction.submission.findFirst(ofCourse)) ?? (await transaction.grade.findFirst(ofCourse));
  if (!used) return;
  throw new ProblemError(
    'in-use',
    'Something was handed in or graded in this course, and would be lost with it. Archive it instead.',
  );
}
