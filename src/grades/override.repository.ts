import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
import { audit } from '../platform/audit.js';
import { PrismaService } from '../platform/prisma.service.js';
import { ProblemError } from '../platform/problem.js';
import { keepGrades } from './grade-keeper.js';
import { type GradedSubmission, lockGraded } from './graded-submission.js';
import type { GradeOverrideFields, NewOverrideFields } from './override.schema.js';
import { type OverrideView, overrideFields, overrideView } from './override-view.js';
import { unknown } from './path-ids.js';

/** What an override is about; those before of the same end with it. */
export interface OverrideTarget {
  readonly assignmentId: string;
  readonly enrolmentId: string;
  readonly submissionId: string | null;
  readonly checkId: string | null;
}

/** The newer takes the place of the one before. The grade is for the caller to keep. */
export async function replaceOverride(
  transaction: Prisma.TransactionClient,
  target: OverrideTarget,
  fields: { readonly points: number; readonly reason: string; readonly authorId: string },
): Promise<OverrideView> {
  const now = new Date();
  await transaction.override.updateMany({ where: { ...target, endedAt: null }, data: { endedAt: now } });
  const created = await transaction.override.create({
    data: { id: randomUUID(), ...target, ...fields, createdAt: now },
    select: overrideFields,
  });
  return overrideView(created);
}

/** Scores and grades as people set them. */
@Injectable()
export class OverrideRepository {
  constructor(private readonly prisma: PrismaService) {}

  async overrideScore(
    submissionId: string,
    authorId: string,
    { check, points, reason }: NewOverrideFields,
  ): Promise<OverrideView> {
    return this.prisma.$transaction(async (transaction) => {
      const submission = await lockGraded(transaction, submissionId);
      assertPoints(points, mostPoints(submission, check));
      const target = targetOf(submission, check ?? null);
      const override = await replaceOverride(transaction, target, { points, reason, authorId });
      await keepGrades(transaction, submission.assignmentId, [submission.enrolmentId]);
      await audit(transaction, {
        actorId: authorId,
        courseId: submission.courseId,
        action: 'score-overridden',
        subject: submissionId,
        details: { check: check ?? null, points, reason },
      });
      return override;
    });
  }

  async endOverride(submissionId: string, overrideId: string, actorId: string): Promise<void> {
    await this.prisma.$transaction(async (transaction) => {
      const { courseId, assignmentId, enrolmentId } = await lockGraded(transaction, submissionId);
      const [ended] = await transaction.override.updateManyAndReturn({
        where: { id: overrideId, submissionId, endedAt: null },
        data: { endedAt: new Date() },
        select: { checkId: true, points: true },
      });
      if (!ended) throw unknown('override', overrideId);
      await keepGrades(transaction, assignmentId, [enrolmentId]);
      const details = { check: ended.checkId, points: ended.points };
      const action = 'score-override-ended';
      await audit(transaction, { actorId, courseId, action, subject: submissionId, details });
    });
  }

  async overrideGrade(of: GradeTarget, authorId: string, fields: GradeOverrideFields): Promise<OverrideView> {
    return this.prisma.$transaction(async (transaction) => {
      const { courseId, assignmentId, enrolmentId } = of;
      assertPoints(fields.points, await getPoints(transaction, of));
      const target = { assignmentId, enrolmentId, submissionId: null, checkId: null };
      const override = await replaceOverride(transaction, target, { ...fields, authorId });
      await keepGrades(transaction, assignmentId, [enrolmentId]);
      const details = { assignmentId, ...fields };
      const action = 'grade-overridden';
      await audit(transaction, { actorId: authorId, courseId, action, subject: enrolmentId, details });
      return override;
    });
  }

  async endGradeOverride(of: GradeTarget, actorId: string): Promise<void> {
    await this.prisma.$transaction(async (transaction) => {
      const { courseId, assignmentId, enrolmentId } = of;
      await getPoints(transaction, of);
      const [ended] = await transaction.override.updateManyAndReturn({
        where: { assignmentId, enrolmentId, submissionId: null, endedAt: null },
        data: { endedAt: new Date() },
        select: { points: true },
      });
      if (!ended) throw new ProblemError('not-found', 'Nobody has set this grade.');
      await keepGrades(transaction, assignmentId, [enrolmentId]);
      const details = { assignmentId, ...ended };
      const action = 'grade-override-ended';
      await audit(transaction, { actorId, courseId, action, subject: enrolmentId, details });
    });
  }
}

export interface GradeTarget {
  readonly courseId: string;
  readonly assignmentId: string;
  readonly enrolmentId: string;
}

export const targetOf = (
  { id, assignmentId, enrolmentId }: GradedSubmission,
  checkId: string | null,
): OverrideTarget => ({ assignmentId, enrolmentId, submissionId: id, checkId });

function mostPoints({ report }: GradedSubmission, check: string | undefined): number {
  if (check === undefined) return report.maxScore;
  const found = report.checks.find(({ id }) => id === check);
  if (found) return found.points;
  const known = report.checks.map(({ id }) => id).join(', ');
  throw ProblemError.ofField('bad-field', 'check', `The report has no check "${check}"; it has: ${known}.`);
}

function assertPoints(points: number, most: number): void {
  if (points > most) throw ProblemError.ofField('bad-field', 'points', `There are ${most} points to be had.`);
}

/** Points of the assignment. Locks the person first, as all do who set a grade; throws unless both are in the course. */
async function getPoints(
  transaction: Prisma.TransactionClient,
  { courseId, assignmentId, enrolmentId }: GradeTarget,
): Promise<number> {
  const locked = await transaction.$queryRaw<unknown[]>`
    SELECT id FROM enrolments WHERE id = ${enrolmentId}::uuid AND course_id = ${courseId}::uuid FOR NO KEY UPDATE`;
  if (locked.length === 0) throw unknown('person', enrolmentId);
  const assignment = await transaction.assignment.findFirst({
    where: { id: assignmentId, courseId },
    select: { points: true },
  });
  if (!assignment) throw unknown('assignment', assignmentId);
  return assignment.points;
}
