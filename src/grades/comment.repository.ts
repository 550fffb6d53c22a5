import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../prisma/client/client.js';
import { audit } from '../platform/audit.js';
import { PrismaService } from '../platform/prisma.service.js';
import { ProblemError } from '../platform/problem.js';
import type { CommentView, NewCommentFields } from './comment.schema.js';
import { unknown } from './path-ids.js';

export interface Writer {
  readonly personId: string;
  readonly isGrader: boolean;
}

const shown = {
  id: true,
  file: true,
  line: true,
  text: true,
  author: { select: { id: true, name: true } },
  createdAt: true,
  updatedAt: true,
} satisfies Prisma.CommentSelect;

/** Comments on lines of what was handed in to an assignment. */
@Injectable()
export class CommentRepository {
  constructor(private readonly prisma: PrismaService) {}

  async list(submissionId: string, readerId: string | null): Promise<CommentView[]> {
    const rows = await this.prisma.comment.findMany({
      where: { submissionId },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      select: shown,
    });
    return rows.map((row) => viewOf(row, readerId));
  }

  /** A student answers: where somebody else has written. */
  async create(
    submissionId: string,
    writer: Writer,
    { file, line, text }: NewCommentFields,
  ): Promise<CommentView> {
    const { personId } = writer;
    return this.prisma.$transaction(async (transaction) => {
      const courseId = await courseOfLine(transaction, submissionId, file, line);
      const isAnswer = { submissionId, file, line, NOT: { authorId: personId } };
      if (!writer.isGrader && (await transaction.comment.count({ where: isAnswer })) === 0) {
        throw new ProblemError('forbidden', 'You can answer where somebody else has written.');
      }
      const comment = await transaction.comment.create({
        data: { id: randomUUID(), submissionId, authorId: personId, file, line, text },
        select: shown,
      });
      await this.log(transaction, personId, courseId, 'comment-written', submissionId, comment);
      return viewOf(comment, personId);
    });
  }

  /** Null text: it is deleted. */
  async change(
    { submissionId, commentId }: { readonly submissionId: string; readonly commentId: string },
    personId: string,
    text: string | null,
  ): Promise<CommentView> {
    return this.prisma.$transaction(async (transaction) => {
      const found = await transaction.comment.findFirst({
        where: { id: commentId, submissionId },
        select: { author: true, submission: { select: { assignment: { select: { courseId: true } } } } },
      });
      if (!found) throw unknown('comment', commentId);
      if (found.author?.id !== personId) {
        throw new ProblemError('forbidden', 'Only the author can change a comment.');
      }
      const where = { id: commentId };
      const comment =
        text === null
          ? await transaction.comment.delete({ where, select: shown })
          : await transaction.comment.update({ where, data: { text }, select: shown });
      const courseId = found.submission.assignment?.courseId ?? null;
      const action = text === null ? 'comment-deleted' : 'comment-changed';
      await this.log(transaction, personId, courseId, action, submissionId, comment);
      return viewOf(comment, personId);
    });
  }

  private async log(
    transaction: Prisma.TransactionClient,
    actorId: string,
    courseId: string | null,
    action: 'comment-written' | 'comment-changed' | 'comment-deleted',
    subject: string,
    { file, line }: { readonly file: string; readonly line: number },
  ): Promise<void> {
    await audit(transaction, { actorId, courseId, action, subject, details: { file, line } });
  }
}

function viewOf(
  { createdAt, updatedAt, ...rest }: Prisma.CommentGetPayload<{ select: typeof shown }>,
  readerId: string | null,
): CommentView {
  return {
    ...rest,
    mine: readerId !== null && rest.author?.id === readerId,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

/** The course of the submission. Throws the problem unless it was handed in to an assignment and has this line. */
async function courseOfLine(
  transaction: Prisma.TransactionClient,
  submissionId: string,
  file: string,
  line: number,
): Promise<string> {
  const submission = await transaction.submission.findUnique({
    where: { id: submissionId },
    select: { files: true, assignment: { select: { courseId: true } } },
  });
  if (!submission) throw unknown('submission', submissionId);
  if (!submission.assignment) {
    throw new ProblemError(
      'conflict',
      'It is practice, handed in to no assignment: nobody reads comments on it.',
    );
  }
  const files = new Map(Object.entries(submission.files as Record<string, string>));
  const text = files.get(file);
  if (text === undefined) {
    const known = [...files.keys()].join(', ');
    throw ProblemError.ofField('bad-field', 'file', `There is no file "${file}"; there are: ${known}.`);
  }
  const lines = text.split('\n').length;
  if (line > lines) throw ProblemError.ofField('bad-field', 'line', `The file has ${lines} lines.`);
  return submission.assignment.courseId;
}
