import { Injectable } from '@nestjs/common';
import { Prisma } from '../../prisma/client/client.js';
import { PrismaService } from '../platform/prisma.service.js';

export interface GradebookAssignment {
  readonly id: string;
  readonly title: string;
  readonly points: number;
  readonly dueAt: Date;
}

/** Where a page of the gradebook ends: what it is sorted by, and the id. */
export type GradebookKey = readonly [sortedBy: string | number, enrolmentId: string];

export interface GradebookOrder {
  readonly courseId: string;
  readonly by: 'name' | 'points' | { readonly assignmentId: string };
  readonly isDescending: boolean;
  readonly search: string | null;
}

export interface GradebookPerson {
  readonly enrolmentId: string;
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly externalId: string | null;
  readonly points: number;
  readonly sortedBy: string | number;
}

export const gradeFields = {
  assignmentId: true,
  points: true,
  score: true,
  maxScore: true,
  attempts: true,
  latePercent: true,
  isOverridden: true,
  awaitsReview: true,
  submissionId: true,
} satisfies Prisma.GradeSelect;
export type StoredGrade = Prisma.GradeGetPayload<{ select: typeof gradeFields }>;

/** A database of ours sorts by bytes; people are sorted and found as they are written, in any language. */
const name = Prisma.sql`people.name COLLATE "und-x-icu"`;

/** The matrix of people and assignments: a statement each for assignments, people, their number and their grades. */
@Injectable()
export class GradebookRepository {
  constructor(private readonly prisma: PrismaService) {}

  async findAssignments(courseId: string): Promise<GradebookAssignment[]> {
    return this.prisma.assignment.findMany({
      where: { courseId },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true, title: true, points: true, dueAt: true },
    });
  }

  /** Students only, from behind `after` on. Who has no points at an assignment comes before all who have. */
  async findPeople(
    order: GradebookOrder,
    after: GradebookKey | null,
    limit: number,
  ): Promise<GradebookPerson[]> {
    const key = keyOf(order);
    const from = after === null ? Prisma.empty : Prisma.sql`AND ${isBehind(order, key, after)}`;
    const direction = order.isDescending ? Prisma.sql`DESC` : Prisma.sql`ASC`;
    return this.prisma.$queryRaw`
      SELECT enrolments.id AS "enrolmentId", people.id AS "personId", people.name, people.email,
        enrolments.external_id AS "externalId", enrolments.points, ${key} AS "sortedBy"
      FROM enrolments JOIN people ON people.id = enrolments.person_id ${joinedGrades(order)}
      WHERE ${isWanted(order)} ${from}
      ORDER BY ${key} ${direction}, enrolments.id ${direction}
      LIMIT ${limit}`;
  }

  async countPeople(order: GradebookOrder): Promise<number> {
    const [row] = await this.prisma.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM enrolments JOIN people ON people.id = enrolments.person_id
      WHERE ${isWanted(order)}`;
    return row?.count ?? 0;
  }

  /** By enrolment, then by assignment. */
  async findGrades(
    enrolmentIds: readonly string[],
    assignmentIds: readonly string[],
  ): Promise<ReadonlyMap<string, ReadonlyMap<string, StoredGrade>>> {
    const rows = await this.prisma.grade.findMany({
      where: { enrolmentId: { in: [...enrolmentIds] }, assignmentId: { in: [...assignmentIds] } },
      select: { enrolmentId: true, ...gradeFields },
    });
    const byEnrolment = new Map<string, Map<string, StoredGrade>>();
    for (const { enrolmentId, ...grade } of rows) {
      const own = byEnrolment.get(enrolmentId) ?? new Map();
      byEnrolment.set(enrolmentId, own.set(grade.assignmentId, grade));
    }
    return byEnrolment;
  }
}

function keyOf({ by }: GradebookOrder): Prisma.Sql {
  if (by === 'name') return name;
  return by === 'points' ? Prisma.sql`enrolments.points` : Prisma.sql`coalesce(grades.points, -1)`;
}

function joinedGrades({ by }: GradebookOrder): Prisma.Sql {
  if (typeof by === 'string') return Prisma.empty;
  return Prisma.sql`LEFT JOIN grades ON grades.enrolment_id = enrolments.id
    AND grades.assignment_id = ${by.assignmentId}::uuid`;
}

function isBehind(
  { by, isDescending }: GradebookOrder,
  key: Prisma.Sql,
  [sortedBy, id]: GradebookKey,
): Prisma.Sql {
  const type = by === 'name' ? Prisma.sql`text` : Prisma.sql`float8`;
  const operator = isDescending ? Prisma.sql`<` : Prisma.sql`>`;
  return Prisma.sql`(${key}, enrolments.id) ${operator} (${sortedBy}::${type}, ${id}::uuid)`;
}

function isWanted({ courseId, search }: GradebookOrder): Prisma.Sql {
  const isStudent = Prisma.sql`enrolments.course_id = ${courseId}::uuid AND enrolments.role = 'student'`;
  if (search === null) return isStudent;
  const part = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return Prisma.sql`${isStudent} AND (${name} ILIKE ${part} OR people.email ILIKE ${part}
    OR enrolments.external_id ILIKE ${part})`;
}
