import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
import type { TriedSolution } from '../execution/run-solution.js';
import type { Solution } from '../exercises/solutions.js';
import type { Exercise } from '../grading/exercise.js';
import { idsAfter } from '../platform/ids.js';
import { PrismaService } from '../platform/prisma.service.js';

/** What is left to do of a run of solutions. */
export interface SolutionTask {
  readonly exercise: Exercise;
  readonly solutions: readonly Solution[];
  /** How often a worker has begun with it, this time included. */
  readonly deliveries: number;
}

const working = (id: string) => ({ id, status: 'working' as const });

/** Runs of solutions as the worker makes them. What is stored once stays, whoever comes late. */
@Injectable()
export class SolutionWorkRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Null when there is nothing to do. */
  async begin(id: string): Promise<SolutionTask | null> {
    const { count } = await this.prisma.solutionRun.updateMany({
      where: working(id),
      data: { deliveries: { increment: 1 } },
    });
    if (count === 0) return null;
    const row = await this.prisma.solutionRun.findUnique({
      where: { id },
      select: { definition: true, solutions: true, deliveries: true, results: { select: { name: true } } },
    });
    if (!row) return null;
    const done = new Set(row.results.map(({ name }) => name));
    const all = row.solutions as unknown as Solution[];
    return {
      exercise: row.definition as unknown as Exercise,
      solutions: all.filter(({ name }) => !done.has(name)),
      deliveries: row.deliveries,
    };
  }

  /** Nothing when the run was deleted since. */
  async add(runId: string, result: TriedSolution): Promise<void> {
    await this.prisma.$transaction(async (transaction) => {
      const locked = await transaction.$queryRaw<unknown[]>`
        SELECT 1 FROM solution_runs WHERE id = ${runId}::uuid AND status = 'working' FOR KEY SHARE`;
      if (locked.length === 0) return;
      await transaction.solutionResult.createMany({
        data: [{ runId, name: result.name, result: result as unknown as Prisma.InputJsonObject }],
        skipDuplicates: true,
      });
    });
  }

  async finish(id: string): Promise<void> {
    await this.prisma.solutionRun.updateMany({
      where: working(id),
      data: { status: 'ready', endedAt: new Date() },
    });
  }

  /** `message` is for the one who asked for it. */
  async fail(id: string, message: string): Promise<void> {
    await this.prisma.solutionRun.updateMany({
      where: working(id),
      data: { status: 'failed', message, endedAt: new Date() },
    });
  }

  /** Ids of runs that are not done; see `UnfinishedWork`. */
  async findUnfinished(untouchedSince: Date, after: string | null, limit: number): Promise<string[]> {
    const where = { status: 'working', createdAt: { lt: untouchedSince } } as const;
    const rows = await this.prisma.solutionRun.findMany(idsAfter(after, limit, where));
    return rows.map(({ id }) => id);
  }
}
