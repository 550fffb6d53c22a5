import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
import { audit } from '../platform/audit.js';
import { isUuid } from '../platform/ids.js';
import { PrismaService } from '../platform/prisma.service.js';
import { ProblemError } from '../platform/problem.js';
import { groupsOf } from './groups.js';
import type {
  ComparedProgramView,
  SimilarityReportSummaryView,
  SimilarPairItemView,
  SimilarPairView,
  WholeProgramView,
} from './similarity.schema.js';

const reportFields = {
  id: true,
  status: true,
  threshold: true,
  compared: true,
  message: true,
  createdAt: true,
  readyAt: true,
  assignment: { select: { id: true, title: true } },
  _count: { select: { pairs: true } },
} as const;
type ReportRow = Prisma.SimilarityReportGetPayload<{ select: typeof reportFields }>;

const programFields = { id: true, person: { select: { id: true, name: true } } } as const;
const wholeProgramFields = { ...programFields, attempt: true, createdAt: true, files: true } as const;

/** Where a page of pairs ends: the most similar come first. */
export type PairKey = readonly [similarity: number, leftId: string, rightId: string];

/** Comparisons as people who teach see them. Everything is looked up within a course. */
@Injectable()
export class SimilarityRepository {
  constructor(private readonly prisma: PrismaService) {}

  async create(
    { actorId, courseId }: { actorId: string; courseId: string },
    assignmentId: string,
    threshold: number,
  ): Promise<SimilarityReportSummaryView> {
    await this.assertAssignment(courseId, assignmentId);
    return this.prisma.$transaction(async (transaction) => {
      const row = await transaction.similarityReport.create({
        data: { id: randomUUID(), assignmentId, threshold },
        select: reportFields,
      });
      const details = { assignmentId, threshold };
      await audit(transaction, {
        actorId,
        courseId,
        action: 'similarity-compared',
        subject: row.id,
        details,
      });
      return summaryOf(row);
    });
  }

  /** The newest of an assignment, newest first. */
  async list(courseId: string, assignmentId: string, limit: number): Promise<SimilarityReportSummaryView[]> {
    await this.assertAssignment(courseId, assignmentId);
    const rows = await this.prisma.similarityReport.findMany({
      where: { assignmentId },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit,
      select: reportFields,
    });
    return rows.map(summaryOf);
  }

  async get(courseId: string, id: string): Promise<SimilarityReportSummaryView> {
    if (!isUuid(id)) throw unknownReport(id);
    const row = await this.prisma.similarityReport.findFirst({
      where: { id, assignment: { courseId } },
      select: reportFields,
    });
    if (!row) throw unknownReport(id);
    return summaryOf(row);
  }

  async listPairs(
    reportId: string,
    after: PairKey | null,
    limit: number,
  ): Promise<{ items: SimilarPairItemView[]; last: PairKey | null }> {
    const rows = await this.prisma.similarPair.findMany({
      where: { reportId, ...(after === null ? {} : { OR: comingAfter(after) }) },
      orderBy: [{ similarity: 'desc' }, { leftId: 'asc' }, { rightId: 'asc' }],
      take: limit + 1,
      select: {
        similarity: true,
        longest: true,
        left: { select: programFields },
        right: { select: programFields },
      },
    });
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map(({ left, right, ...pair }) => ({
        ...pair,
        left: programView(left),
        right: programView(right),
      })),
      last: last ? [last.similarity, last.left.id, last.right.id] : null,
    };
  }

  async listGroups(reportId: string): Promise<{ members: ComparedProgramView[] }[]> {
    const pairs = await this.prisma.similarPair.findMany({
      where: { reportId },
      orderBy: [{ similarity: 'desc' }, { leftId: 'asc' }, { rightId: 'asc' }],
      select: { leftId: true, rightId: true },
    });
    const groups = groupsOf(pairs);
    const rows = await this.prisma.submission.findMany({
      where: { id: { in: groups.flat() } },
      select: programFields,
    });
    const programs = new Map(rows.map((row) => [row.id, programView(row)]));
    return groups.map((ids) => ({ members: ids.flatMap((id) => programs.get(id) ?? []) }));
  }

  /** In whichever order the two are named, they come in the order of the report. */
  async getPair(reportId: string, oneId: string, otherId: string): Promise<SimilarPairView> {
    const unknown = () => new ProblemError('not-found', 'The report has no such pair.');
    if (!isUuid(oneId) || !isUuid(otherId)) throw unknown();
    const row = await this.prisma.similarPair.findFirst({
      where: {
        reportId,
        OR: [
          { leftId: oneId, rightId: otherId },
          { leftId: otherId, rightId: oneId },
        ],
      },
      select: {
        similarity: true,
        longest: true,
        fragments: true,
        left: { select: wholeProgramFields },
        right: { select: wholeProgramFields },
      },
    });
    if (!row) throw unknown();
    const { left, right, fragments, ...pair } = row;
    return {
      ...pair,
      left: wholeProgramView(left),
      right: wholeProgramView(right),
      fragments: fragments as unknown as SimilarPairView['fragments'],
    };
  }

  private async assertAssignment(courseId: string, id: string): Promise<void> {
    const found =
      isUuid(id) &&
      (await this.prisma.assignment.findFirst({ where: { id, courseId }, select: { id: true } }));
    if (!found) throw new ProblemError('not-found', `The course has no assignment "${id}".`);
  }
}

const unknownReport = (id: string) => new ProblemError('not-found', `There is no similarity report "${id}".`);

function comingAfter([similarity, leftId, rightId]: PairKey): Prisma.SimilarPairWhereInput[] {
  return [
    { similarity: { lt: similarity } },
    { similarity, leftId: { gt: leftId } },
    { similarity, leftId, rightId: { gt: rightId } },
  ];
}

function summaryOf({ _count, createdAt, readyAt, ...row }: ReportRow): SimilarityReportSummaryView {
  return {
    ...row,
    pairCount: _count.pairs,
    createdAt: createdAt.toISOString(),
    readyAt: readyAt?.toISOString() ?? null,
  };
}

type ProgramRow = Prisma.SubmissionGetPayload<{ select: typeof programFields }>;
const programView = ({ id, person }: ProgramRow): ComparedProgramView => ({ submissionId: id, person });

type WholeProgramRow = Prisma.SubmissionGetPayload<{ select: typeof wholeProgramFields }>;
function wholeProgramView({ attempt, createdAt, files, ...row }: WholeProgramRow): WholeProgramView {
  return {
    ...programView(row),
    attempt: attempt ?? 1,
    createdAt: createdAt.toISOString(),
    files: files as Record<string, string>,
  };
}
