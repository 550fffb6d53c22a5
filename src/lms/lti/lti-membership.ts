import { randomUUID } from 'node:crypto';
import type { Prisma } from '../../../prisma/client/client.js';
import { atLeast, type CourseRole } from '../../auth/access-rules.js';
import { tellStandingGrades } from '../standing-grades.js';

/** One of a platform's people in one of its courses, who is one of ours. */
export interface Attendance {
  readonly subject: string;
  readonly personId: string;
  readonly role: CourseRole;
}

export interface AttendedContext {
  readonly id: string;
  readonly courseId: string;
}

export interface AttendanceChanges {
  readonly added: number;
  readonly changed: number;
}

/**
 * Enrols those who are not in the course yet, and lets roles follow the platform. A role that somebody has given here, and
 * not the platform, is raised but never lowered. In a few statements for any number of people; nobody leaves by this.
 */
export async function keepAttendance(
  transaction: Prisma.TransactionClient,
  { id: contextId, courseId }: AttendedContext,
  attendances: readonly Attendance[],
): Promise<AttendanceChanges> {
  const wanted = onePerPerson(attendances);
  const { count: added } = await transaction.enrolment.createMany({
    data: wanted.map(({ personId, role }) => ({ id: randomUUID(), courseId, personId, role })),
    skipDuplicates: true,
  });
  const enrolments = await transaction.enrolment.findMany({
    where: { courseId, personId: { in: wanted.map(({ personId }) => personId) } },
    select: { id: true, personId: true, role: true },
  });
  const members = await transaction.ltiMember.findMany({
    where: { contextId, enrolmentId: { in: enrolments.map(({ id }) => id) } },
    select: { enrolmentId: true, role: true },
  });
  const given = new Map(members.map(({ enrolmentId, role }) => [enrolmentId, role]));
  const byPerson = new Map(enrolments.map((enrolment) => [enrolment.personId, enrolment]));
  const changed = await changeRoles(
    transaction,
    wanted.flatMap(({ personId, role: told }) => {
      const enrolment = byPerson.get(personId);
      return enrolment ? [{ ...enrolment, told, given: given.get(enrolment.id) ?? null }] : [];
    }),
  );
  await noteMembers(
    transaction,
    contextId,
    attendances.flatMap(({ subject, personId, role }) => {
      const enrolmentId = byPerson.get(personId)?.id;
      return enrolmentId === undefined ? [] : [{ subject, enrolmentId, role }];
    }),
  );
  const joined = enrolments.map(({ id }) => id).filter((id) => !given.has(id));
  if (joined.length > 0) await tellStandingGrades(transaction, contextId, 'all', joined);
  return { added, changed };
}

/** Of two identities that are one person here, the higher role holds. */
function onePerPerson(attendances: readonly Attendance[]): Attendance[] {
  return [...Map.groupBy(attendances, ({ personId }) => personId).values()].map((own) =>
    own.reduce((one, other) => (atLeast(other.role, one.role) ? other : one)),
  );
}

interface ToldRole {
  readonly id: string;
  readonly role: CourseRole;
  /** What the platform says now. */
  readonly told: CourseRole;
  /** What it has said before; null: nothing. */
  readonly given: CourseRole | null;
}

async function changeRoles(transaction: Prisma.TransactionClient, enrolments: readonly ToldRole[]) {
  const changes = enrolments.filter(
    ({ role, told, given }) => role !== told && (given === role || atLeast(told, role)),
  );
  for (const [told, own] of Map.groupBy(changes, (change) => change.told)) {
    await transaction.enrolment.updateMany({
      where: { id: { in: own.map(({ id }) => id) } },
      data: { role: told },
    });
  }
  return changes.length;
}

async function noteMembers(
  transaction: Prisma.TransactionClient,
  contextId: string,
  members: readonly { subject: string; enrolmentId: string; role: CourseRole }[],
): Promise<void> {
  const subjects = members.map(({ subject }) => subject);
  const enrolmentIds = members.map(({ enrolmentId }) => enrolmentId);
  const roles = members.map(({ role }) => role);
  await transaction.$executeRaw`
    INSERT INTO lti_members (context_id, subject, enrolment_id, role)
    SELECT ${contextId}::uuid, subject, enrolment_id, role::"CourseRole"
    FROM unnest(${subjects}::text[], ${enrolmentIds}::uuid[], ${roles}::text[]) AS told(subject, enrolment_id, role)
    ON CONFLICT (context_id, subject) DO UPDATE
    SET enrolment_id = excluded.enrolment_id, role = excluded.role, left_at = NULL`;
}
