import { Injectable } from '@nestjs/common';
import { Prisma } from '../../prisma/client/client.js';
import type { Cursor } from '../platform/cursor.js';
import { PrismaService } from '../platform/prisma.service.js';
import type { CourseSubmissionsView } from './course-submissions.schema.js';

export interface Wanted {
  readonly courseId: string;
  readonly assignment: string | undefined;
  readonly enrolment: string | undefined;
  readonly status: CourseSubmissionsView['items'][number]['status'] | undefined;
}

export type CourseSubmission = Omit<CourseSubmissionsView['items'][number], 'createdAt'> & {
  readonly createdAt: Date;
};

/** What was handed in to a course, newest first. */
@Injectable()
export class CourseSubmissionsRepository {
  constructor(private readonly prisma: PrismaService) {}

  /**
   * The newest of each assignment, and of those the newest of all: there is an index by assignment and time, and a course
   * has few assignments but may have a million submissions.
   */
  async list(wanted: Wanted, after: Cursor | null, limit: number): Promise<CourseSubmission[]> {
    const ofAssignment =
      wanted.assignment === undefined
        ? Prisma.empty
        : Prisma.sql`AND assignments.id = ${wanted.assignment}::uuid`;
    return this.prisma.$queryRaw`
      SELECT newest.id, newest.status::text, newest.created_at AS "createdAt", newest.score,
        newest.final_score AS "finalScore", newest.max_score AS "maxScore", assignments.id AS "assignmentId",
        assignments.title AS "assignmentTitle", newest.enrolment_id AS "enrolmentId", people.name, newest.attempt
      FROM assignments
      CROSS JOIN LATERAL (
        SELECT id, status, created_at, score, final_score, max_score, enrolment_id, person_id, attempt
        FROM submissions WHERE assignment_id = assignments.id ${filterOf(wanted)} ${behind(after)}
        ORDER BY created_at DESC, id DESC LIMIT ${limit}
      ) AS newest
      JOIN people ON people.id = newest.person_id
      WHERE assignments.course_id = ${wanted.courseId}::uuid ${ofAssignment}
      ORDER BY newest.created_at DESC, newest.id DESC LIMIT ${limit}`;
  }
}

function filterOf({ enrolment, status }: Wanted): Prisma.Sql {
  const ofPerson = enrolment === undefined ? Prisma.empty : Prisma.sql`AND enrolment_id = ${enrolment}::uuid`;
  const inStatus =
    status === undefined ? Prisma.empty : Prisma.sql`AND status = ${status}::"SubmissionStatus"`;
  return Prisma.sql`${ofPerson} ${inStatus}`;
}

function behind(after: Cursor | null): Prisma.Sql {
  if (after === null) return Prisma.empty;
  return Prisma.sql`AND (created_at, id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)`;
}
