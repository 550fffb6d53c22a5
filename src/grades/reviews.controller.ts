import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { z } from 'zod';
import { type Caller, CurrentMembership, type Membership, SignedInCaller } from '../auth/caller.js';
import { ApiProblems } from '../platform/api-problems.js';
import { decodeKey, encodeKey } from '../platform/cursor.js';
import { Override } from './override.schema.js';
import type { OverrideView } from './override-view.js';
import { knownForm } from './path-ids.js';
import { ReviewRepository } from './review.repository.js';
import { ReviewDecision, ReviewList, ReviewQuery, type ReviewsView } from './review.schema.js';

const keyForm = z.tuple([z.int().nonnegative(), z.guid(), z.string()]);

@ApiTags('grades')
@Controller()
export class ReviewsController {
  constructor(private readonly reviews: ReviewRepository) {}

  @Get('courses/:courseId/reviews')
  @ApiOperation({ operationId: 'listReviews', summary: 'Checks that wait for a person' })
  @ApiParam({ name: 'courseId' })
  @ZodResponse({ status: 200, description: 'Who has waited longest first', type: ReviewList })
  @ApiProblems('bad-cursor', 'bad-query')
  async list(
    @CurrentMembership() { courseId }: Membership,
    @Query() { assignment, cursor, limit }: ReviewQuery,
  ): Promise<ReviewsView> {
    const after = cursor === undefined ? null : decodeKey(cursor, keyForm);
    const found = await this.reviews.list({ courseId, assignment }, after, limit + 1);
    const items = found.slice(0, limit);
    const last = found.length > limit ? items.at(-1) : undefined;
    return {
      items,
      nextCursor: last ? encodeKey([Date.parse(last.openedAt), last.submissionId, last.checkId]) : null,
      total: await this.reviews.count({ courseId, assignment }),
    };
  }

  @Post('submissions/:id/reviews/:checkId')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'decideReview',
    summary: 'Gives the points of the rubric in place of those of the check',
  })
  @ZodResponse({ status: 200, description: 'The override that follows', type: Override })
  @ApiProblems('not-found', 'conflict', 'unknown-field', 'missing-field', 'bad-field')
  async decide(
    @SignedInCaller() { personId: actorId }: Caller,
    @Param('id') id: string,
    @Param('checkId') checkId: string,
    @Body() decision: ReviewDecision,
  ): Promise<OverrideView> {
    return this.reviews.decide(knownForm('submission', id), checkId, { actorId, decision });
  }
}
