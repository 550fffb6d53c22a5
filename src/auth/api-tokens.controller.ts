import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { ApiProblems } from '../platform/api-problems.js';
import { isUuid } from '../platform/ids.js';
import { ProblemError } from '../platform/problem.js';
import type { Scope } from './access-rules.js';
import { ApiTokenRepository, type StoredApiToken } from './api-token.repository.js';
import {
  ApiTokenList,
  type ApiTokenListView,
  CreatedApiToken,
  type CreatedApiTokenView,
  NewApiToken,
} from './api-token.schema.js';
import { type Caller, SignedInCaller } from './caller.js';

@ApiTags('people')
@Controller('me/tokens')
export class ApiTokensController {
  constructor(private readonly tokens: ApiTokenRepository) {}

  @Get()
  @ApiOperation({ operationId: 'listTokens', summary: "One's own API tokens" })
  @ZodResponse({ status: 200, description: 'All of them', type: ApiTokenList })
  async list(@SignedInCaller() caller: Caller): Promise<ApiTokenListView> {
    return { items: (await this.tokens.list(caller.personId)).map(viewOf) };
  }

  @Post()
  @ApiOperation({
    operationId: 'createToken',
    summary: 'Make an API token',
    description: 'Only somebody at the web page can: a token cannot make tokens.',
  })
  @ZodResponse({ status: 201, description: 'The only answer that shows the token', type: CreatedApiToken })
  @ApiProblems('malformed-json', 'unsupported-media-type', 'unknown-field', 'missing-field', 'bad-field')
  async create(@SignedInCaller() caller: Caller, @Body() body: NewApiToken): Promise<CreatedApiTokenView> {
    const { token, ...stored } = await this.tokens.create(caller.personId, body, new Date());
    return { ...viewOf(stored), token };
  }

  @Delete(':tokenId')
  @HttpCode(204)
  @ApiOperation({ operationId: 'revokeToken', summary: 'Revoke an API token; it opens nothing from now on' })
  @ApiNoContentResponse({ description: 'Revoked' })
  @ApiProblems('not-found')
  async revoke(@SignedInCaller() caller: Caller, @Param('tokenId') tokenId: string): Promise<void> {
    const isRevoked = isUuid(tokenId) && (await this.tokens.revoke(caller.personId, tokenId, new Date()));
    if (!isRevoked) throw new ProblemError('not-found', `You have no API token "${tokenId}".`);
  }
}

function viewOf({ id, name, scopes, createdAt, expiresAt, lastUsedAt }: StoredApiToken) {
  return {
    id,
    name,
    scopes: scopes as Scope[],
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}
