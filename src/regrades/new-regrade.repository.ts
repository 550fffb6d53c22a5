import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Prisma } from '../../prisma/client/client.js';
import { ExerciseLibrary } from '../courses/exercise-library.js';
import { audit } from '../platform/audit.js';
import { PrismaService } from '../platform/prisma.service.js';
import { ProblemError } from '../platform/problem.js';
import type { NewRegradeFields } from './regrade.schema.js';

/** Who does something to the sets of which course. */
export interface Deed {
  readonly actorId: string;
  readonly courseId: string;
}

interface Assignment {
  readonly id: string;
  readonly exercise: string;
}

/** What is to be judged again, and by which version. */
interface Extent {
  /** Null: the whole course. */
  readonly assignmentId: string | null;
  readonly submissionId: string | null;
  readonly assignments: readonly (Assignment & { readonly version: number })[];
}

/** Makes sets: which submissions, and by which version of their exercise, is decided now and stays. */
@Injectable()
export class NewRegradeRepository {
  constructor(
    private readonly prisma: PrismaService,
    private readonly library: ExerciseLibrary,
  ) {}

  /** Its id. What is handed in or graded later is not part of it. */
  async create({ actorId, courseId }: Deed, fields: NewRegradeFields): Promise<string> {
    const extent = await this.extentOf(courseId, fields);
    const id = randomUUID();
    const { mode, reason, exerciseVersion = null } = fields;
    const { assignmentId, submissionId } = extent;
    await this.prisma.$transaction(
      async (transaction) => {
        await transaction.regrade.create({
          data: {
            id,
            courseId,
            assignmentId,
            submissionId,
            mode,
            reason,
            exerciseVersion,
            createdById: actorId,
          },
        });
        const count = await insertItems(transaction, id, extent);
        if (count === 0) {
          throw new ProblemError(
            'conflict',
            'Nothing has been graded there yet: there is nothing to judge again.',
          );
        }
        const details = { mode, assignmentId, submissionId, exerciseVersion, submissions: count, reason };
        await audit(transaction, { actorId, courseId, action: 'regrade-created', subject: id, details });
      },
      { timeout: 60_000 },
    );
    return id;
  }

  private async extentOf(courseId: string, fields: NewRegradeFields): Promise<Extent> {
    const { assignment, submission, exerciseVersion = null } = fields;
    if (assignment !== undefined && submission !== undefined) {
      throw ProblemError.ofField('bad-field', 'submission', 'Name an assignment or a submission, not both.');
    }
    if (submission !== undefined) {
      const assignmentOfIt = await this.getAssignmentOf(courseId, submission);
      const assignments = [await this.withVersion(courseId, assignmentOfIt, exerciseVersion)];
      return { assignmentId: assignmentOfIt.id, submissionId: submission, assignments };
    }
    if (assignment !== undefined) {
      const found = await this.getAssignment(courseId, assignment);
      const assignments = [await this.withVersion(courseId, found, exerciseVersion)];
      return { assignmentId: assignment, submissionId: null, assignments };
    }
    if (exerciseVersion !== null) {
      const message = 'A course has many exercises: name the assignment whose version this is.';
      throw ProblemError.ofField('bad-field', 'exerciseVersion', message);
    }
    const all = await this.prisma.assignment.findMany({ where: { courseId }, select: assignmentFields });
    const assignments = await Promise.all(all.map((each) => this.withVersion(courseId, each, null)));
    return { assignmentId: null, submissionId: null, assignments };
  }

  private async getAssignment(courseId: string, id: string): Promise<Assignment> {
    const found = await this.prisma.assignment.findFirst({
      where: { id, courseId },
      select: assignmentFields,
    });
    if (found) return found;
    throw ProblemError.ofField('unknown-assignment', 'assignment', `The course has no assignment "${id}".`);
  }

  private async getAssignmentOf(courseId: string, submissionId: string): Promise<Assignment> {
    const found = await this.prisma.assignment.findFirst({
      where: { courseId, submissions: { some: { id: submissionId } } },
      select: assignmentFields,
    });
    if (found) return found;
    const message = `Nothing with the id "${submissionId}" was handed in in this course.`;
    throw ProblemError.ofField('bad-field', 'submission', message);
  }

  private async withVersion(courseId: string, assignment: Assignment, wanted: number | null) {
    const versions = await this.library.versions(assignment.exercise, courseId);
    const version = wanted ?? versions[0];
    if (version !== undefined && versions.includes(version)) return { ...assignment, version };
    const message = `"${assignment.exercise}" has no version ${version}; there are: ${versions.join(', ')}.`;
    throw ProblemError.ofField('unknown-version', 'exerciseVersion', message);
  }
}

const assignmentFields = { id: true, exercise: true } as const;

/** All that is final, but for what people left behind who have been erased: nothing of it can be judged. */
async function insertItems(
  transaction: Prisma.TransactionClient,
  regradeId: string,
  { submissionId, assignments }: Extent,
): Promise<number> {
  const only = submissionId === null ? Prisma.empty : Prisma.sql`AND s.id = ${submissionId}::uuid`;
  return transaction.$executeRaw`
    INSERT INTO regrade_items (regrade_id, submission_id, exercise_version, score_before)
    SELECT ${regradeId}::uuid, s.id, wanted.version, s.final_score
    FROM unnest(${assignments.map(({ id }) => id)}::uuid[], ${assignments.map(({ version }) => version)}::int[])
      AS wanted(assignment_id, version)
    JOIN submissions s ON s.assignment_id = wanted.assignment_id
    JOIN people p ON p.id = s.person_id
    WHERE s.status IN ('graded', 'failed') AND p.erased_at IS NULL ${only}`;
}
