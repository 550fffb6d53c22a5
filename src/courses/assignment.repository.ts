import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
import { keepGrades } from '../grades/grade-keeper.js';
import { hidesScores } from '../grading/visibility.js';
import { tellShownScores } from '../lms/outbox.js';
import { audit } from '../platform/audit.js';
import { isUuid } from '../platform/ids.js';
import { PrismaService } from '../platform/prisma.service.js';
import { ProblemError } from '../platform/problem.js';
import type { AssignmentChanges, NewAssignmentFields } from './assignment.schema.js';
import { badDates, type Dates, problemsOfDates } from './assignment-dates.js';

export type StoredAssignment = Omit<Prisma.AssignmentModel, 'createdAt' | 'updatedAt'>;

/** Who does it, and in which course. */
export interface Deed {
  readonly actorId: string;
  readonly courseId: string;
}

const stored = { omit: { createdAt: true, updatedAt: true } } as const;

/** The grades of a large course follow in the same transaction. */
const changingMs = 60_000;

/** What the grades follow from. */
const graded = ['dueAt', 'closesAt', 'points', 'latePercentPerDay', 'counting', 'exerciseVersion'] as const;

/** What says when students may see their scores. */
const shown = ['dueAt', 'visibleBeforeDue', 'visibleAfterDue'] as const;

@Injectable()
export class AssignmentRepository {
  constructor(private readonly prisma: PrismaService) {}

  async list(courseId: string): Promise<StoredAssignment[]> {
    return this.prisma.assignment.findMany({
      where: { courseId },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      ...stored,
    });
  }

  async get(courseId: string, id: string): Promise<StoredAssignment> {
    return getAssignment(this.prisma, courseId, id);
  }

  /** Comes last in its course. */
  async create(
    { actorId, courseId }: Deed,
    fields: NewAssignmentFields & { readonly exerciseVersion: number },
  ): Promise<StoredAssignment> {
    const dated = { ...fields, closesAt: fields.closesAt ?? fields.dueAt };
    assertDates(dated);
    return this.prisma.$transaction(async (transaction) => {
      await lockOrder(transaction, courseId);
      const position = (await transaction.assignment.count({ where: { courseId } })) + 1;
      const assignment = await transaction.assignment.create({
        data: { ...dated, id: randomUUID(), courseId, position },
        ...stored,
      });
      const { id: subject, title, exercise, exerciseVersion } = assignment;
      const details = { title, exercise, exerciseVersion };
      await audit(transaction, { actorId, courseId, action: 'assignment-created', subject, details });
      return assignment;
    });
  }

  /** Grades follow: those of everybody are computed again when their rules have changed. */
  async change(
    { actorId, courseId }: Deed,
    id: string,
    changes: AssignmentChanges,
  ): Promise<StoredAssignment> {
    const { position, ...fields } = changes;
    const change = async (transaction: Prisma.TransactionClient) => {
      await lockOrder(transaction, courseId);
      const before = await getAssignment(transaction, courseId, id);
      assertDates({ ...before, ...fields });
      if (fields.exercise !== undefined && fields.exercise !== before.exercise) {
        await assertUnused(transaction, id, 'It was handed in already, for the exercise that it has now.');
      }
      await transaction.assignment.update({ where: { id }, data: fields });
      if (position !== undefined) await moveTo(transaction, before, position);
      const after = await getAssignment(transaction, courseId, id);
      await liftExtensions(transaction, after);
      if (graded.some((name) => before[name].valueOf() !== after[name].valueOf())) {
        await keepGrades(transaction, id, 'all', before.points);
      }
      if (
        (hidesScores(before) || hidesScores(after)) &&
        shown.some((name) => before[name].valueOf() !== after[name].valueOf())
      ) {
        await tellShownScores(transaction, id, 'all');
      }
      const details = JSON.parse(JSON.stringify(changes)) as Prisma.InputJsonObject;
      await audit(transaction, { actorId, courseId, action: 'assignment-changed', subject: id, details });
      return after;
    };
    return this.prisma.$transaction(change, { timeout: changingMs });
  }

  /** Throws `in-use` once anything was handed in or graded for it. */
  async delete({ actorId, courseId }: Deed, id: string): Promise<void> {
    await this.prisma.$transaction(async (transaction) => {
      await lockOrder(transaction, courseId);
      const { title, position } = await getAssignment(transaction, courseId, id);
      await assertUnused(transaction, id, 'Something was handed in or graded for it, and would be lost.');
      await transaction.assignment.delete({ where: { id } });
      await transaction.assignment.updateMany({
        where: { courseId, position: { gt: position } },
        data: { position: { decrement: 1 } },
      });
      const details = { title };
      await audit(transaction, { actorId, courseId, action: 'assignment-deleted', subject: id, details });
    });
  }
}

export async function getAssignment(
  client: Prisma.TransactionClient,
  courseId: string,
  id: string,
): Promise<StoredAssignment> {
  const found = isUuid(id)
    ? await client.assignment.findUnique({ where: { id, courseId }, ...stored })
    : null;
  if (!found) throw new ProblemError('not-found', `There is no assignment "${id}" in this course.`);
  return found;
}

function assertDates(dates: Dates): void {
  const problems = problemsOfDates(dates);
  if (problems.length > 0) throw badDates(problems);
}

/** Assignments of one course are made, moved and deleted one after the other, so that places stay 1, 2, 3. */
async function lockOrder(transaction: Prisma.TransactionClient, courseId: string): Promise<void> {
  await transaction.$queryRaw`SELECT 1 FROM courses WHERE id = ${courseId}::uuid FOR NO KEY UPDATE`;
}

/** Whoever hands in holds a lock on the assignment that waits for this one. */
async function assertUnused(transaction: Prisma.TransactionClient, id: string, message: string) {
  await transaction.$queryRaw`SELECT 1 FROM assignments WHERE id = ${id}::uuid FOR UPDATE`;
  const ofIt = { where: { assignmentId: id }, select: { assignmentId: true } };
  const used = (await transaction.submission.findFirst(ofIt)) ?? (await transaction.grade.findFirst(ofIt));
  if (used) throw new ProblemError('in-use', message);
}

/** Those between the old place and the new one make room. Beyond the last place is the last place. */
async function moveTo(
  transaction: Prisma.TransactionClient,
  { id, courseId, position: from }: StoredAssignment,
  wanted: number,
): Promise<void> {
  const to = Math.min(wanted, await transaction.assignment.count({ where: { courseId } }));
  await transaction.assignment.updateMany({
    where: { courseId, position: to < from ? { gte: to, lt: from } : { gt: from, lte: to } },
    data: { position: { increment: to < from ? 1 : -1 } },
  });
  await transaction.assignment.update({ where: { id }, data: { position: to } });
}

/** An extension never gives less time than everybody has. */
async function liftExtensions(
  transaction: Prisma.TransactionClient,
  { id, dueAt, closesAt }: StoredAssignment,
): Promise<void> {
  await transaction.extension.updateMany({
    where: { assignmentId: id, dueAt: { lt: dueAt } },
    data: { dueAt },
  });
  await transaction.extension.updateMany({
    where: { assignmentId: id, closesAt: { lt: closesAt } },
    data: { closesAt },
  });
}
