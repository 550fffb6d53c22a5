import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
import { idsAfter } from '../platform/ids.js';
import { PrismaService } from '../platform/prisma.service.js';
import type { ComparedPair } from './comparison-messages.js';
import type { Program } from './fingerprints.js';

export interface ComparisonTask {
  readonly assignmentId: string;
  readonly exercise: string;
  readonly exerciseVersion: number;
  readonly threshold: number;
}

export interface Compared {
  readonly compared: number;
  readonly pairs: readonly ComparedPair[];
  /** What was left out; null when nothing was. */
  readonly message: string | null;
}

/** Bounds what is held in memory. */
const programsAtOnce = 200;
const pairsAtOnce = 1_000;

const working = (id: string) => ({ id, status: 'working' as const });

/** Comparisons as the worker makes them. What is stored once stays, whoever comes late. */
@Injectable()
export class SimilarityWorkRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Null when there is nothing to do. */
  async find(id: string): Promise<ComparisonTask | null> {
    const row = await this.prisma.similarityReport.findFirst({
      where: working(id),
      select: {
        threshold: true,
        assignmentId: true,
        assignment: { select: { exercise: true, exerciseVersion: true } },
      },
    });
    return row && { threshold: row.threshold, assignmentId: row.assignmentId, ...row.assignment };
  }

  /** The newest program of each student, but for people who were erased. Only Python can be compared so far. */
  async findNewest(assignmentId: string): Promise<string[]> {
    const rows = await this.prisma.$queryRaw<{ id: string }[]>`
      SELECT DISTINCT ON (s.enrolment_id) s.id
      FROM submissions s JOIN enrolments e ON e.id = s.enrolment_id JOIN people p ON p.id = s.person_id
      WHERE s.assignment_id = ${assignmentId}::uuid AND s.language = 'python' AND e.role = 'student'
        AND p.erased_at IS NULL
      ORDER BY s.enrolment_id, s.attempt DESC`;
    return rows.map(({ id }) => id);
  }

  async *readPrograms(ids: readonly string[]): AsyncIterable<Program[]> {
    for (let from = 0; from < ids.length; from += programsAtOnce) {
      const rows = await this.prisma.submission.findMany({
        where: { id: { in: ids.slice(from, from + programsAtOnce) } },
        select: { id: true, files: true },
      });
      yield rows.map(({ id, files }) => ({ id, files: files as Record<string, string> }));
    }
  }

  async finish(reportId: string, { compared, pairs, message }: Compared): Promise<void> {
    await this.prisma.$transaction(
      async (transaction) => {
        const { count } = await transaction.similarityReport.updateMany({
          where: working(reportId),
          data: { status: 'ready', compared, message, readyAt: new Date() },
        });
        if (count === 0) return;
        for (let from = 0; from < pairs.length; from += pairsAtOnce) {
          const rows = pairs.slice(from, from + pairsAtOnce);
          await transaction.similarPair.createMany({
            data: rows.map(({ fragments, ...pair }) => ({
              ...pair,
              reportId,
              fragments: fragments as unknown as Prisma.InputJsonArray,
            })),
          });
        }
      },
      { timeout: 120_000 },
    );
  }

  /** `message` is for the one who asked for it. */
  async fail(id: string, message: string): Promise<void> {
    await this.prisma.similarityReport.updateMany({
      where: working(id),
      data: { status: 'failed', message },
    });
  }

  /** Ids of comparisons that are not done; see `UnfinishedWork`. */
  async findUnfinished(untouchedSince: Date, after: string | null, limit: number): Promise<string[]> {
    const where = { status: 'working', createdAt: { lt: untouchedSince } } as const;
    const rows = await this.prisma.similarityReport.findMany(idsAfter(after, limit, where));
    return rows.map(({ id }) => id);
  }
}
