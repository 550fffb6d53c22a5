import { Injectable } from '@nestjs/common';
import { shows, visibilityFor } from '../grading/visibility.js';
import { PrismaService } from '../platform/prisma.service.js';
import { gradeFields } from './gradebook.repository.js';
import type { ProgressView } from './gradebook.schema.js';
import { overrideFields, overrideView } from './override-view.js';

export interface ProgressOf {
  readonly courseId: string;
  readonly enrolmentId: string;
  /** Students see what the assignments show them at this moment; whoever grades sees all. */
  readonly reader: 'grader' | 'student';
  readonly now: Date;
}

/** How far a person is in a course. */
@Injectable()
export class ProgressRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Null when nobody is enrolled under this id. */
  async find({ courseId, enrolmentId, reader, now }: ProgressOf): Promise<ProgressView | null> {
    const enrolment = await this.prisma.enrolment.findFirst({
      where: { id: enrolmentId, courseId },
      select: { personId: true, externalId: true, person: { select: { name: true } } },
    });
    if (!enrolment) return null;
    const rows = await this.findAssignments(courseId, enrolmentId);
    const assignments = rows.map(
      ({ extensions, grades, overrides, visibleBeforeDue, visibleAfterDue, ...row }) => {
        const [extension = null] = extensions;
        const { dueAt, closesAt } = extension ?? row;
        const rules = { visibleBeforeDue, visibleAfterDue, dueAt };
        const mayShow = shows(visibilityFor(reader === 'grader', rules, now), 'score');
        const grade = mayShow ? (grades[0] ?? null) : null;
        return {
          ...row,
          dueAt: dueAt.toISOString(),
          closesAt: closesAt.toISOString(),
          extension: extension && {
            ...extension,
            dueAt: dueAt.toISOString(),
            closesAt: closesAt.toISOString(),
          },
          grade,
          overrides: mayShow ? overrides.map(overrideView) : [],
        };
      },
    );
    // Summed here and not read: the stored sum would tell what may not be seen.
    const hundredths = assignments.reduce(
      (sum, { grade }) => sum + Math.round(100 * (grade?.points ?? 0)),
      0,
    );
    const { personId, externalId, person } = enrolment;
    return { enrolmentId, personId, name: person.name, externalId, points: hundredths / 100, assignments };
  }

  private async findAssignments(courseId: string, enrolmentId: string) {
    return this.prisma.assignment.findMany({
      where: { courseId },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: {
        id: true,
        title: true,
        points: true,
        dueAt: true,
        closesAt: true,
        visibleBeforeDue: true,
        visibleAfterDue: true,
        extensions: {
          where: { enrolmentId },
          select: { dueAt: true, closesAt: true, extraAttempts: true, reason: true },
        },
        grades: { where: { enrolmentId }, select: gradeFields },
        overrides: {
          where: { enrolmentId, submissionId: null },
          orderBy: { createdAt: 'asc' },
          select: overrideFields,
        },
      },
    });
  }
}
