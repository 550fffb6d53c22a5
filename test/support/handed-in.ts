import { randomUUID } from 'node:crypto';
import type { Prisma } from '../../prisma/client/client.js';
import { keepGrades } from '../../src/grades/grade-keeper.js';
import { type Exercise, maxScoreOf } from '../../src/grading/exercise.js';
import type { Report } from '../../src/grading/report.js';
import type { Run } from '../../src/grading/timeline.js';
import type { PrismaService } from '../../src/platform/prisma.service.js';
import { runRow, withTitles } from '../../src/submissions/run-rows.js';
import { aRun } from './runs.js';

/** What was handed in and graded before a test begins. */
export interface HandedIn {
  readonly assignmentId: string;
  readonly enrolmentId: string;
  readonly personId: string;
  readonly text: string;
  readonly score: number;
  /** By which it was judged. */
  readonly exercise: Exercise;
  readonly attempt?: number;
  readonly runs?: readonly Run[];
}

/** Stored as a worker leaves it, with its grade. */
export async function handIn(prisma: PrismaService, handedIn: HandedIn): Promise<string> {
  const { assignmentId, enrolmentId, personId, exercise, text, score, attempt = 1 } = handedIn;
  const id = randomUUID();
  const runs = handedIn.runs ?? exercise.scenarios.map((scenario) => aRun({ scenario: scenario.id }));
  const report = aReport(exercise, score);
  await prisma.$transaction(async (transaction) => {
    await transaction.submission.create({
      data: {
        id,
        exercise: exercise.slug,
        exerciseVersion: exercise.version,
        language: 'python',
        files: { 'main.py': text },
        status: 'graded',
        bodyDigest: '',
        report: report as unknown as Prisma.InputJsonObject,
        score,
        maxScore: report.maxScore,
        finalScore: score,
        gradedAt: new Date(),
        personId,
        assignmentId,
        enrolmentId,
        attempt,
      },
    });
    await transaction.run.createMany({
      data: withTitles(runs, exercise).map((run, position) => runRow(id, run, position)),
    });
    await keepGrades(transaction, assignmentId, [enrolmentId]);
  });
  return id;
}

/** All of the score is of the first check, as far as that goes. */
export function aReport(exercise: Exercise, score: number): Report {
  let left = score;
  const checks = exercise.checks.map((check) => {
    const earned = Math.min(left, check.points);
    left -= earned;
    const status = earned === check.points ? 'passed' : earned > 0 ? 'partial' : 'failed';
    return { ...check, earned, status, message: 'Judged', hint: null } as const;
  });
  return {
    exercise: exercise.slug,
    version: exercise.version,
    score,
    maxScore: maxScoreOf(exercise),
    checks,
    measures: {},
  };
}

/** Another version of an exercise, as a service that was started with it has stored it. */
export async function storeVersion(prisma: PrismaService, exercise: Exercise): Promise<void> {
  const { slug, version } = exercise;
  const definition = exercise as unknown as Prisma.InputJsonObject;
  await prisma.exerciseVersion.create({ data: { slug, version, digest: `${slug} ${version}`, definition } });
}
