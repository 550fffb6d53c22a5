import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
import { keepGrades } from '../grades/grade-keeper.js';
import type { Report } from '../grading/report.js';
import { tellSubmissions } from '../lms/outbox.js';
import { idsAfter } from '../platform/ids.js';
import { PrismaService } from '../platform/prisma.service.js';
import { runRow, type TitledRun } from './run-rows.js';

/** What a worker needs of a submission, read once. */
export interface GradingSnapshot {
  readonly id: string;
  readonly exercise: string;
  /** The one to grade by, if it was handed in for an assignment; practice is graded by the newest. */
  readonly pinnedVersion: number | null;
  readonly language: string;
  readonly files: Readonly<Record<string, string>>;
  /** How often a worker has begun with it, this time included. */
  readonly deliveries: number;
}

export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** Final states are never left: whoever comes late, or twice, changes nothing. */
const unfinished = { status: { notIn: ['graded', 'failed'] } } satisfies Prisma.SubmissionWhereInput;

/** The next state; a higher revision is what announces it (see the trigger in prisma/migrations). */
const next = { revision: { increment: 1 } };
const noScenario = { scenario: null, scenarioIndex: null, scenarioTotal: null };

/** It may wait for the grades of a whole course, when the rules of an assignment are changed at the same time. */
const closingMs = 60_000;

/** Submissions as the worker changes them. */
@Injectable()
export class GradingRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Null when there is nothing to do: it is final already, or there is no such submission. */
  async begin(id: string): Promise<GradingSnapshot | null> {
    const [row] = await this.prisma.submission.updateManyAndReturn({
      where: { id, ...unfinished },
      data: { deliveries: { increment: 1 } },
      select: {
        id: true,
        exercise: true,
        exerciseVersion: true,
        assignmentId: true,
        language: true,
        files: true,
        deliveries: true,
      },
    });
    if (!row) return null;
    const { exerciseVersion, assignmentId, ...snapshot } = row;
    return {
      ...snapshot,
      files: row.files as Record<string, string>,
      pinnedVersion: assignmentId === null ? null : exerciseVersion,
    };
  }

  async showRunning(id: string, scenario: string, index: number, total: number): Promise<void> {
    await this.prisma.submission.updateMany({
      where: { id, ...unfinished },
      data: { ...next, status: 'running', scenario, scenarioIndex: index, scenarioTotal: total },
    });
  }

  async showChecking(id: string): Promise<void> {
    await this.prisma.submission.updateMany({
      where: { id, ...unfinished },
      data: { ...next, ...noScenario, status: 'checking' },
    });
  }

  /** It will be taken up again, here or elsewhere. */
  async showQueued(id: string): Promise<void> {
    await this.prisma.submission.updateMany({
      where: { id, ...unfinished },
      data: { ...next, ...noScenario, status: 'queued' },
    });
  }

  /** Report, runs, what follows for the grade and what others are told of it in one transaction. False, and nothing written, when it was final already. */
  async finish(id: string, report: Report, runs: readonly TitledRun[]): Promise<boolean> {
    return this.close(id, runs, {
      status: 'graded',
      // The exercise may have got a new version since the files were handed in; this is the one that was judged by.
      exerciseVersion: report.version,
      report: report as unknown as Prisma.InputJsonObject,
      score: report.score,
      finalScore: report.score,
      maxScore: report.maxScore,
      gradedAt: new Date(),
    });
  }

  /** Never a score: what failed is ours or the exercise's. Runs are kept for whoever looks into it. */
  async fail(id: string, { code, message }: Failure, runs: readonly TitledRun[]): Promise<boolean> {
    return this.close(id, runs, {
      status: 'failed',
      errorCode: code,
      errorMessage: message.replaceAll('\0', '\ufffd'),
    });
  }

  private async close(
    id: string,
    runs: readonly TitledRun[],
    data: Prisma.SubmissionUpdateManyMutationInput,
  ): Promise<boolean> {
    const store = async (transaction: Prisma.TransactionClient) => {
      const [closed] = await transaction.submission.updateManyAndReturn({
        where: { id, ...unfinished },
        data: { ...data, ...next, ...noScenario },
        select: { assignmentId: true, enrolmentId: true },
      });
      if (!closed) return false;
      await transaction.run.createMany({ data: runs.map((run, position) => runRow(id, run, position)) });
      const { assignmentId, enrolmentId } = closed;
      if (assignmentId && enrolmentId) {
        await keepGrades(transaction, assignmentId, [enrolmentId]);
        await tellSubmissions(transaction, assignmentId, [id]);
      }
      return true;
    };
    return this.prisma.$transaction(store, { timeout: closingMs });
  }

  /** Ids of submissions that are not final and that nobody has touched since, by id; `after` is the last id seen. */
  async findUnfinished(untouchedSince: Date, after: string | null, limit: number): Promise<string[]> {
    const where = { ...unfinished, updatedAt: { lt: untouchedSince } };
    const rows = await this.prisma.submission.findMany(idsAfter(after, limit, where));
    return rows.map(({ id }) => id);
  }
}
