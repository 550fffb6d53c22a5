import { Injectable } from '@nestjs/common';
import { Prisma } from '../../prisma/client/client.js';
import type { CheckStatus } from '../grading/report.js';
import { PrismaService } from '../platform/prisma.service.js';
import type { CourseStatisticsView, StatisticsView } from './statistics.schema.js';

interface Of {
  readonly courseId: string;
  readonly assignmentId: string;
}

interface CheckCount {
  readonly id: string;
  readonly status: CheckStatus;
  readonly count: number;
}

const bucketCount = 10;

/** What came of an assignment, counted by the database. */
@Injectable()
export class StatisticsRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Null when the course has no such assignment. */
  async find({ courseId, assignmentId }: Of): Promise<StatisticsView | null> {
    const assignment = await this.prisma.assignment.findFirst({
      where: { id: assignmentId, courseId },
      select: { course: { select: { timeZone: true } }, version: { select: { definition: true } } },
    });
    if (!assignment) return null;
    const of = { courseId, assignmentId };
    const { median, ...numbers } = await this.numbers(of);
    const { checks = [] } = assignment.version.definition as {
      checks?: { id: string; title: string; points: number }[];
    };
    const counts = await this.countChecks(of);
    return {
      ...numbers,
      scores: { buckets: await this.buckets(of), median },
      checks: checks.map(({ id, title, points }) => ({ id, title, points, ...sharesOf(id, counts) })),
      submissionsByDay: await this.days(of, assignment.course.timeZone),
    };
  }

  /** One line for each assignment, also for those at which nobody has anything. */
  async ofCourse(courseId: string): Promise<CourseStatisticsView> {
    const people = await this.prisma.enrolment.count({ where: { courseId, role: 'student' } });
    const assignments = await this.prisma.$queryRaw<CourseStatisticsView['assignments']>`
      SELECT assignments.id AS "assignmentId", coalesce(submitted, 0)::int AS submitted, "meanPoints",
        coalesce("awaitingReview", 0)::int AS "awaitingReview"
      FROM assignments LEFT JOIN (
        SELECT grades.assignment_id, count(grades.submission_id) AS submitted,
          round(avg(grades.points)::numeric, 2)::float8 AS "meanPoints",
          count(*) FILTER (WHERE grades.awaits_review) AS "awaitingReview"
        FROM enrolments JOIN grades ON grades.enrolment_id = enrolments.id
        WHERE enrolments.course_id = ${courseId}::uuid AND enrolments.role = 'student'
        GROUP BY grades.assignment_id
      ) AS results ON results.assignment_id = assignments.id
      WHERE assignments.course_id = ${courseId}::uuid
      ORDER BY assignments.position, assignments.id`;
    return { people, assignments };
  }

  private async numbers(of: Of) {
    const [row] = await this.prisma.$queryRaw<
      {
        people: number;
        submitted: number;
        median: number | null;
        medianAttempts: number | null;
        awaitingReview: number;
      }[]
    >`
      SELECT count(*)::int AS people, count(submission_id)::int AS submitted,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY 100 * score / nullif(max_score, 0))
          FILTER (WHERE submission_id IS NOT NULL) AS median,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY attempts) FILTER (WHERE attempts > 0) AS "medianAttempts",
        (count(*) FILTER (WHERE awaits_review))::int AS "awaitingReview"
      FROM ${studentsOf(of, Prisma.sql`LEFT JOIN`)}`;
    if (!row) throw new Error('An aggregate without a row');
    return row;
  }

  private async buckets(of: Of): Promise<number[]> {
    const rows = await this.prisma.$queryRaw<{ bucket: number; count: number }[]>`
      SELECT least(floor(${bucketCount} * score / nullif(max_score, 0)), ${bucketCount - 1})::int AS bucket,
        count(*)::int AS count
      FROM ${studentsOf(of)} WHERE submission_id IS NOT NULL GROUP BY 1`;
    const counts = new Map(rows.map(({ bucket, count }) => [bucket, count]));
    return Array.from({ length: bucketCount }, (_, bucket) => counts.get(bucket) ?? 0);
  }

  private async countChecks(of: Of): Promise<CheckCount[]> {
    return this.prisma.$queryRaw`
      SELECT each.key AS id, each.value AS status, count(*)::int AS count
      FROM ${studentsOf(of)} CROSS JOIN jsonb_each_text(grades.checks) AS each GROUP BY 1, 2`;
  }

  /**
   * Everybody's, less those of the few who are no students: the first is counted from an index by assignment and time
   * alone, where to look up whose each of 50,000 submissions is would take longer than all the rest.
   */
  private async days({ courseId, assignmentId }: Of, timeZone: string) {
    const day = Prisma.sql`(created_at AT TIME ZONE ${timeZone}::text)::date AS day`;
    return this.prisma.$queryRaw<{ day: string; count: number }[]>`
      SELECT day::text, sum(submitted)::int AS count
      FROM (
        SELECT ${day}, count(*) AS submitted FROM submissions
        WHERE assignment_id = ${assignmentId}::uuid GROUP BY 1
        UNION ALL
        SELECT ${day}, -count(*) FROM submissions
        WHERE assignment_id = ${assignmentId}::uuid AND enrolment_id = ANY(ARRAY(
          SELECT id FROM enrolments WHERE course_id = ${courseId}::uuid AND role <> 'student')) GROUP BY 1
      ) AS days
      GROUP BY 1 HAVING sum(submitted) > 0 ORDER BY 1`;
  }
}

function studentsOf({ courseId, assignmentId }: Of, join = Prisma.sql`JOIN`): Prisma.Sql {
  return Prisma.sql`(SELECT id FROM enrolments WHERE course_id = ${courseId}::uuid AND role = 'student') AS students
    ${join} grades ON grades.enrolment_id = students.id AND grades.assignment_id = ${assignmentId}::uuid`;
}

function sharesOf(checkId: string, counts: readonly CheckCount[]) {
  const of = (status: CheckStatus) =>
    counts.find((row) => row.id === checkId && row.status === status)?.count ?? 0;
  const passed = of('passed');
  const [partial, failed, notReached] = [of('partial'), of('failed'), of('not-reached')];
  const all = passed + partial + failed + notReached;
  return { passed, partial, failed, notReached, share: all === 0 ? null : passed / all };
}
