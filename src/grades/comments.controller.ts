import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { type Caller, CurrentCaller, IsGrader } from '../auth/caller.js';
import { ApiProblems } from '../platform/api-problems.js';
import { ProblemError } from '../platform/problem.js';
import { CommentRepository } from './comment.repository.js';
import { CommentChange, CommentList, CommentOnLine, type CommentView, NewComment } from './comment.schema.js';
import { knownForm } from './path-ids.js';

@ApiTags('grades')
@Controller('submissions/:id/comments')
export class CommentsController {
  constructor(private readonly comments: CommentRepository) {}

  @Get()
  @ApiOperation({ operationId: 'listComments', summary: 'Comments on lines of a submission' })
  @ZodResponse({ status: 200, description: 'Oldest first', type: CommentList })
  @ApiProblems('not-found')
  async list(
    @CurrentCaller() caller: Caller | null,
    @Param('id') id: string,
  ): Promise<{ items: CommentView[] }> {
    return { items: await this.comments.list(knownForm('submission', id), caller?.personId ?? null) };
  }

  @Post()
  @ApiOperation({
    operationId: 'createComment',
    summary: 'Writes on a line; students where somebody else has written',
  })
  @ZodResponse({ status: 201, description: 'The comment', type: CommentOnLine })
  @ApiProblems(
    'not-signed-in',
    'not-found',
    'forbidden',
    'conflict',
    'unknown-field',
    'missing-field',
    'bad-field',
  )
  async create(
    @CurrentCaller() reader: Caller | null,
    @IsGrader() isGrader: boolean,
    @Param('id') id: string,
    @Body() body: NewComment,
  ): Promise<CommentView> {
    const { personId } = writerOf(reader);
    return this.comments.create(knownForm('submission', id), { personId, isGrader }, body);
  }

  @Patch(':commentId')
  @ApiOperation({ operationId: 'changeComment', summary: "Changes one's own comment" })
  @ZodResponse({ status: 200, description: 'The comment', type: CommentOnLine })
  @ApiProblems('not-signed-in', 'not-found', 'forbidden', 'unknown-field', 'missing-field', 'bad-field')
  async change(
    @CurrentCaller() reader: Caller | null,
    @Param('id') id: string,
    @Param('commentId') commentId: string,
    @Body() { text }: CommentChange,
  ): Promise<CommentView> {
    return this.comments.change(pathOf(id, commentId), writerOf(reader).personId, text);
  }

  @Delete(':commentId')
  @HttpCode(204)
  @ApiOperation({ operationId: 'deleteComment', summary: "Deletes one's own comment" })
  @ApiNoContentResponse({ description: 'It is gone' })
  @ApiProblems('not-signed-in', 'not-found', 'forbidden')
  async delete(
    @CurrentCaller() reader: Caller | null,
    @Param('id') id: string,
    @Param('commentId') commentId: string,
  ): Promise<void> {
    await this.comments.change(pathOf(id, commentId), writerOf(reader).personId, null);
  }
}

const pathOf = (id: string, commentId: string) => ({
  submissionId: knownForm('submission', id),
  commentId: knownForm('comment', commentId),
});

/** Practice of nobody can be read by everybody, but nobody is nobody to answer. */
function writerOf(reader: Caller | null): Caller {
  if (!reader) throw new ProblemError('not-signed-in', 'Sign in to write a comment.');
  return reader;
}
