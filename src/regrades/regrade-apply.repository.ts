import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
import { keepGrades } from '../grades/grade-keeper.js';
import type { Report } from '../grading/report.js';
import { tellRegradeApplied, tellSubmissions } from '../lms/outbox.js';
import { audit } from '../platform/audit.js';
import { PrismaService } from '../platform/prisma.service.js';
import { ProblemError } from '../platform/problem.js';
import { runRow, type TitledRun } from '../submissions/run-rows.js';
import type { Deed } from './new-regrade.repository.js';
import { forgetResults, unknownRegrade } from './regrade.repository.js';

/** Thousands of submissions with their grades; each takes a millisecond or two, with new runs about eight. */
const transactionMs = 30 * 60_000;
/** Others that wait for the same rows wait as long as it takes. */
const maxWaitMs = 60_000;

/** Bounds what is held in memory: runs may be of hundreds of kilobytes. */
const submissionsAtOnce = 25;

/**
 * Makes the results of a set those of its submissions, in one transaction: however it ends, each submission has been
 * changed once or not at all, and the grades are those of what is stored. See docs/decisions/regrades-in-sets.md.
 */
@Injectable()
export class RegradeApplyRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** Doing it again changes nothing. Throws the problem when it cannot be applied. */
  async apply({ actorId, courseId }: Deed, regradeId: string): Promise<void> {
    await this.prisma.$transaction(
      async (transaction) => {
        const regrade = await lockForApplying(transaction, courseId, regradeId);
        if (!regrade) return;
        const applied = await applyItems(transaction, regradeId);
        await moveVersions(transaction, regradeId);
        // Only now, when no submission is to be locked any more: others lock a submission first and its grade then.
        for (const [assignmentId, { enrolmentIds, submissionIds }] of applied) {
          await keepGrades(transaction, assignmentId, [...enrolmentIds]);
          await tellSubmissions(transaction, assignmentId, submissionIds, regradeId);
        }
        const sizes = sizesOf(applied);
        await tellRegradeApplied(transaction, courseId, { regradeId, ...regrade, ...sizes });
        await forgetResults(transaction, regradeId);
        await transaction.regrade.update({
          where: { id: regradeId },
          data: { status: 'applied', endedAt: new Date() },
        });
        await audit(transaction, {
          actorId,
          courseId,
          action: 'regrade-applied',
          subject: regradeId,
          details: { people: sizes.people },
        });
      },
      { timeout: transactionMs, maxWait: maxWaitMs },
    );
  }
}

interface LockedRegrade {
  readonly mode: 'rescore' | 'rerun';
  readonly assignmentId: string | null;
  readonly exerciseVersion: number | null;
}

/** Null when it has been applied before. Sets of one course are applied one after the other. */
async function lockForApplying(
  transaction: Prisma.TransactionClient,
  courseId: string,
  id: string,
): Promise<LockedRegrade | null> {
  await transaction.$queryRaw`SELECT 1 FROM courses WHERE id = ${courseId}::uuid FOR NO KEY UPDATE`;
  const [row] = await transaction.$queryRaw<(LockedRegrade & { status: string })[]>`
    SELECT status::text, mode::text, assignment_id AS "assignmentId", exercise_version AS "exerciseVersion"
    FROM regrades WHERE id = ${id}::uuid AND course_id = ${courseId}::uuid FOR UPDATE`;
  if (!row) throw unknownRegrade(id);
  if (row.status === 'applied') return null;
  if (row.status === 'working') {
    throw new ProblemError('conflict', 'It is not ready: some submissions wait to be judged.');
  }
  if (row.status === 'discarded')
    throw new ProblemError('conflict', 'It has been discarded. Make a new one.');
  const { mode, assignmentId, exerciseVersion } = row;
  return { mode, assignmentId, exerciseVersion };
}

/** By assignment: what was judged again, and whose grades have to follow. */
type Applied = Map<string, { readonly enrolmentIds: Set<string>; readonly submissionIds: string[] }>;

function sizesOf(applied: Applied) {
  const each = [...applied.values()];
  return {
    people: each.reduce((sum, { enrolmentIds }) => sum + enrolmentIds.size, 0),
    submissions: each.reduce((sum, { submissionIds }) => sum + submissionIds.length, 0),
  };
}

/** People who were erased in the meantime get nothing of theirs back. */
const applicable = { status: 'done', submission: { person: { erasedAt: null } } } as const;

async function applyItems(transaction: Prisma.TransactionClient, regradeId: string): Promise<Applied> {
  const applied: Applied = new Map();
  let after: string | null = null;
  do {
    const items: ItemRow[] = await transaction.regradeItem.findMany({
      where: { regradeId, ...applicable, ...(after === null ? {} : { submissionId: { gt: after } }) },
      orderBy: { submissionId: 'asc' },
      take: submissionsAtOnce,
      select: itemFields,
    });
    if (items.length > 0) {
      await writeSubmissions(transaction, regradeId, items);
      await replaceRuns(transaction, items);
    }
    for (const { submissionId, submission } of items) {
      const { assignmentId, enrolmentId } = submission;
      if (assignmentId === null || enrolmentId === null) continue;
      const of = applied.get(assignmentId) ?? { enrolmentIds: new Set(), submissionIds: [] };
      of.enrolmentIds.add(enrolmentId);
      of.submissionIds.push(submissionId);
      applied.set(assignmentId, of);
    }
    after = items.at(-1)?.submissionId ?? null;
  } while (after !== null);
  return applied;
}

const itemFields = {
  submissionId: true,
  report: true,
  runs: true,
  submission: { select: { assignmentId: true, enrolmentId: true } },
} as const;
type ItemRow = Prisma.RegradeItemGetPayload<{ select: typeof itemFields }>;

/** The final score is the grade keeper's to write, who knows what people have overridden by now. */
async function writeSubmissions(
  transaction: Prisma.TransactionClient,
  regradeId: string,
  items: readonly ItemRow[],
): Promise<void> {
  const reports = items.map(({ report }) => report as unknown as Report);
  await transaction.$executeRaw`
    UPDATE submissions s SET status = 'graded', exercise_version = i.exercise_version, report = i.report,
      score = judged.score, max_score = judged.max_score, error_code = NULL, error_message = NULL, graded_at = now(),
      updated_at = now(), revision = s.revision + 1
    FROM regrade_items i
    JOIN unnest(${items.map(({ submissionId }) => submissionId)}::uuid[], ${reports.map(({ score }) => score)}::float8[],
      ${reports.map(({ maxScore }) => maxScore)}::float8[]) AS judged(id, score, max_score) ON judged.id = i.submission_id
    WHERE i.regrade_id = ${regradeId}::uuid AND s.id = i.submission_id`;
}

async function replaceRuns(transaction: Prisma.TransactionClient, items: readonly ItemRow[]): Promise<void> {
  const rerun = items.filter(({ runs }) => runs !== null);
  if (rerun.length === 0) return;
  const submissionIds = rerun.map(({ submissionId }) => submissionId);
  await transaction.run.deleteMany({ where: { submissionId: { in: submissionIds } } });
  await transaction.run.createMany({
    data: rerun.flatMap(({ submissionId, runs }) =>
      (runs as unknown as TitledRun[]).map((run, position) => runRow(submissionId, run, position)),
    ),
  });
}

/** What is handed in from now on is judged like what was; a set of one changes nothing for the others. */
async function moveVersions(transaction: Prisma.TransactionClient, regradeId: string): Promise<void> {
  await transaction.$executeRaw`
    UPDATE assignments a SET exercise_version = judged.version, updated_at = now()
    FROM (
      SELECT DISTINCT s.assignment_id AS id, i.exercise_version AS version
      FROM regrade_items i JOIN submissions s ON s.id = i.submission_id JOIN regrades r ON r.id = i.regrade_id
      WHERE i.regrade_id = ${regradeId}::uuid AND i.status = 'done' AND r.submission_id IS NULL
    ) judged
    WHERE a.id = judged.id AND a.exercise_version <> judged.version`;
}
