import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { type Caller, CurrentMembership, type Membership, SignedInCaller } from '../auth/caller.js';
import { ApiProblems } from '../platform/api-problems.js';
import { decodeCursor, encodeCursor } from '../platform/cursor.js';
import { knownId } from '../platform/ids.js';
import {
  Delivery,
  DeliveryDetails,
  type DeliveryDetailsView,
  DeliveryList,
  DeliveryListQuery,
  type DeliveryListView,
  type DeliveryView,
  Replay,
  Replayed,
  type ReplayedView,
} from './delivery.schema.js';
import { DeliveryLogRepository, unknownDelivery } from './delivery-log.repository.js';
import { deliveryDetailsView, deliveryView } from './delivery-view.js';

@ApiTags('webhooks')
@ApiParam({ name: 'courseId' })
@Controller('courses/:courseId/deliveries')
export class DeliveriesController {
  constructor(private readonly deliveries: DeliveryLogRepository) {}

  @Get()
  @ApiOperation({
    operationId: 'listDeliveries',
    summary: 'What other systems were told, to webhooks and to the LMS, newest first',
  })
  @ZodResponse({ status: 200, description: 'One page', type: DeliveryList })
  @ApiProblems('bad-cursor', 'bad-query')
  async list(
    @CurrentMembership() { courseId }: Membership,
    @Query() { cursor, limit, ...filter }: DeliveryListQuery,
  ): Promise<DeliveryListView> {
    const after = cursor === undefined ? null : decodeCursor(cursor);
    const { items, hasMore } = await this.deliveries.list(courseId, filter, { after, limit });
    const last = hasMore ? items.at(-1) : undefined;
    return { items: items.map(deliveryView), nextCursor: last ? encodeCursor(last) : null };
  }

  @Get(':deliveryId')
  @ApiOperation({
    operationId: 'getDelivery',
    summary: 'One delivery, with all that was sent and answered',
    description: 'What has ended is kept for 30 days, unless the service is told otherwise.',
  })
  @ZodResponse({ status: 200, description: 'The delivery', type: DeliveryDetails })
  @ApiProblems('not-found')
  async get(
    @CurrentMembership() { courseId }: Membership,
    @Param('deliveryId') id: string,
  ): Promise<DeliveryDetailsView> {
    return deliveryDetailsView(await this.deliveries.get(courseId, knownId(id, unknownDelivery)));
  }

  @Post('replay')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'replayDeliveries',
    summary: 'Sends again all that failed since a moment',
    description:
      'Ids of events stay what they were, so a receiver can tell what it has already. What goes to endpoints that are ' +
      'disabled stays as it is.',
  })
  @ZodResponse({ status: 202, description: 'How many wait to be sent again', type: Replayed })
  @ApiProblems('unknown-field', 'missing-field', 'bad-field', 'not-found', 'conflict')
  async replayAll(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() { courseId }: Membership,
    @Body() body: Replay,
  ): Promise<ReplayedView> {
    return { replayed: await this.deliveries.replayFailed({ actorId, courseId }, body) };
  }

  @Post(':deliveryId/replay')
  @HttpCode(202)
  @ApiOperation({ operationId: 'replayDelivery', summary: 'Sends one again, delivered or not' })
  @ZodResponse({ status: 202, description: 'The delivery, which waits to be sent', type: Delivery })
  @ApiProblems('not-found', 'conflict')
  async replay(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() { courseId }: Membership,
    @Param('deliveryId') id: string,
  ): Promise<DeliveryView> {
    return deliveryView(await this.deliveries.replay({ actorId, courseId }, knownId(id, unknownDelivery)));
  }
}
