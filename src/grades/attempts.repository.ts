import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
import { shows, visibilityFor } from '../grading/visibility.js';
import { PrismaService } from '../platform/prisma.service.js';
import type { AttemptsView } from './course-submissions.schema.js';

/** Practice has no limit of attempts; older ones are found in the list of submissions. */
const mostAttempts = 200;

const listed = {
  id: true,
  attempt: true,
  status: true,
  createdAt: true,
  gradedAt: true,
  score: true,
  finalScore: true,
  maxScore: true,
} satisfies Prisma.SubmissionSelect;

/** All that one person has handed in for the same thing. */
@Injectable()
export class AttemptsRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Oldest first; null when there is no such submission. Practice of nobody stands alone: it is not one person's. */
  async list(
    submissionId: string,
    { isGrader, now }: { readonly isGrader: boolean; readonly now: Date },
  ): Promise<AttemptsView['items'] | null> {
    const submission = await this.findSubmission(submissionId);
    if (!submission) return null;
    const { enrolmentId, assignmentId, assignment, enrolment } = submission;
    const dueAt = enrolment?.extensions.find((extension) => extension.assignmentId === assignmentId)?.dueAt;
    const rules = assignment && { ...assignment, dueAt: dueAt ?? assignment.dueAt };
    const mayShow = shows(visibilityFor(isGrader, rules, now), 'score');
    const rows = await this.prisma.submission.findMany({
      where: sameAs(submission),
      orderBy: [{ createdAt: 'desc' }, { attempt: 'desc' }, { id: 'desc' }],
      take: mostAttempts,
      select: { ...listed, ...(enrolmentId ? { grades: { select: { enrolmentId: true } } } : {}) },
    });
    return rows.reverse().map(({ grades, createdAt, gradedAt, score, finalScore, maxScore, ...row }) => ({
      ...row,
      createdAt: createdAt.toISOString(),
      gradedAt: gradedAt?.toISOString() ?? null,
      ...(mayShow ? { score, finalScore: finalScore ?? score, maxScore } : hidden),
      counts: mayShow && (grades ?? []).length > 0,
    }));
  }

  private async findSubmission(id: string) {
    return this.prisma.submission.findUnique({
      where: { id },
      select: {
        id: true,
        personId: true,
        exercise: true,
        enrolmentId: true,
        assignmentId: true,
        assignment: { select: { dueAt: true, visibleBeforeDue: true, visibleAfterDue: true } },
        enrolment: { select: { extensions: { select: { assignmentId: true, dueAt: true } } } },
      },
    });
  }
}

const hidden = { score: null, finalScore: null, maxScore: null };

interface Kin {
  readonly id: string;
  readonly personId: string | null;
  readonly exercise: string;
  readonly enrolmentId: string | null;
  readonly assignmentId: string | null;
}

function sameAs({ id, personId, exercise, enrolmentId, assignmentId }: Kin): Prisma.SubmissionWhereInput {
  if (assignmentId !== null) return { assignmentId, enrolmentId };
  return personId === null ? { id } : { personId, exercise, assignmentId: null };
}
