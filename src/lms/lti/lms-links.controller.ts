import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { type Caller, CurrentMembership, type Membership, SignedInCaller } from '../../auth/caller.js';
import { ApiProblems } from '../../platform/api-problems.js';
import { ProblemError } from '../../platform/problem.js';
import { LmsLinkRepository, type StoredLmsLink } from './lms-link.repository.js';
import {
  LmsLinkList,
  type LmsLinkListView,
  type LmsLinkView,
  RosterChanges,
  type RosterChangesView,
} from './lms-link.schema.js';
import { Roster, RosterProblem } from './roster.js';

/** For instructors: what a course has to do with learning platforms. */
@ApiTags('lti')
@Controller('courses/:courseId/lms-links')
export class LmsLinksController {
  constructor(
    private readonly links: LmsLinkRepository,
    private readonly roster: Roster,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listLmsLinks',
    summary: 'The courses of learning platforms that are this one, with their rosters and columns for grades',
  })
  @ApiParam({ name: 'courseId' })
  @ZodResponse({ status: 200, description: 'All of them', type: LmsLinkList })
  async list(@CurrentMembership() { courseId }: Membership): Promise<LmsLinkListView> {
    return { items: (await this.links.list(courseId)).map(viewOf) };
  }

  @Post(':linkId/roster-sync')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'syncRoster',
    summary: 'Read from the platform who is in its course, and enrol them',
    description: 'People whom the platform names no more stay in the course here.',
  })
  @ApiParam({ name: 'courseId' })
  @ZodResponse({ status: 200, description: 'What has become of it', type: RosterChanges })
  @ApiProblems('not-found', 'platform-trouble')
  async sync(
    @SignedInCaller() { personId }: Caller,
    @CurrentMembership() { courseId }: Membership,
    @Param('linkId') linkId: string,
  ): Promise<RosterChangesView> {
    await this.links.assertOfCourse(courseId, linkId);
    try {
      return await this.roster.sync(linkId, personId, new Date());
    } catch (error) {
      if (error instanceof RosterProblem) throw new ProblemError('platform-trouble', error.message);
      throw error;
    }
  }

  @Delete(':linkId')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'removeLmsLink',
    summary: 'Part the course from the one of a platform',
    description:
      'No scores go there any more, also none that waited. People, roles and grades of the course stay. The next instructor who ' +
      'opens a link there is asked which course it is.',
  })
  @ApiParam({ name: 'courseId' })
  @ApiNoContentResponse({ description: 'They are apart' })
  @ApiProblems('not-found')
  async remove(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() { courseId }: Membership,
    @Param('linkId') linkId: string,
  ): Promise<void> {
    await this.links.remove({ actorId, courseId }, linkId);
  }
}

function viewOf(link: StoredLmsLink): LmsLinkView {
  const { id, platform, contextId, title, createdAt, membershipsUrl, syncedAt, syncError, target } = link;
  return {
    id,
    platform,
    contextId,
    title,
    linkedAt: createdAt.toISOString(),
    roster: {
      isTold: membershipsUrl !== null,
      members: link.memberCount,
      left: link.leftCount,
      syncedAt: syncedAt?.toISOString() ?? null,
      error: syncError,
    },
    scores: {
      areTaken: link.lineItemsUrl !== null || link.lineItems.length > 0,
      stoppedReason: target.disabledReason,
      error: link.lineItemError,
      lineItems: link.lineItems.flatMap(
        ({ id: itemId, assignmentId, assignment, url, createdAt: madeAt }) => {
          const { title: assignmentTitle } = assignment;
          const shown = { assignmentId, title: assignmentTitle, createdAt: madeAt.toISOString() };
          return url === null ? [] : [{ id: itemId, url, ...shown }];
        },
      ),
    },
  };
}
