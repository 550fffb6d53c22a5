import { Injectable } from '@nestjs/common';
import { Prisma } from '../../prisma/client/client.js';
import type { CourseRole } from '../auth/access-rules.js';
import { audit } from '../platform/audit.js';
import { isUuid } from '../platform/ids.js';
import { PrismaService } from '../platform/prisma.service.js';
import { ProblemError } from '../platform/problem.js';
import type { Deed } from './assignment.repository.js';
import type { EnrolmentChanges } from './enrolment.schema.js';

export interface StoredEnrolment {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly externalId: string | null;
  readonly role: CourseRole;
  readonly createdAt: Date;
  readonly hasAccount: boolean;
}

/** Where a page of the people of a course ends. */
export type EnrolmentKey = readonly [name: string, id: string];

export interface EnrolmentQuery {
  readonly courseId: string;
  readonly search: string | null;
  readonly role: CourseRole | null;
  readonly after: EnrolmentKey | null;
  readonly limit: number;
}

/** A database of ours sorts by bytes; people are sorted as they are written, in any language. */
const name = Prisma.sql`people.name COLLATE "und-x-icu"`;

/** Who is in a course. */
@Injectable()
export class EnrolmentRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** By name, and by id among those of one name. */
  async list(query: EnrolmentQuery): Promise<{ items: StoredEnrolment[]; hasMore: boolean }> {
    const rows = await this.prisma.$queryRaw<StoredEnrolment[]>`
      SELECT enrolments.id, people.id AS "personId", people.name, people.email, enrolments.role::text AS role,
        enrolments.external_id AS "externalId", enrolments.created_at AS "createdAt", ${hasAccount} AS "hasAccount"
      FROM enrolments JOIN people ON people.id = enrolments.person_id
      WHERE ${Prisma.join(conditionsOf(query), ' AND ')}
      ORDER BY ${name}, enrolments.id
      LIMIT ${query.limit + 1}`;
    return { items: rows.slice(0, query.limit), hasMore: rows.length > query.limit };
  }

  /** Throws `conflict` when the course would have no instructor any more, or when the external id is somebody else's. */
  async change({ actorId, courseId }: Deed, id: string, changes: EnrolmentChanges): Promise<StoredEnrolment> {
    const change = async (transaction: Prisma.TransactionClient) => {
      const before = await lock(transaction, courseId, id);
      if (changes.role !== undefined && changes.role !== 'instructor') {
        await assertAnotherInstructor(transaction, courseId, before);
      }
      const after = await transaction.enrolment.update({
        where: { id },
        data: changes,
        include: { person: { include: { accounts: { select: { id: true } } } } },
      });
      await audit(transaction, {
        actorId,
        courseId,
        action: 'enrolment-changed',
        subject: id,
        details: { ...changes, roleBefore: before.role },
      });
      const { person, ...enrolment } = after;
      return { ...enrolment, name: person.name, email: person.email, hasAccount: person.accounts.length > 0 };
    };
    try {
      return await this.prisma.$transaction(change);
    } catch (error) {
      if (!(error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')) throw error;
      throw ProblemError.ofField(
        'conflict',
        'externalId',
        'Somebody else in the course has this external id.',
      );
    }
  }

  /** Throws `in-use` once the person has handed in or was graded, `conflict` for the last instructor. */
  async remove({ actorId, courseId }: Deed, id: string): Promise<void> {
    await this.prisma.$transaction(async (transaction) => {
      const before = await lock(transaction, courseId, id);
      await assertAnotherInstructor(transaction, courseId, before);
      const ofIt = { where: { enrolmentId: id }, select: { enrolmentId: true } };
      const used =
        (await transaction.submission.findFirst(ofIt)) ?? (await transaction.grade.findFirst(ofIt));
      if (used) {
        throw new ProblemError(
          'in-use',
          'The person has handed in or was graded in this course, which would be lost.',
        );
      }
      await transaction.enrolment.delete({ where: { id } });
      const { personId, role } = before;
      const details = { personId, role };
      await audit(transaction, { actorId, courseId, action: 'enrolment-removed', subject: id, details });
    });
  }
}

const hasAccount = Prisma.sql`EXISTS (SELECT 1 FROM accounts WHERE accounts.person_id = people.id)`;

function conditionsOf({ courseId, search, role, after }: EnrolmentQuery): Prisma.Sql[] {
  const conditions = [Prisma.sql`enrolments.course_id = ${courseId}::uuid`];
  if (role !== null) conditions.push(Prisma.sql`enrolments.role = ${role}::"CourseRole"`);
  if (search !== null) {
    const part = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
    conditions.push(Prisma.sql`(${name} ILIKE ${part} OR people.email ILIKE ${part}
      OR enrolments.external_id ILIKE ${part})`);
  }
  if (after !== null) {
    const [afterName, afterId] = after;
    conditions.push(Prisma.sql`(${name}, enrolments.id) > (${afterName}, ${afterId}::uuid)`);
  }
  return conditions;
}

/** Whoever changes who is in a course does so alone; whoever hands in or grades holds a lock on the enrolment. */
async function lock(transaction: Prisma.TransactionClient, courseId: string, id: string) {
  await transaction.$queryRaw`SELECT 1 FROM courses WHERE id = ${courseId}::uuid FOR NO KEY UPDATE`;
  if (isUuid(id)) {
    await transaction.$queryRaw`SELECT 1 FROM enrolments WHERE id = ${id}::uuid FOR UPDATE`;
    const found = await transaction.enrolment.findUnique({ where: { id, courseId } });
    if (found) return found;
  }
  throw new ProblemError('not-found', `There is nobody with the enrolment "${id}" in this course.`);
}

async function assertAnotherInstructor(
  transaction: Prisma.TransactionClient,
  courseId: string,
  { id, role }: { id: string; role: CourseRole },
): Promise<void> {
  if (role !== 'instructor') return;
  const others = await transaction.enrolment.count({
    where: { courseId, role: 'instructor', id: { not: id } },
  });
  if (others > 0) return;
  throw ProblemError.ofField('conflict', 'role', 'Nobody else is an instructor of this course.');
}
