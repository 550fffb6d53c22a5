import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { ZodResponse } from 'nestjs-zod';
import { type Caller, SignedInCaller } from '../../auth/caller.js';
import { ApiProblems } from '../../platform/api-problems.js';
import { decodeCursor, encodeCursor } from '../../platform/cursor.js';
import { LtiAddresses, ltiPaths } from './lti-addresses.js';
import { type ListedPlatform, LtiPlatformRepository } from './lti-platform.repository.js';
import {
  LtiKeyRotation,
  LtiPlatform,
  LtiPlatformChange,
  LtiPlatformList,
  LtiPlatformListQuery,
  type LtiPlatformListView,
  type LtiPlatformView,
  LtiRegistrationLink,
  type LtiRegistrationLinkView,
  LtiTool,
  type LtiToolView,
  NewLtiPlatform,
  NewLtiRegistrationLink,
} from './lti-platform.schema.js';
import { ToolKeys } from './tool-keys.js';

const bodyProblems = ['malformed-json', 'unsupported-media-type', 'unknown-field', 'bad-field'] as const;

/** For administrators: which learning platforms may send people, and what those need to know of us. */
@ApiTags('lti')
@Controller('lti')
export class LtiPlatformsController {
  constructor(
    private readonly platforms: LtiPlatformRepository,
    private readonly keys: ToolKeys,
    private readonly addresses: LtiAddresses,
  ) {}

  @Get('tool')
  @ApiOperation({
    operationId: 'getLtiTool',
    summary: 'What an administrator of a platform needs to know of us',
  })
  @ZodResponse({ status: 200, description: 'Addresses and keys', type: LtiTool })
  async getTool(@Req() request: Request): Promise<LtiToolView> {
    const keys = await this.keys.list(new Date());
    return {
      loginUrl: this.addresses.of(request, ltiPaths.login),
      launchUrl: this.addresses.of(request, ltiPaths.launch),
      jwksUrl: this.addresses.of(request, ltiPaths.jwks),
      keys: keys.map(({ id, createdAt, shownUntil }) => ({
        id,
        createdAt: createdAt.toISOString(),
        shownUntil: shownUntil?.toISOString() ?? null,
      })),
    };
  }

  @Post('keys')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'rotateLtiKeys',
    summary: 'Sign with a new key from now on',
    description: 'Keys before it stay published for 30 days, unless they are lost.',
  })
  @ApiNoContentResponse({ description: 'There is a new key' })
  @ApiProblems(...bodyProblems)
  async rotate(@SignedInCaller() caller: Caller, @Body() { areLost }: LtiKeyRotation): Promise<void> {
    await this.keys.rotate(caller.personId, areLost, new Date());
  }

  @Get('platforms')
  @ApiOperation({
    operationId: 'listLtiPlatforms',
    summary: 'The learning platforms that are registered, newest first',
  })
  @ZodResponse({ status: 200, description: 'One page', type: LtiPlatformList })
  @ApiProblems('bad-cursor', 'bad-query')
  async list(@Query() { cursor, limit }: LtiPlatformListQuery): Promise<LtiPlatformListView> {
    const after = cursor === undefined ? null : decodeCursor(cursor);
    const { items, hasMore } = await this.platforms.list(after, limit);
    const last = items.at(-1);
    return { items: items.map(viewOf), nextCursor: hasMore && last ? encodeCursor(last) : null };
  }

  @Post('platforms')
  @ApiOperation({ operationId: 'createLtiPlatform', summary: 'Register a platform by hand' })
  @ZodResponse({ status: 201, description: 'The platform', type: LtiPlatform })
  @ApiProblems(...bodyProblems, 'missing-field', 'conflict')
  async create(@SignedInCaller() caller: Caller, @Body() body: NewLtiPlatform): Promise<LtiPlatformView> {
    return viewOf(await this.platforms.create(caller.personId, body));
  }

  @Patch('platforms/:platformId')
  @ApiOperation({ operationId: 'changeLtiPlatform', summary: 'Change what is known of a platform' })
  @ZodResponse({ status: 200, description: 'The platform', type: LtiPlatform })
  @ApiProblems(...bodyProblems, 'not-found', 'conflict')
  async change(
    @SignedInCaller() caller: Caller,
    @Param('platformId') platformId: string,
    @Body() body: LtiPlatformChange,
  ): Promise<LtiPlatformView> {
    return viewOf(await this.platforms.change(caller.personId, platformId, body));
  }

  @Delete('platforms/:platformId')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'removeLtiPlatform',
    summary: 'Forget a platform',
    description: 'Nobody comes in by it any more, and no scores go there. Courses, people and grades stay.',
  })
  @ApiNoContentResponse({ description: 'It is forgotten' })
  @ApiProblems('not-found')
  async remove(@SignedInCaller() caller: Caller, @Param('platformId') platformId: string): Promise<void> {
    await this.platforms.remove(caller.personId, platformId);
  }

  @Post('registration-links')
  @ApiOperation({
    operationId: 'createLtiRegistrationLink',
    summary: 'A link by which one platform registers itself (dynamic registration)',
    description: 'It works once, for a week.',
  })
  @ZodResponse({ status: 201, description: 'The only answer that shows the link', type: LtiRegistrationLink })
  @ApiProblems(...bodyProblems, 'missing-field')
  async createLink(
    @SignedInCaller() caller: Caller,
    @Body() { name }: NewLtiRegistrationLink,
    @Req() request: Request,
  ): Promise<LtiRegistrationLinkView> {
    const { token, expiresAt } = await this.platforms.makeRegistrationLink(caller.personId, name, new Date());
    const url = new URL(this.addresses.of(request, ltiPaths.register));
    url.searchParams.set('link', token);
    return { url: url.href, expiresAt: expiresAt.toISOString() };
  }
}

function viewOf({ _count: { contexts }, ...platform }: ListedPlatform): LtiPlatformView {
  return { ...platform, courses: contexts, createdAt: platform.createdAt.toISOString() };
}
