import { createHash } from 'node:crypto';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
import type { Caller } from '../auth/caller.js';
import { Catalogue } from '../exercises/catalogue.js';
import type { Exercise } from '../grading/exercise.js';
import { PrismaService } from '../platform/prisma.service.js';

/**
 * Every version of an exercise that was ever in the catalogue of this service. An assignment names one of them, so that
 * what its students are graded by stays the same when the folder of the exercise changes or goes away.
 */
@Injectable()
export class ExerciseLibrary implements OnModuleInit {
  private readonly logger = new Logger(ExerciseLibrary.name);

  constructor(
    private readonly catalogue: Catalogue,
    private readonly prisma: PrismaService,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.store();
  }

  /** Adds the catalogue's exercises. Any number of processes may do so at once. */
  async store(): Promise<void> {
    const rows = this.catalogue.exercises.map(rowOf);
    await this.prisma.exerciseVersion.createMany({ data: rows, skipDuplicates: true });
    const stored = await this.prisma.exerciseVersion.findMany({
      where: { OR: rows.map(({ slug, version }) => ({ slug, version })) },
      select: { slug: true, version: true, digest: true, courseId: true },
    });
    for (const row of rows) {
      const before = stored.find(({ slug, version }) => slug === row.slug && version === row.version);
      if (before && before.courseId !== null) this.warnOfCourse(row);
      else if (before?.digest !== row.digest) await this.replace(row);
    }
  }

  /** Null when this service never had it. */
  async find(slug: string, version: number): Promise<Exercise | null> {
    const row = await this.prisma.exerciseVersion.findUnique({
      where: { slug_version: { slug, version } },
      select: { definition: true },
    });
    return row && exerciseOf(row);
  }

  async newest(slug: string): Promise<Exercise | null> {
    const row = await this.prisma.exerciseVersion.findFirst({
      where: { slug },
      orderBy: { version: 'desc' },
      select: { definition: true },
    });
    return row && exerciseOf(row);
  }

  /**
   * What somebody may read: all of the catalogue, and of a course's own what is shown to that person there. Without a
   * version what can be practised, which is the catalogue's.
   */
  async findShown(slug: string, version: number | null, caller: Caller | null): Promise<Exercise | null> {
    if (version === null) return this.catalogue.find(slug);
    const row = await this.prisma.exerciseVersion.findUnique({
      where: { slug_version: { slug, version } },
      select: { version: true, courseId: true, definition: true },
    });
    if (!row) return null;
    const isShown = row.courseId === null || (caller && (await this.isShown(slug, row, caller)));
    return isShown ? exerciseOf(row) : null;
  }

  /** To whoever teaches in its course; to its students once it is given to them. */
  private async isShown(
    slug: string,
    { version, courseId }: { version: number; courseId: string | null },
    { personId, isAdministrator }: Caller,
  ): Promise<boolean> {
    if (isAdministrator || courseId === null) return true;
    const enrolment = await this.prisma.enrolment.findFirst({
      where: { courseId, personId },
      select: { role: true },
    });
    if (enrolment?.role !== 'student') return enrolment !== null;
    const given = await this.prisma.assignment.findFirst({
      where: { courseId, exercise: slug, exerciseVersion: version, opensAt: { lte: new Date() } },
      select: { id: true },
    });
    return given !== null;
  }

  /** All versions (those that this course can give), the newest first; empty when there is no such exercise (for it). */
  async versions(slug: string, courseId?: string): Promise<number[]> {
    const rows = await this.prisma.exerciseVersion.findMany({
      where: { slug, ...(courseId === undefined ? {} : { OR: [{ courseId: null }, { courseId }] }) },
      orderBy: { version: 'desc' },
      select: { version: true },
    });
    return rows.map(({ version }) => version);
  }

  private warnOfCourse({ slug }: VersionRow): void {
    this.logger.warn(
      `A course has an exercise "${slug}" of its own, which keeps that name. The folder of the same name can be practised, ` +
        'and not be given in courses; call it something else.',
    );
  }

  /** Its content changed under the same number, as it does while an author works on it. */
  private async replace(row: VersionRow): Promise<void> {
    const isReplaced = await this.prisma.$transaction(async (transaction) => {
      // Whoever refers to it takes a lock that waits for this one.
      await transaction.$queryRaw`
        SELECT 1 FROM exercise_versions WHERE slug = ${row.slug} AND version = ${row.version} FOR UPDATE`;
      if (await isReferredTo(transaction, row)) return false;
      await transaction.exerciseVersion.update({
        where: { slug_version: { slug: row.slug, version: row.version } },
        data: { digest: row.digest, definition: row.definition },
      });
      return true;
    });
    if (isReplaced) return;
    this.logger.warn(
      `The folder of the exercise "${row.slug}" differs from version ${row.version} that courses use. They stay with the ` +
        'stored one; give the folder a higher version.',
    );
  }
}

interface VersionRow {
  readonly slug: string;
  readonly version: number;
  readonly digest: string;
  readonly definition: Prisma.InputJsonObject;
}

function rowOf(exercise: Exercise): VersionRow {
  return {
    slug: exercise.slug,
    version: exercise.version,
    digest: createHash('sha256').update(JSON.stringify(exercise)).digest('hex'),
    definition: exercise as unknown as Prisma.InputJsonObject,
  };
}

/** What is stored was a valid exercise when it was read from its folder. */
const exerciseOf = ({ definition }: { definition: Prisma.JsonValue }): Exercise =>
  definition as unknown as Exercise;

async function isReferredTo(
  transaction: Prisma.TransactionClient,
  { slug: exercise, version: exerciseVersion }: VersionRow,
): Promise<boolean> {
  const assignment = await transaction.assignment.findFirst({
    where: { exercise, exerciseVersion },
    select: { id: true },
  });
  if (assignment) return true;
  const submission = await transaction.submission.findFirst({
    where: { exercise, exerciseVersion, assignmentId: { not: null } },
    select: { id: true },
  });
  return submission !== null;
}
