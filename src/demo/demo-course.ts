import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
import { hashPassword } from '../auth/password.js';
import { CONFIG, type Config } from '../config/config.js';
import { Catalogue } from '../exercises/catalogue.js';
import { keepGrades } from '../grades/grade-keeper.js';
import { demoAccounts } from '../platform/demo-accounts.js';
import { PrismaService } from '../platform/prisma.service.js';
import { runRow } from '../submissions/run-rows.js';
import { type DemoGrading, readDemoGradings } from './demo-gradings.js';
import { demoAssignments, demoStudentCount, nameOf, type PlannedAttempt, planAttempts } from './demo-plan.js';
import { demoPrograms } from './demo-programs.js';

/** By this it is known again at the next start. */
const courseId = '00000000-0000-4000-8000-00000000de30';
const dayMs = 24 * 60 * 60 * 1000;
/** Any number, as long as nobody else locks by it: of processes that start together one makes the course. */
const lockKey = 7_264_614;
/** A few thousand rows with timelines, on a machine that also compiles. */
const patienceMs = 60_000;

type Transaction = Prisma.TransactionClient;

/**
 * A course with generated people whose programs were really graded, once, when demo/gradings.jsonl.gz was written: so that
 * whoever starts the service for the first time has something to look at. In development only.
 */
@Injectable()
export class DemoCourse implements OnApplicationBootstrap {
  private readonly logger = new Logger(DemoCourse.name);

  constructor(
    private readonly prisma: PrismaService,
    private readonly catalogue: Catalogue,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.hasDemo || !this.hasExercises()) return;
    const isNew = await this.prisma.$transaction(
      (transaction) => this.makeOnce(transaction, startOfHour(new Date())),
      {
        timeout: patienceMs,
      },
    );
    if (isNew) this.logger.log(`Made a demo course with ${demoStudentCount} students`);
    for (const { role, email, password } of demoAccounts) {
      this.logger.log(`Demo: sign in as ${role}: ${email}, password ${password}`);
    }
  }

  private hasExercises(): boolean {
    return demoAssignments.every(({ exercise }) => this.catalogue.find(exercise) !== null);
  }

  /** False when it was there. */
  private async makeOnce(transaction: Transaction, now: Date): Promise<boolean> {
    await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${lockKey})`;
    if (await transaction.course.findUnique({ where: { id: courseId } })) return false;
    await transaction.course.create({
      data: { id: courseId, title: 'Concurrency in Python (demo)', timeZone: 'Europe/Berlin' },
    });
    const { students, instructorId, assistantId } = await makePeople(transaction, now);
    const assignmentIds = await this.makeAssignments(transaction, now);
    await makeSubmissions(transaction, now, students, assignmentIds);
    await makeRemarks(transaction, students[0], { instructorId, assistantId });
    for (const id of assignmentIds.values()) await keepGrades(transaction, id, 'all');
    return true;
  }

  /** Ids by exercise. */
  private async makeAssignments(transaction: Transaction, now: Date): Promise<Map<string, string>> {
    const rows = demoAssignments.map(({ opensDay, dueDay, closesDay, ...rest }, index) => ({
      ...rest,
      id: randomUUID(),
      courseId,
      exerciseVersion: this.catalogue.find(rest.exercise)?.version ?? 1,
      position: index + 1,
      opensAt: dayAfter(now, opensDay),
      dueAt: dayAfter(now, dueDay),
      closesAt: dayAfter(now, closesDay),
    }));
    await transaction.assignment.createMany({ data: rows });
    return new Map(rows.map(({ exercise, id }) => [exercise, id]));
  }
}

interface Student {
  readonly personId: string;
  readonly enrolmentId: string;
}

async function makePeople(transaction: Transaction, now: Date) {
  const staff = demoAccounts.filter(({ role }) => role !== 'student');
  const [shared] = demoAccounts.filter(({ role }) => role === 'student');
  const students = Array.from({ length: demoStudentCount }, (_, index) => ({
    name: index === 0 && shared ? shared.name : nameOf(index),
    email: index === 0 && shared ? shared.email : `student-${index + 1}@example.org`,
    role: 'student' as const,
  }));
  const people = [...staff, ...students].map(({ name, email, role }) => ({
    id: randomUUID(),
    name,
    email,
    role,
  }));
  await transaction.person.createMany({
    data: people.map(({ id, name, email, role }) => ({
      id,
      name,
      email,
      isAdministrator: role === 'administrator',
    })),
  });
  await giveDemoPasswords(transaction, people);
  const enrolled = people.flatMap(({ id, role }, index) =>
    role === 'administrator'
      ? []
      : [{ id: randomUUID(), courseId, personId: id, role, externalId: `demo-${index}` }],
  );
  await transaction.enrolment.createMany({
    data: enrolled.map((row) => ({ ...row, createdAt: dayAfter(now, -30) })),
  });
  const idOf = (role: string) => people.find((person) => person.role === role)?.id ?? '';
  return {
    students: enrolled
      .filter(({ role }) => role === 'student')
      .map(({ id, personId }): Student => ({ personId, enrolmentId: id })),
    instructorId: idOf('instructor'),
    assistantId: idOf('assistant'),
  };
}

/** The accounts that everybody knows; the generated students cannot sign in. */
async function giveDemoPasswords(transaction: Transaction, people: readonly { id: string; email: string }[]) {
  const idOf = new Map(people.map(({ id, email }) => [email, id]));
  for (const { email, password } of demoAccounts) {
    const personId = idOf.get(email) ?? '';
    const data = { id: randomUUID(), personId, accountId: personId, providerId: 'credential' };
    await transaction.account.create({ data: { ...data, password: await hashPassword(password) } });
  }
}

async function makeSubmissions(
  transaction: Transaction,
  now: Date,
  students: readonly Student[],
  assignmentIds: ReadonlyMap<string, string>,
): Promise<void> {
  const gradings = new Map(readDemoGradings().map((each) => [`${each.exercise}/${each.program}`, each]));
  for (const planned of planAttempts(demoPrograms)) {
    const grading = gradings.get(`${planned.assignment.exercise}/${planned.program}`);
    const student = students[planned.student];
    const assignmentId = assignmentIds.get(planned.assignment.exercise);
    if (!grading || !student || !assignmentId) throw new Error(`The demo lacks ${planned.program}`);
    await makeSubmission(transaction, now, planned, grading, { ...student, assignmentId });
  }
}

async function makeSubmission(
  transaction: Transaction,
  now: Date,
  { attempt, day }: PlannedAttempt,
  { exercise, files, report, runs }: DemoGrading,
  ids: Student & { assignmentId: string },
): Promise<void> {
  const id = randomUUID();
  const createdAt = dayAfter(now, day);
  await transaction.submission.create({
    data: {
      ...ids,
      id,
      attempt,
      exercise,
      exerciseVersion: report.version,
      language: 'python',
      files: { ...files },
      status: 'graded',
      bodyDigest: '',
      score: report.score,
      finalScore: report.score,
      maxScore: report.maxScore,
      report: report as unknown as Prisma.InputJsonObject,
      createdAt,
      gradedAt: new Date(createdAt.getTime() + 1000),
    },
  });
  await transaction.run.createMany({ data: runs.map((run, position) => runRow(id, run, position)) });
}

/** What people have said and decided, on the newest attempt of the student whom anybody may sign in as. */
async function makeRemarks(
  transaction: Transaction,
  student: Student | undefined,
  { instructorId, assistantId }: { instructorId: string; assistantId: string },
): Promise<void> {
  const attempts = await transaction.submission.findMany({
    where: { enrolmentId: student?.enrolmentId ?? '', score: { lt: 100 } },
    orderBy: { createdAt: 'asc' },
    select: { id: true, assignmentId: true, enrolmentId: true, score: true },
  });
  const [first] = attempts;
  if (!first?.assignmentId || !first.enrolmentId) return;
  await transaction.comment.create({
    data: {
      id: randomUUID(),
      submissionId: first.id,
      authorId: assistantId,
      file: 'main.py',
      line: 1,
      text: 'Good start. Look at the timeline: is more than one lane asleep at the same moment?',
    },
  });
  await transaction.override.create({
    data: {
      id: randomUUID(),
      assignmentId: first.assignmentId,
      enrolmentId: first.enrolmentId,
      submissionId: first.id,
      points: Math.min(100, (first.score ?? 0) + 5),
      reason: 'Explained in the lab how it should have been done.',
      authorId: instructorId,
    },
  });
}

/** So that dates of assignments are ones that a person would choose. */
const startOfHour = (now: Date): Date => new Date(now.getTime() - (now.getTime() % (60 * 60 * 1000)));

const dayAfter = (now: Date, days: number): Date => new Date(now.getTime() + days * dayMs);
