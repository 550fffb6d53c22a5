import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { ZodResponse } from 'nestjs-zod';
import { type Caller, CurrentMembership, type Membership, SignedInCaller } from '../auth/caller.js';
import { CONFIG, type Config } from '../config/config.js';
import { ApiProblems } from '../platform/api-problems.js';
import { decodeCursor, encodeCursor } from '../platform/cursor.js';
import { invitationPath, pageLink } from '../platform/page-links.js';
import { CourseInvitationRepository, type StoredInvitation } from './invitation.repository.js';
import {
  CourseInvitation,
  CourseInvitationList,
  CourseInvitationListQuery,
  type CourseInvitationListView,
  type CourseInvitationView,
  NewCourseInvitation,
} from './invitation.schema.js';

@ApiTags('courses')
@ApiParam({ name: 'courseId' })
@Controller('courses/:courseId/invitations')
export class CourseInvitationsController {
  constructor(
    private readonly invitations: CourseInvitationRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listInvitations',
    summary: 'The links by which people come into the course, newest first',
  })
  @ZodResponse({ status: 200, description: 'One page', type: CourseInvitationList })
  @ApiProblems('bad-cursor', 'bad-query', 'not-found')
  async list(
    @CurrentMembership() { courseId }: Membership,
    @Query() { cursor, limit }: CourseInvitationListQuery,
  ): Promise<CourseInvitationListView> {
    const after = cursor === undefined ? null : decodeCursor(cursor);
    const { items, hasMore } = await this.invitations.list(courseId, after, limit);
    const last = items.at(-1);
    const now = new Date();
    return {
      items: items.map((invitation) => ({
        ...viewOf(invitation),
        state: stateOf(invitation, now),
        createdBy: invitation.createdBy?.name ?? null,
      })),
      nextCursor: hasMore && last ? encodeCursor(last) : null,
    };
  }

  @Post()
  @ApiOperation({ operationId: 'createInvitation', summary: 'A link by which people come into the course' })
  @ZodResponse({ status: 201, description: 'The only answer that shows the link', type: CourseInvitation })
  @ApiProblems('unknown-field', 'bad-field', 'not-found')
  async create(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() { courseId }: Membership,
    @Body() body: NewCourseInvitation,
    @Req() request: Request,
  ): Promise<CourseInvitationView> {
    const { invitation, token } = await this.invitations.create({ actorId, courseId }, body, new Date());
    return { ...viewOf(invitation), url: pageLink(this.config.publicUrl, request, invitationPath(token)) };
  }

  @Delete(':invitationId')
  @HttpCode(204)
  @ApiOperation({ operationId: 'revokeInvitation', summary: 'Makes a link lead nowhere' })
  @ApiNoContentResponse({ description: 'Nobody comes in by it any more' })
  @ApiProblems('not-found')
  async revoke(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() { courseId }: Membership,
    @Param('invitationId') invitationId: string,
  ): Promise<void> {
    await this.invitations.revoke({ actorId, courseId }, invitationId, new Date());
  }
}

function viewOf({ id, role, usesLeft, expiresAt, createdAt }: StoredInvitation) {
  return { id, role, usesLeft, expiresAt: expiresAt.toISOString(), createdAt: createdAt.toISOString() };
}

function stateOf({ revokedAt, usesLeft, expiresAt }: StoredInvitation, now: Date) {
  if (revokedAt) return 'revoked';
  if (usesLeft === 0) return 'used';
  return expiresAt <= now ? 'expired' : 'open';
}
