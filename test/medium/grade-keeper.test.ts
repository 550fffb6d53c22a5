import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepGrades } from '../../src/grades/grade-keeper.js';
import { PrismaService } from '../../src/platform/prisma.service.js';
import { GradingRepository } from '../../src/submissions/grading.repository.js';
import {
  aReport,
  dueAt,
  handIn,
  makeAssignment,
  makeCourse,
  makeEnrolment,
  reviewedExercise,
} from '../support/course-with-grades.js';
import { query, startPostgres, type TestPostgres } from '../support/postgres.js';

const afterDue = (hours: number) => new Date(dueAt.getTime() + hours * 60 * 60 * 1000);

describe('grades follow from submissions', () => {
  let postgres: TestPostgres;
  let prisma: PrismaService;
  let databaseUrl: string;
  let courseId: string;

  beforeAll(async () => {
    postgres = startPostgres();
    databaseUrl = await postgres.createMigratedDatabase();
    prisma = new PrismaService(databaseUrl);
    courseId = await makeCourse(prisma);
  });
  afterAll(async () => {
    await prisma?.onApplicationShutdown();
    await postgres?.stop();
  });

  const keep = (assignmentId: string, enrolmentIds: readonly string[] | 'all') =>
    prisma.$transaction((transaction) => keepGrades(transaction, assignmentId, enrolmentIds), {
      timeout: 60_000,
    });
  const gradeAt = (assignmentId: string, enrolmentId: string) =>
    prisma.grade.findUnique({ where: { assignmentId_enrolmentId: { assignmentId, enrolmentId } } });
  const pointsOf = async (id: string) => (await prisma.enrolment.findUniqueOrThrow({ where: { id } })).points;

  it('keeps the attempt that counts, with its checks, and the sum over assignments', async () => {
    const enrolment = await makeEnrolment(prisma, courseId);
    const first = await makeAssignment(prisma, courseId);
    const second = await makeAssignment(prisma, courseId, { points: 5, counting: 'last' });
    await handIn(prisma, { assignmentId: first, enrolment, attempt: 1, score: 100, createdAt: afterDue(30) });
    const best = await handIn(prisma, { assignmentId: first, enrolment, attempt: 2, score: 90 });
    await handIn(prisma, { assignmentId: first, enrolment, attempt: 3 });
    await handIn(prisma, { assignmentId: second, enrolment, score: 100 });
    await handIn(prisma, { assignmentId: second, enrolment, attempt: 2, score: 50 });
    await keep(first, [enrolment.id]);
    await keep(second, 'all');
    expect(await gradeAt(first, enrolment.id)).toMatchObject({
      submissionId: best,
      attempts: 2,
      score: 90,
      maxScore: 100,
      latePercent: 0,
      points: 9,
      isOverridden: false,
      awaitsReview: false,
      checks: { runs: 'passed', report: 'partial' },
    });
    expect(await gradeAt(second, enrolment.id)).toMatchObject({ points: 2.5, attempts: 2 });
    expect(await pointsOf(enrolment.id)).toBe(11.5);
  });

  it('grades by the dates of the person', async () => {
    const assignmentId = await makeAssignment(prisma, courseId);
    const late = await makeEnrolment(prisma, courseId);
    const extended = await makeEnrolment(prisma, courseId);
    for (const enrolment of [late, extended]) {
      await handIn(prisma, { assignmentId, enrolment, score: 100, createdAt: afterDue(25) });
    }
    const dates = { dueAt: afterDue(48), closesAt: afterDue(72), reason: 'ill' };
    await prisma.extension.create({ data: { assignmentId, enrolmentId: extended.id, ...dates } });
    await keep(assignmentId, 'all');
    expect(await gradeAt(assignmentId, late.id)).toMatchObject({ points: 8, latePercent: 20 });
    expect(await gradeAt(assignmentId, extended.id)).toMatchObject({ points: 10, latePercent: 0 });
  });

  it('follows overrides of a check, of a score and of the grade, and their end', async () => {
    const assignmentId = await makeAssignment(prisma, courseId);
    const enrolment = await makeEnrolment(prisma, courseId);
    const submissionId = await handIn(prisma, { assignmentId, enrolment, score: 40 });
    const override = async (data: { submissionId?: string; checkId?: string; points: number }) => {
      const { id } = await prisma.override.create({
        data: { id: randomUUID(), assignmentId, enrolmentId: enrolment.id, reason: 'Look at it', ...data },
      });
      await keep(assignmentId, [enrolment.id]);
      return id;
    };
    const finalScore = async () =>
      (await prisma.submission.findUniqueOrThrow({ where: { id: submissionId } })).finalScore;

    await override({ submissionId, checkId: 'report', points: 60 });
    expect(await finalScore()).toBe(100);
    expect(await gradeAt(assignmentId, enrolment.id)).toMatchObject({
      points: 10,
      checks: { runs: 'passed', report: 'passed' },
    });
    await override({ submissionId, points: 70 });
    expect(await finalScore()).toBe(70);
    const ofGrade = await override({ points: 3 });
    expect(await gradeAt(assignmentId, enrolment.id)).toMatchObject({
      points: 3,
      score: 70,
      isOverridden: true,
    });
    await prisma.override.update({ where: { id: ofGrade }, data: { endedAt: new Date() } });
    await keep(assignmentId, [enrolment.id]);
    expect(await gradeAt(assignmentId, enrolment.id)).toMatchObject({ points: 7, isOverridden: false });
    await prisma.override.updateMany({ where: { submissionId }, data: { endedAt: new Date() } });
    await keep(assignmentId, 'all');
    expect(await finalScore()).toBe(40);
    expect(await pointsOf(enrolment.id)).toBe(4);
  });

  it('gives a grade without any submission, and takes it back', async () => {
    const assignmentId = await makeAssignment(prisma, courseId);
    const enrolment = await makeEnrolment(prisma, courseId);
    const id = randomUUID();
    const data = { id, assignmentId, enrolmentId: enrolment.id, points: 6, reason: 'An oral exam' };
    await prisma.override.create({ data });
    await keep(assignmentId, [enrolment.id]);
    expect(await gradeAt(assignmentId, enrolment.id)).toMatchObject({ points: 6, submissionId: null });
    await prisma.override.update({ where: { id }, data: { endedAt: new Date() } });
    await keep(assignmentId, [enrolment.id]);
    expect(await gradeAt(assignmentId, enrolment.id)).toBeNull();
    expect(await pointsOf(enrolment.id)).toBe(0);
  });

  it('asks a person to look at the attempt that counts, and at no other', async () => {
    const assignmentId = await makeAssignment(prisma, courseId, { exercise: reviewedExercise.slug });
    const enrolment = await makeEnrolment(prisma, courseId);
    const open = () => prisma.review.findMany({ where: { assignmentId, decidedAt: null } });
    const first = await handIn(prisma, { assignmentId, enrolment, score: 50 });
    await keep(assignmentId, [enrolment.id]);
    expect(await open()).toMatchObject([{ submissionId: first, checkId: 'report' }]);
    expect(await gradeAt(assignmentId, enrolment.id)).toMatchObject({ awaitsReview: true });

    const second = await handIn(prisma, { assignmentId, enrolment, attempt: 2, score: 80 });
    await handIn(prisma, { assignmentId, enrolment, attempt: 3, score: 10 });
    await keep(assignmentId, [enrolment.id]);
    expect(await open()).toMatchObject([{ submissionId: second }]);

    await prisma.review.updateMany({ where: { submissionId: second }, data: { decidedAt: new Date() } });
    await keep(assignmentId, 'all');
    expect(await open()).toEqual([]);
    expect(await gradeAt(assignmentId, enrolment.id)).toMatchObject({ awaitsReview: false });
  });

  it('changes nothing when it is done again', async () => {
    const read = () =>
      query(databaseUrl, `SELECT assignment_id, enrolment_id, points, checks FROM grades ORDER BY 1, 2`);
    const before = await read();
    for (const { id } of await prisma.assignment.findMany({ select: { id: true } })) await keep(id, 'all');
    expect(await read()).toEqual(before);
  });

  it('sees both of two submissions of one person that are graded at once', async () => {
    const worker = new GradingRepository(prisma);
    for (const counting of ['best', 'last'] as const) {
      const assignmentId = await makeAssignment(prisma, courseId, { counting });
      for (let round = 0; round < 8; round += 1) {
        const enrolment = await makeEnrolment(prisma, courseId);
        const first = await handIn(prisma, { assignmentId, enrolment, attempt: 1 });
        const second = await handIn(prisma, { assignmentId, enrolment, attempt: 2 });
        await Promise.all([worker.finish(first, aReport(90), []), worker.finish(second, aReport(60), [])]);
        expect(await gradeAt(assignmentId, enrolment.id)).toMatchObject({
          attempts: 2,
          submissionId: counting === 'best' ? first : second,
          points: counting === 'best' ? 9 : 6,
        });
        expect(await pointsOf(enrolment.id)).toBe(counting === 'best' ? 9 : 6);
      }
    }
  });

  it('waits for the grading that came first, and sees what it wrote', async () => {
    const assignmentId = await makeAssignment(prisma, courseId);
    const enrolment = await makeEnrolment(prisma, courseId);
    const first = await handIn(prisma, { assignmentId, enrolment, attempt: 1 });
    const second = await handIn(prisma, { assignmentId, enrolment, attempt: 2 });
    const worker = new GradingRepository(prisma);
    let finishing: Promise<boolean> | null = null;
    await prisma.$transaction(async (transaction) => {
      const data = {
        status: 'graded',
        score: 100,
        maxScore: 100,
        report: { ...aReport(100) } as never,
      } as const;
      await transaction.submission.update({ where: { id: first }, data });
      await keepGrades(transaction, assignmentId, [enrolment.id]);
      finishing = worker.finish(second, aReport(20), []);
      // The other one is known to wait for the lock before this one commits.
      for (;;) {
        const [row] = await query<{ waiting: number }>(
          databaseUrl,
          `SELECT count(*)::int AS waiting FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        if (row?.waiting === 1) break;
      }
    });
    expect(await finishing).toBe(true);
    expect(await gradeAt(assignmentId, enrolment.id)).toMatchObject({ attempts: 2, score: 100 });
  });

  it('leaves what failed by a fault of ours out of the attempts', async () => {
    const assignmentId = await makeAssignment(prisma, courseId);
    const enrolment = await makeEnrolment(prisma, courseId);
    const id = await handIn(prisma, { assignmentId, enrolment });
    await new GradingRepository(prisma).fail(id, { code: 'sandbox-fault', message: 'no room' }, []);
    expect(await gradeAt(assignmentId, enrolment.id)).toMatchObject({ attempts: 0, points: null });
  });

  it('is right for 5,000 people', async () => {
    const large = await makeCourse(prisma, 'Everybody');
    const assignmentId = await makeAssignment(prisma, large, { counting: 'last' });
    await query(
      databaseUrl,
      `INSERT INTO people (id, name, email, updated_at)
        SELECT gen_random_uuid(), 'Student ' || n, 'student-' || n || '@example.org', now()
        FROM generate_series(1, 5000) AS n`,
    );
    await query(
      databaseUrl,
      `INSERT INTO enrolments (id, course_id, person_id, role) SELECT gen_random_uuid(), $1, id, 'student'
        FROM people WHERE email LIKE 'student-%'`,
      [large],
    );
    await query(
      databaseUrl,
      `INSERT INTO submissions (id, exercise, exercise_version, language, files, status, body_digest, score, max_score,
          report, updated_at, person_id, assignment_id, enrolment_id, attempt, created_at)
        SELECT gen_random_uuid(), 'wait-a-second', 1, 'python', '{}', 'graded', '', attempt * 10, 100,
          $2::json, now(), person_id, $1, id, attempt, '2026-03-09'
        FROM enrolments, generate_series(1, 3) AS attempt WHERE course_id = $3`,
      [assignmentId, JSON.stringify(aReport(30)), large],
    );
    await keep(assignmentId, 'all');
    expect(
      await query(
        databaseUrl,
        `SELECT count(*)::int AS people, min(points) AS least, max(points) AS most, sum(attempts)::int AS attempts
          FROM grades WHERE assignment_id = $1`,
        [assignmentId],
      ),
    ).toEqual([{ people: 5000, least: 3, most: 3, attempts: 15_000 }]);
    expect(
      await query(databaseUrl, 'SELECT sum(points) AS points FROM enrolments WHERE course_id = $1', [large]),
    ).toEqual([{ points: 15_000 }]);
  });
});
