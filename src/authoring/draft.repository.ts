import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Prisma } from '../../prisma/client/client.js';
import { Catalogue } from '../exercises/catalogue.js';
import { type ExerciseFiles, problemsOfSizes } from '../exercises/exercise-files.js';
import { problemText } from '../exercises/problem.js';
import { audit } from '../platform/audit.js';
import { PrismaService } from '../platform/prisma.service.js';
import { ProblemError } from '../platform/problem.js';
import { headingOf } from './heading.js';
import { filesOf, storedFiles } from './stored-files.js';

/** Who does it, and in which course. */
export interface Deed {
  readonly actorId: string;
  readonly courseId: string;
}

export interface DraftHeading {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly revision: number;
  readonly updatedAt: Date;
}

export interface Draft extends DraftHeading {
  readonly files: ExerciseFiles;
}

/** One file of a draft: its new text, or null to take it away. */
export interface FileChange {
  readonly path: string;
  readonly text: string | null;
}

/** What one course may have. */
const mostDrafts = 100;

const heading = { id: true, slug: true, title: true, revision: true, updatedAt: true } as const;

/** The exercises that courses write, as they stand. */
@Injectable()
export class DraftRepository {
  constructor(
    private readonly prisma: PrismaService,
    private readonly catalogue: Catalogue,
  ) {}

  /** By slug. */
  async list(courseId: string): Promise<DraftHeading[]> {
    return this.prisma.exerciseDraft.findMany({
      where: { courseId },
      orderBy: { slug: 'asc' },
      select: heading,
    });
  }

  async get(courseId: string, slug: string): Promise<Draft> {
    return getDraft(this.prisma, courseId, slug);
  }

  /** Throws `conflict` when it is at another revision. */
  async getAt(courseId: string, slug: string, revision: number): Promise<Draft> {
    return seenAt(await this.get(courseId, slug), revision);
  }

  /** Throws `name-taken` when anything in the service is called so: versions go by the slug alone. */
  async create({ actorId, courseId }: Deed, slug: string, files: ExerciseFiles): Promise<Draft> {
    assertSizes(files);
    try {
      return await this.prisma.$transaction(async (transaction) => {
        await transaction.$queryRaw`SELECT 1 FROM courses WHERE id = ${courseId}::uuid FOR NO KEY UPDATE`;
        if ((await transaction.exerciseDraft.count({ where: { courseId } })) >= mostDrafts) {
          throw new ProblemError('conflict', `A course may have ${mostDrafts} exercises of its own.`);
        }
        await this.assertFree(transaction, slug);
        const row = await transaction.exerciseDraft.create({
          data: { id: randomUUID(), courseId, slug, title: titleOf(files, slug), files: storedFiles(files) },
          select: heading,
        });
        await audit(transaction, {
          actorId,
          courseId,
          action: 'exercise-created',
          subject: slug,
          details: {},
        });
        return { ...row, files };
      });
    } catch (error) {
      // Somebody else was as quick.
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') throw taken(slug);
      throw error;
    }
  }

  /** Throws `conflict` when somebody has changed it since `revision`. */
  async change(
    courseId: string,
    slug: string,
    revision: number,
    changes: readonly FileChange[],
  ): Promise<Draft> {
    return this.prisma.$transaction(async (transaction) => {
      const draft = await lockDraft(transaction, courseId, slug, revision);
      const files = new Map(draft.files);
      for (const { path, text } of changes) {
        if (text === null) files.delete(path);
        else files.set(path, text);
      }
      return storeFiles(transaction, draft, files);
    });
  }

  /** All files in place of those that there are. */
  async replace(courseId: string, slug: string, revision: number, files: ExerciseFiles): Promise<Draft> {
    return this.prisma.$transaction(async (transaction) => {
      const draft = await lockDraft(transaction, courseId, slug, revision);
      return storeFiles(transaction, draft, files);
    });
  }

  /** With its versions. Throws `in-use` when an assignment or a submission refers to one of them. */
  async delete({ actorId, courseId }: Deed, slug: string): Promise<void> {
    await this.prisma.$transaction(async (transaction) => {
      await lockDraft(transaction, courseId, slug, null);
      // Whoever refers to a version takes a lock that waits for this one.
      await transaction.$queryRaw`SELECT 1 FROM exercise_versions WHERE slug = ${slug} FOR UPDATE`;
      const used =
        (await transaction.assignment.findFirst({ where: { exercise: slug }, select: { id: true } })) ??
        (await transaction.submission.findFirst({ where: { exercise: slug }, select: { id: true } }));
      if (used) throw new ProblemError('in-use', 'It is given in an assignment, or was handed in for.');
      await transaction.exerciseVersion.deleteMany({ where: { slug, courseId } });
      await transaction.exerciseDraft.delete({ where: { slug } });
      await audit(transaction, { actorId, courseId, action: 'exercise-deleted', subject: slug, details: {} });
    });
  }

  private async assertFree(transaction: Prisma.TransactionClient, slug: string): Promise<void> {
    const used =
      this.catalogue.find(slug) ??
      (await transaction.exerciseDraft.findUnique({ where: { slug }, select: { id: true } })) ??
      (await transaction.exerciseVersion.findFirst({ where: { slug }, select: { slug: true } }));
    if (used) throw taken(slug);
  }
}

const taken = (slug: string) =>
  ProblemError.ofField(
    'name-taken',
    'slug',
    `An exercise of this service is called "${slug}"; choose another name.`,
  );

export async function getDraft(
  client: Prisma.TransactionClient,
  courseId: string,
  slug: string,
): Promise<Draft> {
  const row = await client.exerciseDraft.findUnique({
    where: { slug, courseId },
    select: { ...heading, files: true },
  });
  if (!row) throw new ProblemError('not-found', `The course has no exercise "${slug}" of its own.`);
  return { ...row, files: filesOf(row.files) };
}

/** The draft as it stays until the transaction ends; `revision` is what the caller has seen, null when it does not matter. */
export async function lockDraft(
  transaction: Prisma.TransactionClient,
  courseId: string,
  slug: string,
  revision: number | null,
): Promise<Draft> {
  await transaction.$queryRaw`SELECT 1 FROM exercise_drafts WHERE slug = ${slug} FOR UPDATE`;
  const draft = await getDraft(transaction, courseId, slug);
  return revision === null ? draft : seenAt(draft, revision);
}

function seenAt(draft: Draft, revision: number): Draft {
  if (draft.revision === revision) return draft;
  const message = `Somebody has changed it since: it is at revision ${draft.revision}, not ${revision}.`;
  throw ProblemError.ofField('conflict', 'revision', message);
}

export async function storeFiles(
  transaction: Prisma.TransactionClient,
  { slug, revision }: Draft,
  files: ExerciseFiles,
): Promise<Draft> {
  assertSizes(files);
  const row = await transaction.exerciseDraft.update({
    where: { slug },
    data: { files: storedFiles(files), title: titleOf(files, slug), revision: revision + 1 },
    select: heading,
  });
  return { ...row, files };
}

const titleOf = (files: ExerciseFiles, slug: string) => headingOf(files).title ?? slug;

/** What could not be kept, or not as it is; anything else may be wrong with a draft. */
function assertSizes(files: ExerciseFiles): void {
  const problems = problemsOfSizes(files);
  if (problems.length === 0) return;
  throw new ProblemError(
    'bad-field',
    problems.map(problemText).join('; '),
    problems.map(({ file, message }) => ({ field: `files.${file}`.slice(0, 200), message })),
  );
}
