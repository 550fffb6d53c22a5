/** A course as it is in the database, for tests of what is computed from it. */
import { randomUUID } from 'node:crypto';
import type { Prisma } from '../../prisma/client/client.js';
import type { CourseRole } from '../../src/auth/access-rules.js';
import type { CheckStatus, Report } from '../../src/grading/report.js';
import type { PrismaService } from '../../src/platform/prisma.service.js';

/** Its check `report` is one that a person should look at. */
export const reviewedExercise = {
  slug: 'wait-and-tell',
  version: 1,
  title: 'Wait and tell',
  checks: [
    { id: 'runs', title: 'Runs to its end', points: 40 },
    {
      id: 'report',
      title: 'Tells how it was',
      points: 60,
      review: {
        rubric: [
          { id: 'figures', title: 'Has figures', points: 20 },
          { id: 'reason', title: 'Has a reason', points: 40 },
        ],
      },
    },
  ],
};
export const plainExercise = {
  slug: 'wait-a-second',
  version: 1,
  title: 'Wait a second',
  checks: reviewedExercise.checks.map(({ id, title, points }) => ({ id, title, points })),
};

export async function makeCourse(prisma: PrismaService, title = 'Threads'): Promise<string> {
  for (const definition of [reviewedExercise, plainExercise]) {
    const { slug, version } = definition;
    await prisma.exerciseVersion.upsert({
      where: { slug_version: { slug, version } },
      create: { slug, version, digest: '', definition },
      update: {},
    });
  }
  const id = randomUUID();
  await prisma.course.create({ data: { id, title, timeZone: 'Europe/Berlin' } });
  return id;
}

export async function makeEnrolment(
  prisma: PrismaService,
  courseId: string,
  { name = 'Ada', role = 'student', personId }: { name?: string; role?: CourseRole; personId?: string } = {},
): Promise<{ id: string; personId: string }> {
  const id = randomUUID();
  const person = personId ?? randomUUID();
  if (personId === undefined) {
    const email = `${name.toLowerCase().replaceAll(' ', '.')}-${person.slice(0, 8)}@example.org`;
    await prisma.person.create({ data: { id: person, name, email } });
  }
  await prisma.enrolment.create({ data: { id, courseId, personId: person, role } });
  return { id, personId: person };
}

export const dueAt = new Date('2026-03-10T12:00:00Z');

export async function makeAssignment(
  prisma: PrismaService,
  courseId: string,
  data: Partial<Prisma.AssignmentUncheckedCreateInput> = {},
): Promise<string> {
  const id = randomUUID();
  await prisma.assignment.create({
    data: {
      id,
      courseId,
      exercise: plainExercise.slug,
      exerciseVersion: 1,
      title: 'Wait',
      position: 1,
      opensAt: new Date('2026-03-01T12:00:00Z'),
      dueAt,
      closesAt: new Date('2026-03-20T12:00:00Z'),
      points: 10,
      latePercentPerDay: 10,
      ...data,
    },
  });
  return id;
}

/** Of the check `runs` 40 points, of `report` what is left of the score. */
export function aReport(score: number): Report {
  const [runs, report] = plainExercise.checks as [
    { id: string; title: string; points: number },
    { id: string; title: string; points: number },
  ];
  const earned = [Math.min(score, 40), Math.max(0, score - 40)] as const;
  const result = (check: typeof runs, points: number) => {
    const status: CheckStatus = points === check.points ? 'passed' : points > 0 ? 'partial' : 'failed';
    // A program may print NUL, and a message may say what it printed.
    return { ...check, earned: points, status, message: 'It printed "\u0000".', hint: null };
  };
  return {
    exercise: plainExercise.slug,
    version: 1,
    score,
    maxScore: 100,
    checks: [result(runs, earned[0]), result(report, earned[1])],
    measures: {},
  };
}

export interface HandedIn {
  readonly assignmentId: string;
  readonly enrolment: { readonly id: string; readonly personId: string };
  readonly attempt?: number;
  /** Null: still in the queue. */
  readonly score?: number | null;
  readonly createdAt?: Date;
  readonly data?: Partial<Prisma.SubmissionUncheckedCreateInput>;
}

/** As the worker leaves it, but for the grade. */
export async function handIn(
  prisma: PrismaService,
  { assignmentId, enrolment, attempt = 1, score = null, createdAt = dueAt, data = {} }: HandedIn,
): Promise<string> {
  const id = randomUUID();
  const graded =
    score === null
      ? {}
      : {
          status: 'graded' as const,
          score,
          finalScore: score,
          maxScore: 100,
          gradedAt: createdAt,
          report: aReport(score) as unknown as Prisma.InputJsonObject,
        };
  await prisma.submission.create({
    data: {
      id,
      exercise: plainExercise.slug,
      exerciseVersion: 1,
      language: 'python',
      files: { 'main.py': 'import time\ntime.sleep(1)\n' },
      bodyDigest: '',
      personId: enrolment.personId,
      enrolmentId: enrolment.id,
      assignmentId,
      attempt,
      createdAt,
      ...graded,
      ...data,
    },
  });
  return id;
}
