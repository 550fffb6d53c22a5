import { Injectable } from '@nestjs/common';
import { isUuid } from '../platform/ids.js';
import { PrismaService } from '../platform/prisma.service.js';
import type { CourseRole } from './access-rules.js';
import type { Caller, Membership } from './caller.js';

/** What the guard has to know of courses and submissions. */
@Injectable()
export class AccessRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Null when there is no such course, or none for this caller. */
  async findMembership(courseId: string, caller: Caller): Promise<Membership | null> {
    if (!isUuid(courseId)) return null;
    const course = await this.prisma.course.findUnique({
      where: { id: courseId },
      select: {
        id: true,
        enrolments: { where: { personId: caller.personId }, select: { id: true, role: true } },
      },
    });
    const [enrolment] = course?.enrolments ?? [];
    if (!course || (!enrolment && !caller.isAdministrator)) return null;
    return {
      courseId: course.id,
      enrolmentId: enrolment?.id ?? null,
      role: caller.isAdministrator ? 'instructor' : (enrolment?.role ?? 'student'),
    };
  }

  /** Whose it is, and who the caller is in its course; `role` is null for practice and for people of other courses. */
  async findSubmission(
    id: string,
    caller: Caller | null,
  ): Promise<{ personId: string | null; role: CourseRole | null } | null> {
    if (!isUuid(id)) return null;
    const submission = await this.prisma.submission.findUnique({
      where: { id },
      select: { personId: true, assignment: { select: { courseId: true } } },
    });
    if (!submission) return null;
    const role = caller ? await this.roleIn(submission.assignment?.courseId ?? null, caller) : null;
    return { personId: submission.personId, role };
  }

  private async roleIn(courseId: string | null, caller: Caller): Promise<CourseRole | null> {
    if (caller.isAdministrator) return 'instructor';
    if (courseId === null) return null;
    return (await this.findMembership(courseId, caller))?.role ?? null;
  }
}
