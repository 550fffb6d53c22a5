import { Injectable } from '@nestjs/common';
import { Prisma } from '../../prisma/client/client.js';
import { audit } from '../platform/audit.js';
import { behind, type Cursor } from '../platform/cursor.js';
import { PrismaService } from '../platform/prisma.service.js';
import { ProblemError } from '../platform/problem.js';
import type { Deed } from './new-regrade.repository.js';
import {
  type Change,
  changeSizes,
  type RegradeCounts,
  type RegradeItemView,
  type RegradeListItemView,
  type RegradeSize,
  type RegradeView,
} from './regrade.schema.js';

const regradeFields = {
  id: true,
  status: true,
  mode: true,
  submissionId: true,
  exerciseVersion: true,
  reason: true,
  createdAt: true,
  endedAt: true,
  assignment: { select: { id: true, title: true } },
  createdBy: { select: { id: true, name: true } },
} as const;
type RegradeRow = Prisma.RegradeGetPayload<{ select: typeof regradeFields }>;

const itemFields = {
  submissionId: true,
  status: true,
  exerciseVersion: true,
  scoreBefore: true,
  scoreAfter: true,
  message: true,
  submission: {
    select: {
      attempt: true,
      person: { select: { id: true, name: true } },
      assignment: { select: { id: true, title: true } },
    },
  },
} as const;
type ItemRow = Prisma.RegradeItemGetPayload<{ select: typeof itemFields }>;

/** Sets as instructors see them. */
@Injectable()
export class RegradeRepository {
  constructor(private readonly prisma: PrismaService) {}

  async get(courseId: string, id: string): Promise<RegradeView> {
    const row = await this.prisma.regrade.findFirst({ where: { id, courseId }, select: regradeFields });
    if (!row) throw unknownRegrade(id);
    const [view] = await this.viewsOf([row]);
    if (!view) throw unknownRegrade(id);
    return { ...view, sizes: await this.sizesOf(id) };
  }

  /** Newest first. */
  async list(courseId: string, after: Cursor | null, limit: number) {
    const rows = await this.prisma.regrade.findMany({
      where: {
        courseId,
        ...(after === null ? {} : behind(after)),
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
      select: regradeFields,
    });
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return { items: await this.viewsOf(shown), last: last ?? null };
  }

  /** By submission id. */
  async listItems(
    regradeId: string,
    change: Change | null,
    after: string | null,
    limit: number,
  ): Promise<{ items: RegradeItemView[]; last: string | null }> {
    const rows = await this.prisma.regradeItem.findMany({
      where: {
        regradeId,
        ...(change === null ? {} : this.ofChange(change)),
        ...(after === null ? {} : { submissionId: { gt: after } }),
      },
      orderBy: { submissionId: 'asc' },
      take: limit + 1,
      select: itemFields,
    });
    const items = rows.slice(0, limit).map(itemView);
    return { items, last: rows.length > limit ? (items.at(-1)?.submissionId ?? null) : null };
  }

  /** Nothing of it is kept but that it was. Doing it again changes nothing. */
  async discard({ actorId, courseId }: Deed, id: string): Promise<void> {
    await this.prisma.$transaction(async (transaction) => {
      const { count } = await transaction.regrade.updateMany({
        where: { id, courseId, status: { in: ['working', 'ready'] } },
        data: { status: 'discarded', endedAt: new Date() },
      });
      if (count === 0) return;
      await forgetResults(transaction, id);
      await audit(transaction, { actorId, courseId, action: 'regrade-discarded', subject: id, details: {} });
    });
    const { status } = await this.get(courseId, id);
    if (status !== 'discarded') {
      throw new ProblemError(
        'conflict',
        'It has been applied: what it changed cannot be discarded any more.',
      );
    }
  }

  private ofChange(change: Change): Prisma.RegradeItemWhereInput {
    const { scoreBefore } = this.prisma.regradeItem.fields;
    switch (change) {
      case 'failed':
        return { status: 'failed' };
      case 'same':
        return { status: 'done', scoreAfter: { equals: scoreBefore } };
      case 'lose':
        return { status: 'done', scoreAfter: { lt: scoreBefore } };
      case 'gain':
        return { status: 'done', OR: [{ scoreBefore: null }, { scoreAfter: { gt: scoreBefore } }] };
    }
  }

  private async viewsOf(rows: readonly RegradeRow[]): Promise<RegradeListItemView[]> {
    const counts = await this.countsOf(rows.map(({ id }) => id));
    return rows.map(({ createdBy, submissionId, createdAt, endedAt, ...row }) => ({
      ...row,
      submission: submissionId,
      author: createdBy,
      createdAt: createdAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
      counts: counts.get(row.id) ?? noCounts,
    }));
  }

  private async countsOf(ids: readonly string[]): Promise<ReadonlyMap<string, RegradeCounts>> {
    const rows = await this.prisma.$queryRaw<({ id: string } & RegradeCounts)[]>`
      SELECT regrade_id AS id, count(*)::int AS total,
        count(*) FILTER (WHERE status = 'waiting')::int AS waiting,
        count(*) FILTER (WHERE status = 'done')::int AS done,
        count(*) FILTER (WHERE status = 'failed')::int AS failed,
        count(*) FILTER (WHERE status = 'done' AND (score_before IS NULL OR score_after > score_before))::int AS gain,
        count(*) FILTER (WHERE status = 'done' AND score_after < score_before)::int AS lose,
        count(*) FILTER (WHERE status = 'done' AND score_after = score_before)::int AS same,
        round(coalesce(sum(score_before) FILTER (WHERE status = 'done'), 0)::numeric, 1)::float8 AS "sumBefore",
        round(coalesce(sum(score_after) FILTER (WHERE status = 'done'), 0)::numeric, 1)::float8 AS "sumAfter"
      FROM regrade_items WHERE regrade_id = ANY(${[...ids]}::uuid[]) GROUP BY regrade_id`;
    return new Map(rows.map(({ id, ...counts }) => [id, counts]));
  }

  private async sizesOf(id: string): Promise<RegradeSize[]> {
    const rows = await this.prisma.$queryRaw<{ size: number; gain: number; lose: number }[]>`
      SELECT width_bucket(abs(change), ${[...changeSizes]}::float8[]) AS size,
        count(*) FILTER (WHERE change > 0)::int AS gain, count(*) FILTER (WHERE change < 0)::int AS lose
      FROM (SELECT score_after - coalesce(score_before, 0) AS change FROM regrade_items
        WHERE regrade_id = ${id}::uuid AND status = 'done') AS changes
      WHERE change <> 0 GROUP BY 1`;
    const bySize = new Map(rows.map(({ size, ...counts }) => [size, counts]));
    return [0, ...changeSizes].map((from, size) => ({
      from,
      below: changeSizes[size] ?? null,
      ...(bySize.get(size) ?? { gain: 0, lose: 0 }),
    }));
  }
}

const noCounts: RegradeCounts = {
  total: 0,
  waiting: 0,
  done: 0,
  failed: 0,
  gain: 0,
  lose: 0,
  same: 0,
  sumBefore: 0,
  sumAfter: 0,
};

/** Reports and runs of a set that is over: they have become those of the submissions, or nobody wants them. */
export async function forgetResults(transaction: Prisma.TransactionClient, regradeId: string): Promise<void> {
  await transaction.regradeItem.updateMany({
    where: { regradeId },
    data: { report: Prisma.DbNull, runs: Prisma.DbNull },
  });
}

export const unknownRegrade = (id: string) => new ProblemError('not-found', `There is no regrade "${id}".`);

function itemView({ submission, ...item }: ItemRow): RegradeItemView {
  const { assignment, attempt, person } = submission;
  if (!assignment || attempt === null)
    throw new Error(`${item.submissionId} was handed in for no assignment`);
  return { ...item, person, assignment, attempt, change: changeOf(item) };
}

function changeOf({ status, scoreBefore, scoreAfter }: Omit<ItemRow, 'submission'>): Change | null {
  if (status === 'waiting') return null;
  if (status === 'failed' || scoreAfter === null) return 'failed';
  if (scoreBefore === null || scoreAfter > scoreBefore) return 'gain';
  return scoreAfter < scoreBefore ? 'lose' : 'same';
}
