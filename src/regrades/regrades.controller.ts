import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { z } from 'zod';
import { type Caller, CurrentMembership, type Membership, SignedInCaller } from '../auth/caller.js';
import { ApiProblems } from '../platform/api-problems.js';
import { BackgroundProducer } from '../platform/background-producer.js';
import { decodeCursor, decodeKey, encodeCursor, encodeKey } from '../platform/cursor.js';
import { knownId } from '../platform/ids.js';
import { NewRegradeRepository } from './new-regrade.repository.js';
import { RegradeRepository, unknownRegrade } from './regrade.repository.js';
import {
  NewRegrade,
  Regrade,
  RegradeItemList,
  RegradeItemListQuery,
  type RegradeItemListView,
  RegradeList,
  RegradeListQuery,
  type RegradeListView,
  type RegradeView,
} from './regrade.schema.js';
import { RegradeApplyRepository } from './regrade-apply.repository.js';

const itemKey = z.tuple([z.guid()]);

@ApiTags('regrades')
@ApiParam({ name: 'courseId' })
@Controller('courses/:courseId/regrades')
export class RegradesController {
  constructor(
    private readonly newRegrades: NewRegradeRepository,
    private readonly regrades: RegradeRepository,
    private readonly application: RegradeApplyRepository,
    private readonly producer: BackgroundProducer,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    operationId: 'createRegrade',
    summary: 'Judges submissions again, as a set that changes nothing until it is applied',
    description:
      'Of one submission, an assignment or the whole course. It is worked on while no submission of a student waits.',
  })
  @ZodResponse({ status: 202, description: 'It is being worked on', type: Regrade })
  @ApiProblems(
    'unknown-field',
    'missing-field',
    'bad-field',
    'unknown-assignment',
    'unknown-version',
    'conflict',
    'not-found',
  )
  async create(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() { courseId }: Membership,
    @Body() body: NewRegrade,
  ): Promise<RegradeView> {
    const id = await this.newRegrades.create({ actorId, courseId }, body);
    await this.producer.enqueue('regrade', id);
    return this.regrades.get(courseId, id);
  }

  @Get()
  @ApiOperation({ operationId: 'listRegrades', summary: 'All sets of the course, newest first' })
  @ZodResponse({ status: 200, description: 'One page', type: RegradeList })
  @ApiProblems('bad-cursor', 'bad-query', 'not-found')
  async list(
    @CurrentMembership() { courseId }: Membership,
    @Query() { cursor, limit }: RegradeListQuery,
  ): Promise<RegradeListView> {
    const after = cursor === undefined ? null : decodeCursor(cursor);
    const { items, last } = await this.regrades.list(courseId, after, limit);
    return { items, nextCursor: last && encodeCursor(last) };
  }

  @Get(':regradeId')
  @ApiOperation({ operationId: 'getRegrade', summary: 'How far a set is, and who would gain and lose' })
  @ZodResponse({ status: 200, description: 'The set', type: Regrade })
  @ApiProblems('not-found')
  get(@CurrentMembership() { courseId }: Membership, @Param('regradeId') id: string): Promise<RegradeView> {
    return this.regrades.get(courseId, knownId(id, unknownRegrade));
  }

  @Get(':regradeId/items')
  @ApiOperation({ operationId: 'listRegradeItems', summary: 'The submissions of a set, before and after' })
  @ZodResponse({ status: 200, description: 'One page', type: RegradeItemList })
  @ApiProblems('bad-cursor', 'bad-query', 'not-found')
  async items(
    @CurrentMembership() { courseId }: Membership,
    @Param('regradeId') id: string,
    @Query() { change, cursor, limit }: RegradeItemListQuery,
  ): Promise<RegradeItemListView> {
    const regrade = await this.regrades.get(courseId, knownId(id, unknownRegrade));
    const [after] = cursor === undefined ? [null] : decodeKey(cursor, itemKey);
    const { items, last } = await this.regrades.listItems(regrade.id, change ?? null, after, limit);
    return { items, nextCursor: last && encodeKey([last]) };
  }

  @Post(':regradeId/apply')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'applyRegrade',
    summary: 'Makes the new reports count; what people have overridden goes on counting',
    description:
      'The assignments of a set of more than one submission move to the version it was judged by. Applying again ' +
      'changes nothing. What failed, and what was handed in after the set was made, stays as it is.',
  })
  @ZodResponse({ status: 200, description: 'The set, applied', type: Regrade })
  @ApiProblems('not-found', 'conflict')
  async apply(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() { courseId }: Membership,
    @Param('regradeId') id: string,
  ): Promise<RegradeView> {
    await this.application.apply({ actorId, courseId }, knownId(id, unknownRegrade));
    return this.regrades.get(courseId, id);
  }

  @Post(':regradeId/discard')
  @HttpCode(200)
  @ApiOperation({ operationId: 'discardRegrade', summary: 'Drops a set; all stays as it is' })
  @ZodResponse({ status: 200, description: 'The set, discarded', type: Regrade })
  @ApiProblems('not-found', 'conflict')
  async discard(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() { courseId }: Membership,
    @Param('regradeId') id: string,
  ): Promise<RegradeView> {
    await this.regrades.discard({ actorId, courseId }, knownId(id, unknownRegrade));
    return this.regrades.get(courseId, id);
  }
}
