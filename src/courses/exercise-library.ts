import { createHash } from 'node:crypto';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
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
      select: { slug: true, version: true, digest: true },
    });
    for (const row of rows) {
      const before = stored.find(({ slug, version }) => slug === row.slug && version === row.version);
      if (before?.digest !== row.digest) await this.replace(row);
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

  /** All versions, the newest first; empty when there is no such exercise. */
  async versions(slug: string): Promise<number[]> {
    const rows = await this.prisma.exerciseVersion.findMany({
      where: { slug },
      orderBy: { version: 'desc' },
      select: { version: true },
    });
    return rows.map(({ version }) => version);
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
