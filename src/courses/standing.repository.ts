import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
import { PrismaService } from '../platform/prisma.service.js';
import type { AttemptsMade } from './attempt-rules.js';

/** How one person stands at one assignment, as it is stored. */
export interface Standing extends AttemptsMade {
  readonly extension: Pick<Prisma.ExtensionModel, 'dueAt' | 'closesAt' | 'extraAttempts'> | null;
  readonly grade: Pick<Prisma.GradeModel, 'points' | 'score' | 'maxScore' | 'submissionId'> | null;
}

const none: Standing = { extension: null, attemptsUsed: 0, lastAttemptAt: null, grade: null };

@Injectable()
export class StandingRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** By id of the assignment: one entry for each. A statement per table, for any number of assignments. */
  async find(enrolmentId: string, assignmentIds: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
    const where = { enrolmentId, assignmentId: { in: [...assignmentIds] } };
    const [extensions, attempts, grades] = await Promise.all([
      this.prisma.extension.findMany({
        where,
        select: { assignmentId: true, dueAt: true, closesAt: true, extraAttempts: true },
      }),
      this.prisma.submission.groupBy({
        by: ['assignmentId'],
        where: { ...where, status: { not: 'failed' } },
        _count: true,
        _max: { createdAt: true },
      }),
      this.prisma.grade.findMany({
        where,
        select: { assignmentId: true, points: true, score: true, maxScore: true, submissionId: true },
      }),
    ]);
    const standings = new Map<string, Standing>(assignmentIds.map((id) => [id, none]));
    const add = (id: string | null, part: Partial<Standing>) => {
      if (id !== null) standings.set(id, { ...(standings.get(id) ?? none), ...part });
    };
    for (const { assignmentId, ...extension } of extensions) add(assignmentId, { extension });
    for (const { assignmentId, _count, _max } of attempts) {
      add(assignmentId, { attemptsUsed: _count, lastAttemptAt: _max.createdAt });
    }
    for (const { assignmentId, ...grade } of grades) add(assignmentId, { grade });
    return standings;
  }
}
