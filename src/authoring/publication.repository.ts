import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
import type { ExerciseFiles } from '../exercises/exercise-files.js';
import type { Exercise } from '../grading/exercise.js';
import { audit } from '../platform/audit.js';
import { PrismaService } from '../platform/prisma.service.js';
import { ProblemError } from '../platform/problem.js';
import { type Deed, type Draft, lockDraft, storeFiles } from './draft.repository.js';
import { headingOf, withHeading } from './heading.js';
import { filesOf, listOf, storedFiles } from './stored-files.js';

export interface PublishedVersion {
  readonly version: number;
  readonly createdAt: Date;
}

const published = { version: true, createdAt: true } as const;

/** Versions of what courses have published. None ever changes. */
@Injectable()
export class PublicationRepository {
  constructor(private readonly prisma: PrismaService) {}

  /** By slug, the newest first. */
  async list(courseId: string): Promise<Map<string, PublishedVersion[]>> {
    const rows = await this.prisma.exerciseVersion.findMany({
      where: { courseId },
      orderBy: { version: 'desc' },
      select: { slug: true, ...published },
    });
    return Map.groupBy(rows, ({ slug }) => slug);
  }

  async getFiles(courseId: string, slug: string, version: number): Promise<ExerciseFiles> {
    const row = await this.prisma.exerciseVersion.findFirst({
      where: { slug, version, courseId },
      select: { files: true },
    });
    if (!row?.files) throw new ProblemError('not-found', `"${slug}" has no version ${version}.`);
    return filesOf(row.files);
  }

  /**
   * The draft as the next version, which it is then called in its own exercise.yaml: one more than the last, or what it
   * says there if that is more. Throws `conflict` when the draft has changed since, or not since it was last published.
   */
  async publish({ actorId, courseId }: Deed, seen: Draft, exercise: Exercise): Promise<PublishedVersion> {
    const { slug } = seen;
    return this.prisma.$transaction(async (transaction) => {
      const draft = await lockDraft(transaction, courseId, slug, seen.revision);
      const last = await transaction.exerciseVersion.findFirst({
        where: { slug },
        orderBy: { version: 'desc' },
        select: { version: true, digest: true },
      });
      if (last?.digest === digestOf(draft.files)) {
        throw new ProblemError('conflict', `Nothing has changed since version ${last.version}.`);
      }
      const version = Math.max((last?.version ?? 0) + 1, headingOf(draft.files).version ?? 1);
      const files = withHeading(draft.files, { version });
      const row = await transaction.exerciseVersion.create({
        data: {
          slug,
          version,
          courseId,
          digest: digestOf(files),
          definition: { ...exercise, version } as unknown as Prisma.InputJsonObject,
          files: storedFiles(files),
        },
        select: published,
      });
      await storeFiles(transaction, draft, files);
      const details = { version };
      await audit(transaction, { actorId, courseId, action: 'exercise-published', subject: slug, details });
      return row;
    });
  }
}

function digestOf(files: ExerciseFiles): string {
  return createHash('sha256')
    .update(JSON.stringify(listOf(files)))
    .digest('hex');
}
