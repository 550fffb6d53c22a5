import { Injectable } from '@nestjs/common';
import { Prisma } from '../../prisma/client/client.js';
import { atLeast } from '../auth/access-rules.js';
import { takeAttempt } from '../courses/handing-in.js';
import { type OverrideView, overrideFields, overrideView } from '../grades/override-view.js';
import type { Report } from '../grading/report.js';
import type { VisibilityRules } from '../grading/visibility.js';
import { behind, type Cursor } from '../platform/cursor.js';
import { PrismaService } from '../platform/prisma.service.js';
import { ProblemError } from '../platform/problem.js';
import type { RunSummary, RunWithTimeline } from './run.schema.js';
import type { SubmissionStatus, SubmissionView } from './submission.schema.js';
import type { SubmissionState } from './submission-state.js';
import { rulesOf, rulesRow } from './visibility-rules.js';

/** What is stored when somebody hands in files. */
export interface NewSubmission {
  readonly id: string;
  readonly personId: string | null;
  /** Null for practice. With one, there is a person. */
  readonly assignmentId: string | null;
  readonly exercise: string;
  readonly exerciseVersion: number;
  readonly language: string;
  readonly files: Readonly<Record<string, string>>;
  readonly bodyDigest: string;
  /** Of the person: others may use the same one. */
  readonly idempotencyKey: string | null;
}

export interface Stored {
  readonly id: string;
  readonly status: SubmissionStatus;
  /** False when a repeated key gave the one of the first time. */
  readonly isNew: boolean;
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
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly assignment: SubmissionView['assignment'];
  readonly attempt: number | null;
  readonly score: number | null;
  readonly finalScore: number | null;
  readonly overrides: readonly OverrideView[];
}

export interface ListedSubmission {
  readonly id: string;
  readonly exercise: string;
  readonly assignmentId: string | null;
  readonly attempt: number | null;
  readonly language: string;
  readonly status: SubmissionStatus;
  readonly createdAt: Date;
  readonly score: number | null;
  readonly maxScore: number | null;
  /** Null for practice. */
  readonly rules: VisibilityRules | null;
  /** Whether its person grades in the course that it was handed in for. */
  readonly isOfStaff: boolean;
}

export interface ListQuery {
  /** Whose; null for practice without a person. */
  readonly personId: string | null;
  readonly exercise: string | null;
  readonly assignmentId: string | null;
  readonly after: Cursor | null;
  readonly limit: number;
}

const listed = {
  id: true,
  exercise: true,
  attempt: true,
  language: true,
  status: true,
  createdAt: true,
  score: true,
  maxScore: true,
  ...rulesRow,
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

/** It may wait for the grades of a whole course, when the rules of an assignment are changed at the same time. */
const handingInMs = 60_000;

/** Submissions as callers of the API see them: handing in and reading. The worker's side is grading.repository.ts. */
@Injectable()
export class SubmissionRepository {
  constructor(private readonly prisma: PrismaService) {}

  /**
   * One insert; for an assignment, in the transaction that finds the attempt free, or throws why there is none. A repeated
   * Idempotency-Key gives the submission that it made the first time, also when both requests come at once: the unique
   * index decides who is first. It does so as well when the assignment has closed since.
   */
  async insert(submission: NewSubmission): Promise<Stored> {
    try {
      const { id, status } = await this.create(submission);
      return { id, status, isNew: true };
    } catch (error) {
      if (!isUniqueViolation(error) && !(error instanceof ProblemError)) throw error;
      const first = await this.findByKey(submission);
      if (!first) throw error;
      return { ...first, isNew: false };
    }
  }

  private async create(submission: NewSubmission): Promise<{ id: string; status: SubmissionStatus }> {
    const { personId, assignmentId } = submission;
    const data = { ...submission, idempotencyKey: keyOf(submission), files: { ...submission.files } };
    const select = { id: true, status: true } as const;
    if (assignmentId === null || personId === null) return this.prisma.submission.create({ data, select });
    const store = async (transaction: Prisma.TransactionClient) => {
      const attempt = await takeAttempt(transaction, { assignmentId, personId });
      return transaction.submission.create({ data: { ...data, ...attempt }, select });
    };
    return this.prisma.$transaction(store, { timeout: handingInMs });
  }

  private async findByKey(submission: NewSubmission) {
    const idempotencyKey = keyOf(submission);
    if (idempotencyKey === null) return null;
    const first = await this.prisma.submission.findUnique({
      where: { idempotencyKey },
      select: { id: true, status: true, bodyDigest: true },
    });
    if (!first) return null;
    if (first.bodyDigest !== submission.bodyDigest) {
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
      include: {
        runs: { omit: { timeline: true }, orderBy: { position: 'asc' } },
        person: { select: { id: true, name: true } },
        assignment: { select: { id: true, title: true, course: { select: { id: true, title: true } } } },
        overrides: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], select: overrideFields },
      },
    });
    if (!row) return null;
    return {
      ...row,
      files: row.files as Record<string, string>,
      report: row.report as Report | null,
      error: row.errorCode === null ? null : { code: row.errorCode, message: row.errorMessage ?? '' },
      runs: row.runs.map(summaryOf),
      overrides: row.overrides.map(overrideView),
      assignment: row.assignment && {
        id: row.assignment.id,
        courseId: row.assignment.course.id,
        courseTitle: row.assignment.course.title,
        title: row.assignment.title,
      },
    };
  }

  /** By what its student is shown of it; null for practice, and when there is no such submission. */
  async findVisibilityRules(id: string): Promise<VisibilityRules | null> {
    const row = await this.prisma.submission.findUnique({
      where: { id },
      select: rulesRow,
    });
    return row && rulesOf(row);
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
    assignmentId,
    after,
    limit,
  }: ListQuery): Promise<{ items: ListedSubmission[]; hasMore: boolean }> {
    const rows = await this.prisma.submission.findMany({
      where: {
        personId,
        ...(exercise === null ? {} : { exercise }),
        ...(assignmentId === null ? {} : { assignmentId }),
        ...(after === null ? {} : behind(after)),
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
      select: listed,
    });
    const items = rows.slice(0, limit).map(({ assignment, enrolment, ...item }) => ({
      ...item,
      rules: rulesOf({ assignmentId: item.assignmentId, assignment, enrolment }),
      isOfStaff: enrolment !== null && atLeast(enrolment.role, 'assistant'),
    }));
    return { items, hasMore: rows.length > limit };
  }
}

/** Keys belong to who sends them; nobody's are those of practice on the own machine. No key has a space in it. */
function keyOf({ personId, idempotencyKey }: NewSubmission): string | null {
  return idempotencyKey === null || personId === null ? idempotencyKey : `${personId} ${idempotencyKey}`;
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
