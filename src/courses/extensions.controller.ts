import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { type Caller, CurrentMembership, type Membership, SignedInCaller } from '../auth/caller.js';
import { ApiProblems } from '../platform/api-problems.js';
import { decodeCursor, encodeCursor } from '../platform/cursor.js';
import { ExtensionRepository, type StoredExtension } from './extension.repository.js';
import {
  Extension,
  ExtensionGrant,
  ExtensionList,
  ExtensionListQuery,
  type ExtensionListView,
  type ExtensionView,
} from './extension.schema.js';

@ApiTags('courses')
@ApiParam({ name: 'courseId' })
@Controller('courses/:courseId/assignments/:assignmentId/extensions')
export class ExtensionsController {
  constructor(private readonly extensions: ExtensionRepository) {}

  @Get()
  @ApiOperation({ operationId: 'listExtensions', summary: 'Who has more time or attempts, newest first' })
  @ZodResponse({ status: 200, description: 'One page', type: ExtensionList })
  @ApiProblems('bad-cursor', 'bad-query', 'not-found')
  async list(
    @CurrentMembership() { courseId }: Membership,
    @Param('assignmentId') assignmentId: string,
    @Query() { cursor, limit }: ExtensionListQuery,
  ): Promise<ExtensionListView> {
    const after = cursor === undefined ? null : decodeCursor(cursor);
    const { items, hasMore } = await this.extensions.list(courseId, assignmentId, { after, limit });
    const last = items.at(-1);
    return {
      items: items.map(viewOf),
      nextCursor: hasMore && last ? encodeCursor({ createdAt: last.createdAt, id: last.enrolmentId }) : null,
    };
  }

  @Put(':enrolmentId')
  @ApiOperation({
    operationId: 'setExtension',
    summary: 'Gives one person more time or more attempts',
    description: 'Takes the place of the one before. Grades follow at once.',
  })
  @ZodResponse({ status: 200, description: 'The extension', type: Extension })
  @ApiProblems('unknown-field', 'missing-field', 'bad-field', 'bad-dates', 'not-found')
  async set(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() { courseId }: Membership,
    @Param('assignmentId') assignmentId: string,
    @Param('enrolmentId') enrolmentId: string,
    @Body() body: ExtensionGrant,
  ): Promise<ExtensionView> {
    const place = { assignmentId, enrolmentId };
    return viewOf(await this.extensions.set({ actorId, courseId }, place, body));
  }

  @Delete(':enrolmentId')
  @HttpCode(204)
  @ApiOperation({ operationId: 'removeExtension', summary: 'Back to the dates of everybody' })
  @ApiNoContentResponse({ description: 'It is gone' })
  @ApiProblems('not-found')
  async remove(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() { courseId }: Membership,
    @Param('assignmentId') assignmentId: string,
    @Param('enrolmentId') enrolmentId: string,
  ): Promise<void> {
    await this.extensions.remove({ actorId, courseId }, { assignmentId, enrolmentId });
  }
}

function viewOf({ enrolment, grantedBy, ...extension }: StoredExtension): ExtensionView {
  const { enrolmentId, dueAt, closesAt, extraAttempts, reason, createdAt } = extension;
  return {
    enrolmentId,
    personId: enrolment.person.id,
    name: enrolment.person.name,
    dueAt: dueAt.toISOString(),
    closesAt: closesAt.toISOString(),
    extraAttempts,
    reason,
    grantedBy: grantedBy?.name ?? null,
    createdAt: createdAt.toISOString(),
  };
}
