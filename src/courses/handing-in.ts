import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
import type { Caller } from '../auth/caller.js';
import type { Exercise } from '../grading/exercise.js';
import { isUuid } from '../platform/ids.js';
import { PrismaService } from '../platform/prisma.service.js';
import { ProblemError } from '../platform/problem.js';
import { datesFor } from './assignment-dates.js';
import { type AttemptsMade, refusalOf, rulesFor } from './attempt-rules.js';
import { ExerciseLibrary } from './exercise-library.js';

/** What somebody is about to hand in for. */
export interface OpenAssignment {
  readonly assignmentId: string;
  /** In the version that the assignment has pinned. */
  readonly exercise: Exercise;
}

/** An attempt that is free to take, as long as the transaction is open in which it was found. */
export interface Attempt {
  readonly enrolmentId: string;
  readonly attempt: number;
  readonly createdAt: Date;
}

/** What handing in has to know of courses. */
@Injectable()
export class HandingIn {
  constructor(
    private readonly prisma: PrismaService,
    private readonly library: ExerciseLibrary,
  ) {}

  /** Throws the problem that names the field: to people of other courses the assignment does not exist. */
  async getAssignment(assignmentId: string, { personId, isAdministrator }: Caller): Promise<OpenAssignment> {
    const found = isUuid(assignmentId)
      ? await this.prisma.assignment.findUnique({
          where: { id: assignmentId },
          select: {
            id: true,
            exercise: true,
            exerciseVersion: true,
            course: { select: { enrolments: { where: { personId }, select: { id: true } } } },
          },
        })
      : null;
    const isEnrolled = found !== null && found.course.enrolments.length > 0;
    if (!found || !(isEnrolled || isAdministrator)) throw unknownAssignment(assignmentId);
    if (!isEnrolled) throw new ProblemError('forbidden', 'Only people of the course hand in.');
    const exercise = await this.library.find(found.exercise, found.exerciseVersion);
    if (!exercise) throw new Error(`Version ${found.exerciseVersion} of ${found.exercise} is not stored`);
    return { assignmentId: found.id, exercise };
  }
}

/**
 * Finds the next attempt of a person at an assignment, or throws why there is none now. Locks the person's enrolment: of
 * two requests at once, the second sees what the first has stored in its transaction.
 */
export async function takeAttempt(
  transaction: Prisma.TransactionClient,
  { assignmentId, personId }: { assignmentId: string; personId: string },
): Promise<Attempt> {
  // Whoever deletes the assignment waits for us, and we for them.
  await transaction.$queryRaw`SELECT 1 FROM assignments WHERE id = ${assignmentId}::uuid FOR KEY SHARE`;
  const assignment = await transaction.assignment.findUnique({
    where: { id: assignmentId },
    include: { course: { select: { archivedAt: true } } },
  });
  if (!assignment) throw unknownAssignment(assignmentId);
  const { courseId } = assignment;
  await transaction.$queryRaw`
    SELECT 1 FROM enrolments WHERE course_id = ${courseId}::uuid AND person_id = ${personId}::uuid FOR NO KEY UPDATE`;
  const enrolment = await transaction.enrolment.findUnique({
    where: { courseId_personId: { courseId, personId } },
    select: { id: true, role: true, extensions: { where: { assignmentId } } },
  });
  if (!enrolment) throw unknownAssignment(assignmentId);
  const { role } = enrolment;
  const [extension = null] = enrolment.extensions;
  const { last, ...made } = await attemptsOf(transaction, assignmentId, enrolment.id);
  const now = new Date();
  const refusal = refusalOf(
    {
      role,
      isArchived: assignment.course.archivedAt !== null,
      dates: datesFor(assignment, extension),
      rules: rulesFor(role, assignment, extension),
      made,
    },
    now,
  );
  if (refusal) throw ProblemError.ofField(refusal.code, 'assignment', refusal.message);
  return { enrolmentId: enrolment.id, attempt: last + 1, createdAt: now };
}

/** `last` is the highest number given; those that failed by a fault of ours keep theirs, and count no further. */
async function attemptsOf(
  transaction: Prisma.TransactionClient,
  assignmentId: string,
  enrolmentId: string,
): Promise<AttemptsMade & { last: number }> {
  const attempts = await transaction.submission.findMany({
    where: { assignmentId, enrolmentId },
    orderBy: { attempt: 'desc' },
    select: { attempt: true, status: true, createdAt: true },
  });
  const counted = attempts.filter(({ status }) => status !== 'failed');
  return {
    last: attempts[0]?.attempt ?? 0,
    attemptsUsed: counted.length,
    lastAttemptAt: counted[0]?.createdAt ?? null,
  };
}

const unknownAssignment = (id: string) =>
  ProblemError.ofField('unknown-assignment', 'assignment', `There is no assignment "${id}".`);
