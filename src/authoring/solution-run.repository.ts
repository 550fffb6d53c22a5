import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
import type { TriedSolution } from '../execution/run-solution.js';
import type { Solution } from '../exercises/solutions.js';
import type { Exercise } from '../grading/exercise.js';
import { knownId } from '../platform/ids.js';
import { PrismaService } from '../platform/prisma.service.js';
import { ProblemError } from '../platform/problem.js';
import { type Draft, lockDraft } from './draft.repository.js';

export interface StoredRun {
  readonly id: string;
  readonly revision: number;
  readonly status: 'working' | 'ready' | 'failed';
  readonly message: string | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  /** All that are run, by name. */
  readonly solutions: readonly Solution[];
  /** Those that are done, in no order. */
  readonly results: readonly TriedSolution[];
}

/** Older ones say nothing new. */
const mostKept = 5;

const stored = {
  id: true,
  revision: true,
  status: true,
  message: true,
  createdAt: true,
  endedAt: true,
  solutions: true,
  results: { select: { result: true } },
} as const;

/** What was asked for and what came of it; the work itself is src/queue/solutions.processor.ts. */
@Injectable()
export class SolutionRunRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Throws `conflict` while another one of the draft is under way, or when the draft has changed. */
  async create(
    courseId: string,
    { slug, revision }: Draft,
    exercise: Exercise,
    solutions: readonly Solution[],
  ): Promise<StoredRun> {
    return this.prisma.$transaction(async (transaction) => {
      const { id: draftId } = await lockDraft(transaction, courseId, slug, revision);
      const earlier = await transaction.solutionRun.findMany({
        where: { draftId },
        orderBy: { createdAt: 'desc' },
        select: { id: true, status: true },
      });
      if (earlier.some(({ status }) => status === 'working')) {
        throw new ProblemError('conflict', 'The solutions of this exercise are being run already.');
      }
      const old = earlier.slice(mostKept - 1).map(({ id }) => id);
      await transaction.solutionRun.deleteMany({ where: { id: { in: old } } });
      const row = await transaction.solutionRun.create({
        data: {
          id: randomUUID(),
          draftId,
          revision,
          definition: exercise as unknown as Prisma.InputJsonObject,
          solutions: solutions as unknown as Prisma.InputJsonArray,
        },
        select: stored,
      });
      return runOf(row);
    });
  }

  async get(courseId: string, slug: string, id: string): Promise<StoredRun> {
    const row = await this.prisma.solutionRun.findFirst({
      where: { id: knownId(id, unknownRun), draft: { slug, courseId } },
      select: stored,
    });
    if (!row) throw unknownRun(id);
    return runOf(row);
  }

  /** Id of the newest of a draft. */
  async findNewest(draftId: string): Promise<string | null> {
    const row = await this.prisma.solutionRun.findFirst({
      where: { draftId },
      orderBy: { createdAt: 'desc' },
      select: { id: true },
    });
    return row?.id ?? null;
  }
}

const unknownRun = (id: string) => new ProblemError('not-found', `There is no run of solutions "${id}".`);

function runOf({
  solutions,
  results,
  ...run
}: Prisma.SolutionRunGetPayload<{ select: typeof stored }>): StoredRun {
  return {
    ...run,
    solutions: solutions as unknown as Solution[],
    results: results.map(({ result }) => result as unknown as TriedSolution),
  };
}
