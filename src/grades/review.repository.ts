import { Injectable } from '@nestjs/common';
import { Prisma } from '../../prisma/client/client.js';
import type { CheckOfExercise, Criterion } from '../grading/exercise.js';
import { audit } from '../platform/audit.js';
import { PrismaService } from '../platform/prisma.service.js';
import { ProblemError } from '../platform/problem.js';
import { keepGrades } from './grade-keeper.js';
import { findReports } from './grade-sources.js';
import { lockGraded } from './graded-submission.js';
import { replaceOverride, targetOf } from './override.repository.js';
import type { OverrideView } from './override-view.js';
import type { Decision, ReviewsView } from './review.schema.js';

/** Where a page of the queue ends. */
export type ReviewKey = readonly [openedAtMs: number, submissionId: string, checkId: string];

export interface ReviewsWanted {
  readonly courseId: string;
  readonly assignment: string | undefined;
}

interface Row {
  readonly submissionId: string;
  readonly checkId: string;
  readonly openedAt: Date;
  readonly assignmentId: string;
  readonly assignmentTitle: string;
  readonly exercise: string;
  readonly exerciseVersion: number;
  readonly personId: string;
  readonly name: string;
  readonly attempt: number;
}

export type OpenReview = ReviewsView['items'][number];

/** Checks that wait for a person; which ones do is decided where grades are kept. */
@Injectable()
export class ReviewRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Students only, who has waited longest first. */
  async list(wanted: ReviewsWanted, after: ReviewKey | null, limit: number): Promise<OpenReview[]> {
    const rows = await this.findRows(wanted, after, limit);
    const reports = await findReports(
      this.prisma,
      rows.map(({ submissionId }) => submissionId),
    );
    const versions = await this.prisma.exerciseVersion.findMany({
      where: { OR: rows.map(({ exercise: slug, exerciseVersion: version }) => ({ slug, version })) },
      select: { slug: true, version: true, definition: true },
    });
    return rows.map(({ exercise, exerciseVersion, personId, name, openedAt, ...row }) => {
      const result = reports.get(row.submissionId)?.checks.find(({ id }) => id === row.checkId);
      const version = versions.find(({ slug, version }) => slug === exercise && version === exerciseVersion);
      return {
        ...row,
        openedAt: openedAt.toISOString(),
        person: { id: personId, name },
        checkTitle: result?.title ?? row.checkId,
        points: result?.points ?? 0,
        earned: result?.earned ?? 0,
        message: result?.message ?? '',
        rubric: [...rubricOf(version?.definition, row.checkId)],
      };
    });
  }

  /** All that wait, less those of the few who are no students: whose each one is takes longer to look up. */
  async count({ courseId, assignment }: ReviewsWanted): Promise<number> {
    const ofAssignment = assignment ? Prisma.sql`AND assignments.id = ${assignment}::uuid` : Prisma.empty;
    const [row] = await this.prisma.$queryRaw<{ count: number }[]>`
      SELECT ((
        SELECT count(*) FROM assignments JOIN reviews ON reviews.assignment_id = assignments.id
        WHERE assignments.course_id = ${courseId}::uuid AND reviews.decided_at IS NULL ${ofAssignment}
      ) - (
        SELECT count(*) FROM assignments
        JOIN enrolments ON enrolments.course_id = assignments.course_id AND enrolments.role <> 'student'
        JOIN submissions ON submissions.assignment_id = assignments.id AND submissions.enrolment_id = enrolments.id
        JOIN reviews ON reviews.submission_id = submissions.id AND reviews.decided_at IS NULL
        WHERE assignments.course_id = ${courseId}::uuid ${ofAssignment}
      ))::int AS count`;
    return row?.count ?? 0;
  }

  /** By `decided_at` too, though it is null in all: so the index has the order, and only what is shown is looked up. */
  private async findRows({ courseId, assignment }: ReviewsWanted, after: ReviewKey | null, limit: number) {
    const ofAssignment = assignment ? Prisma.sql`AND assignments.id = ${assignment}::uuid` : Prisma.empty;
    return this.prisma.$queryRaw<Row[]>`
      SELECT oldest.*, assignments.id AS "assignmentId", assignments.title AS "assignmentTitle",
        assignments.exercise, assignments.exercise_version AS "exerciseVersion"
      FROM assignments
      CROSS JOIN LATERAL (
        SELECT reviews.submission_id AS "submissionId", reviews.check_id AS "checkId",
          reviews.opened_at AS "openedAt", submissions.attempt, people.id AS "personId", people.name
        FROM reviews
        JOIN submissions ON submissions.id = reviews.submission_id
        JOIN enrolments ON enrolments.id = submissions.enrolment_id AND enrolments.role = 'student'
        JOIN people ON people.id = enrolments.person_id
        WHERE reviews.assignment_id = assignments.id AND reviews.decided_at IS NULL ${behind(after)}
        ORDER BY reviews.decided_at, reviews.opened_at, reviews.submission_id, reviews.check_id LIMIT ${limit}
      ) AS oldest
      WHERE assignments.course_id = ${courseId}::uuid ${ofAssignment}
      ORDER BY "openedAt", "submissionId", "checkId" LIMIT ${limit}`;
  }

  /** The points of the rubric take the place of those of the check. Can be decided again, as long as it is in the queue's history. */
  async decide(
    submissionId: string,
    checkId: string,
    { actorId, decision }: { readonly actorId: string; readonly decision: Decision },
  ): Promise<OverrideView> {
    return this.prisma.$transaction(async (transaction) => {
      const submission = await lockGraded(transaction, submissionId);
      const { courseId, assignmentId, enrolmentId } = submission;
      const review = await transaction.review.findUnique({
        where: { submissionId_checkId: { submissionId, checkId } },
        select: { assignment: { select: { version: { select: { definition: true } } } } },
      });
      if (!review) throw new ProblemError('not-found', `The check "${checkId}" waits for nobody.`);
      const { rubric, reason } = decision;
      const points = pointsOf(rubric, rubricOf(review.assignment.version.definition, checkId));
      const override = await replaceOverride(transaction, targetOf(submission, checkId), {
        points,
        reason,
        authorId: actorId,
      });
      await transaction.review.update({
        where: { submissionId_checkId: { submissionId, checkId } },
        data: { decidedAt: new Date(), deciderId: actorId, rubric },
      });
      await keepGrades(transaction, assignmentId, [enrolmentId]);
      const details = { check: checkId, points, rubric, reason };
      const action = 'review-decided';
      await audit(transaction, { actorId, courseId, action, subject: submissionId, details });
      return override;
    });
  }
}

function behind(after: ReviewKey | null): Prisma.Sql {
  if (after === null) return Prisma.empty;
  const [openedAtMs, submissionId, checkId] = after;
  return Prisma.sql`AND (reviews.opened_at, reviews.submission_id, reviews.check_id)
    > (${new Date(openedAtMs)}::timestamptz, ${submissionId}::uuid, ${checkId})`;
}

function rubricOf(definition: unknown, checkId: string): readonly Criterion[] {
  const { checks } = (definition ?? { checks: [] }) as { checks: readonly CheckOfExercise[] };
  return checks.find(({ id }) => id === checkId)?.review?.rubric ?? [];
}

/** Throws the problem with each criterion that is not known, is missing, or has more points than there are. */
function pointsOf(given: Readonly<Record<string, number>>, rubric: readonly Criterion[]): number {
  const missing = rubric.filter(({ id }) => !Object.hasOwn(given, id));
  const tooMany = rubric.filter(({ id, points }) => (given[id] ?? 0) > points);
  const strange = Object.keys(given).filter((id) => !rubric.some((criterion) => criterion.id === id));
  const errors = [
    ...missing.map(({ id }) => ({ field: `rubric.${id}`, message: 'This criterion has no points yet.' })),
    ...tooMany.map(({ id, points }) => ({
      field: `rubric.${id}`,
      message: `There are ${points} points to be had.`,
    })),
    ...strange.map((id) => ({ field: `rubric.${id}`, message: 'The rubric has no such criterion.' })),
  ];
  if (errors.length > 0) {
    throw new ProblemError(
      'bad-field',
      errors.map(({ field, message }) => `${field}: ${message}`).join('; '),
      errors,
    );
  }
  return rubric.reduce((sum, { id }) => sum + (given[id] ?? 0), 0);
}
