import { Injectable } from '@nestjs/common';
import { Prisma } from '../../prisma/client/client.js';
import type { Report } from '../grading/report.js';
import type { Cursor } from '../platform/cursor.js';
import { PrismaService } from '../platform/prisma.service.js';
import { ProblemError } from '../platform/problem.js';
import type { RunSummary, RunWithTimeline } from './run.schema.js';
import type { SubmissionStatus } from './submission.schema.js';
import type { SubmissionState } from './submission-state.js';

/** What is stored when somebody hands in files. */
export interface NewSubmission {
  readonly id: string;
  readonly personId: string | null;
  readonly exercise: string;
  readonly exerciseVersion: number;
  readonly language: string;
  readonly files: Readonly<Record<string, string>>;
  readonly bodyDigest: string;
  readonly idempotencyKey: string | null;
}

export interface StoredSubmission {
  readonly id: string;
  readonly exercise: string;
  readonly exerciseVersion: number;
  readonly language: string;
  readonly files: Readonly<Record<string, string>>;
  readonly status: SubmissionStatus;
  readonly createdAt: Date;
  readonly gradedAt: Date | null;
  readonly report: Report | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly runs: readonly RunSummary[];
}

export interface ListedSubmission {
  readonly id: string;
  readonly exercise: string;
  readonly language: string;
  readonly status: SubmissionStatus;
  readonly createdAt: Date;
  readonly score: number | null;
  readonly maxScore: number | null;
}

export interface ListQuery {
  /** Whose; null for practice without a person. */
  readonly personId: string | null;
  readonly exercise: string | null;
  readonly after: Cursor | null;
  readonly limit: number;
}

const listed = {
  id: true,
  exercise: true,
  language: true,
  status: true,
  createdAt: true,
  score: true,
  maxScore: true,
} as const;

const state = {
  id: true,
  revision: true,
  status: true,
  scenario: true,
  scenarioIndex: true,
  scenarioTotal: true,
  score: true,
  maxScore: true,
  errorMessage: true,
} as const;

/** Submissions as callers of the API see them: handing in and reading. The worker's side is grading.repository.ts. */
@Injectable()
export class SubmissionRepository {
  constructor(private readonly prisma: PrismaService) {}

  /**
   * One insert. A repeated Idempotency-Key gives the submission that it made the first time, also when both requests
   * come at once: the unique index decides who is first.
   */
  async insert(submission: NewSubmission): Promise<{ id: string; status: SubmissionStatus; isNew: boolean }> {
    try {
      const { id, status } = await this.prisma.submission.create({
        data: { ...submission, files: { ...submission.files } },
        select: { id: true, status: true },
      });
      return { id, status, isNew: true };
    } catch (error) {
      if (!isUniqueViolation(error) || submission.idempotencyKey === null) throw error;
      return { ...(await this.getByKey(submission, submission.idempotencyKey)), isNew: false };
    }
  }

  private async getByKey({ bodyDigest }: NewSubmission, idempotencyKey: string) {
    const first = await this.prisma.submission.findUniqueOrThrow({
      where: { idempotencyKey },
      select: { id: true, status: true, bodyDigest: true },
    });
    if (first.bodyDigest !== bodyDigest) {
      throw ProblemError.ofField(
        'idempotency-key-reused',
        'Idempotency-Key',
        `This key was used for submission ${first.id}, whose body was another one. Take a new key for a new submission.`,
      );
    }
    return { id: first.id, status: first.status };
  }

  async find(id: string): Promise<StoredSubmission | null> {
    const row = await this.prisma.submission.findUnique({
      where: { id },
      omit: { idempotencyKey: true, bodyDigest: true },
      include: { runs: { omit: { timeline: true }, orderBy: { position: 'asc' } } },
    });
    if (!row) return null;
    return {
      ...row,
      files: row.files as Record<string, string>,
      report: row.report as Report | null,
      error: row.errorCode === null ? null : { code: row.errorCode, message: row.errorMessage ?? '' },
      runs: row.runs.map(summaryOf),
    };
  }

  /** Null when there is no such submission; empty until it is graded. */
  async findTimeline(id: string): Promise<RunWithTimeline[] | null> {
    const row = await this.prisma.submission.findUnique({
      where: { id },
      select: { runs: { orderBy: { position: 'asc' } } },
    });
    if (!row) return null;
    return row.runs.map((run) => ({
      ...summaryOf(run),
      timeline: run.timeline as unknown as RunWithTimeline['timeline'],
    }));
  }

  async findState(id: string): Promise<SubmissionState | null> {
    return this.prisma.submission.findUnique({ where: { id }, select: state });
  }

  /** Place in line of all that are queued: 1 for the next. */
  async queuePositions(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.prisma.submission.findMany({
      where: { status: 'queued' },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      select: { id: true },
    });
    return new Map(rows.map(({ id }, index) => [id, index + 1]));
  }

  /** Newest first, by key: a page stays where it is while new submissions come in. */
  async list({
    personId,
    exercise,
    after,
    limit,
  }: ListQuery): Promise<{ items: ListedSubmission[]; hasMore: boolean }> {
    const rows = await this.prisma.submission.findMany({
      where: {
        personId,
        ...(exercise === null ? {} : { exercise }),
        ...(after === null
          ? {}
          : {
              createdAt: { lte: after.createdAt },
              OR: [{ createdAt: { lt: after.createdAt } }, { id: { lt: after.id } }],
            }),
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
      select: listed,
    });
    return { items: rows.slice(0, limit), hasMore: rows.length > limit };
  }
}

type RunRow = Omit<Prisma.RunModel, 'timeline'>;

function summaryOf(run: RunRow): RunSummary {
  return {
    scenario: run.scenario,
    title: run.title,
    outcome: run.outcome as RunSummary['outcome'],
    exitStatus: run.exitStatus,
    signal: run.signal,
    fault: run.fault as RunSummary['fault'],
    blocked: run.blocked as RunSummary['blocked'],
    elapsedMs: run.elapsedMs,
    realMs: run.realMs,
    cpuMs: run.cpuMs,
    memoryBytes: Number(run.memoryBytes),
  };
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';
}
