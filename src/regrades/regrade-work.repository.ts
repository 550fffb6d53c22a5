import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
import type { ScoreOverride } from '../grading/grade.js';
import type { Report } from '../grading/report.js';
import { idsAfter } from '../platform/ids.js';
import { PrismaService } from '../platform/prisma.service.js';
import { type TitledRun, titledRunOf } from '../submissions/run-rows.js';

/** One submission of a set, as a worker takes it up. */
export interface RegradeTask {
  readonly regradeId: string;
  readonly submissionId: string;
  readonly mode: 'rescore' | 'rerun';
  readonly exercise: string;
  /** To judge by. */
  readonly exerciseVersion: number;
  readonly language: string;
  readonly files: Readonly<Record<string, string>>;
  /** How often a worker has begun with it, this time included. */
  readonly deliveries: number;
  /** Of people, which go on counting. */
  readonly overrides: readonly ScoreOverride[];
}

export interface Rejudged {
  readonly report: Report;
  /** After overrides. */
  readonly scoreAfter: number;
  /** Of a rerun; null when the stored ones were judged again. */
  readonly runs: readonly TitledRun[] | null;
}

/** An item counts as waiting only while its set is being worked on. */
const waiting = { status: 'waiting', regrade: { status: 'working' } } as const;

const taskFields = {
  exerciseVersion: true,
  deliveries: true,
  regrade: { select: { mode: true } },
  submission: {
    select: {
      exercise: true,
      language: true,
      files: true,
      overrides: { where: { endedAt: null }, select: { checkId: true, points: true } },
    },
  },
} as const;

/** Sets as the worker fills them. What is stored for an item once stays, whoever comes late. */
@Injectable()
export class RegradeWorkRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** The next item after that submission, counted as begun; null when there is none. */
  async begin(regradeId: string, after: string | null): Promise<RegradeTask | null> {
    const next = await this.prisma.regradeItem.findFirst({
      where: { regradeId, ...waiting, ...(after === null ? {} : { submissionId: { gt: after } }) },
      orderBy: { submissionId: 'asc' },
      select: { submissionId: true },
    });
    if (!next) return null;
    const { submissionId } = next;
    const row = await this.prisma.regradeItem.update({
      where: { regradeId_submissionId: { regradeId, submissionId } },
      data: { deliveries: { increment: 1 } },
      select: taskFields,
    });
    const { regrade, submission, exerciseVersion, deliveries } = row;
    const files = submission.files as Record<string, string>;
    return { regradeId, submissionId, ...regrade, ...submission, files, exerciseVersion, deliveries };
  }

  async findRuns(submissionId: string): Promise<TitledRun[]> {
    const rows = await this.prisma.run.findMany({ where: { submissionId }, orderBy: { position: 'asc' } });
    return rows.map(titledRunOf);
  }

  async finish(task: RegradeTask, { report, scoreAfter, runs }: Rejudged): Promise<void> {
    await this.close(task, {
      status: 'done',
      scoreAfter,
      report: report as unknown as Prisma.InputJsonObject,
      ...(runs ? { runs: runs as unknown as Prisma.InputJsonArray } : {}),
    });
  }

  /** `message` is for the instructor: why there is no new score. */
  async fail(task: RegradeTask, message: string): Promise<void> {
    await this.close(task, { status: 'failed', message: message.replaceAll('\0', '\ufffd') });
  }

  private async close(
    { regradeId, submissionId }: RegradeTask,
    data: Prisma.RegradeItemUpdateManyMutationInput,
  ): Promise<void> {
    await this.prisma.regradeItem.updateMany({ where: { regradeId, submissionId, ...waiting }, data });
  }

  /** When nothing of it waits any more; false when something does, or it was discarded. */
  async showReady(regradeId: string): Promise<boolean> {
    const { count } = await this.prisma.regrade.updateMany({
      where: { id: regradeId, status: 'working', items: { none: { status: 'waiting' } } },
      data: { status: 'ready' },
    });
    return count > 0;
  }

  async isWorking(regradeId: string): Promise<boolean> {
    const row = await this.prisma.regrade.findUnique({ where: { id: regradeId }, select: { status: true } });
    return row?.status === 'working';
  }

  /** Ids of sets that are being worked on; see `UnfinishedWork`. */
  async findUnfinished(untouchedSince: Date, after: string | null, limit: number): Promise<string[]> {
    const where = { status: 'working', createdAt: { lt: untouchedSince } } as const;
    const rows = await this.prisma.regrade.findMany(idsAfter(after, limit, where));
    return rows.map(({ id }) => id);
  }
}
