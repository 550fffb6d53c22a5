import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { type Caller, CurrentMembership, type Membership, SignedInCaller } from '../auth/caller.js';
import { ApiProblems } from '../platform/api-problems.js';
import { decodeCursor, encodeCursor } from '../platform/cursor.js';
import { knownId } from '../platform/ids.js';
import { Sealed } from '../platform/sealed.js';
import { Delivery, type DeliveryView } from './delivery.schema.js';
import { DeliveryLogRepository } from './delivery-log.repository.js';
import { deliveryView } from './delivery-view.js';
import {
  disabledByPerson,
  type StoredWebhook,
  unknownWebhook,
  WebhookRepository,
} from './webhook.repository.js';
import {
  CreatedWebhook,
  type CreatedWebhookView,
  NewWebhook,
  Webhook,
  WebhookChange,
  WebhookList,
  WebhookListQuery,
  type WebhookListView,
  type WebhookView,
} from './webhook.schema.js';
import { WebhookAddresses } from './webhook-addresses.js';
import { makeWebhookSecret } from './webhook-signature.js';

/** So long receivers have to take over a new secret. */
const formerSecretMs = 24 * 3_600_000;

@ApiTags('webhooks')
@ApiParam({ name: 'courseId' })
@Controller('courses/:courseId/webhooks')
export class WebhooksController {
  constructor(
    private readonly webhooks: WebhookRepository,
    private readonly deliveries: DeliveryLogRepository,
    private readonly addresses: WebhookAddresses,
    private readonly sealed: Sealed,
  ) {}

  @Post()
  @ApiOperation({
    operationId: 'createWebhook',
    summary: 'Has another system told of what happens in the course',
    description:
      'Messages are posted by the Standard Webhooks specification 1.0; the section `webhooks` of this document has their ' +
      'shapes. Only an answer of 2xx within 15 s has delivered one; redirects are failures. What fails is tried again ' +
      'after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h, each up to a fifth longer. 410 disables the endpoint; ' +
      '429, 502, 503 and 504 slow it down as a whole, and `Retry-After` is honoured.',
  })
  @ZodResponse({ status: 201, description: 'The endpoint, with its secret', type: CreatedWebhook })
  @ApiProblems('unknown-field', 'missing-field', 'bad-field', 'conflict')
  async create(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() { courseId }: Membership,
    @Body() body: NewWebhook,
  ): Promise<CreatedWebhookView> {
    await this.addresses.assertAllowed(body.url);
    const secret = makeWebhookSecret();
    const kept = await this.sealed.seal('webhook-secret', secret);
    return { ...viewOf(await this.webhooks.create({ actorId, courseId }, body, kept)), secret };
  }

  @Get()
  @ApiOperation({ operationId: 'listWebhooks', summary: 'The endpoints of the course, newest first' })
  @ZodResponse({ status: 200, description: 'One page', type: WebhookList })
  @ApiProblems('bad-cursor', 'bad-query')
  async list(
    @CurrentMembership() { courseId }: Membership,
    @Query() { cursor, limit }: WebhookListQuery,
  ): Promise<WebhookListView> {
    const after = cursor === undefined ? null : decodeCursor(cursor);
    const { items, hasMore } = await this.webhooks.list(courseId, after, limit);
    const last = hasMore ? items.at(-1) : undefined;
    return { items: items.map(viewOf), nextCursor: last ? encodeCursor(last) : null };
  }

  @Get(':webhookId')
  @ApiOperation({ operationId: 'getWebhook', summary: 'One endpoint, and how it does' })
  @ZodResponse({ status: 200, description: 'The endpoint', type: Webhook })
  @ApiProblems('not-found')
  async get(
    @CurrentMembership() { courseId }: Membership,
    @Param('webhookId') id: string,
  ): Promise<WebhookView> {
    return viewOf(await this.webhooks.get(courseId, knownId(id, unknownWebhook)));
  }

  @Patch(':webhookId')
  @ApiOperation({
    operationId: 'changeWebhook',
    summary: 'Another address, other events; disabled, or enabled again',
    description:
      'What waits when it is disabled is kept as failed. Replay it once the endpoint is enabled again.',
  })
  @ZodResponse({ status: 200, description: 'The endpoint', type: Webhook })
  @ApiProblems('unknown-field', 'bad-field', 'not-found')
  async change(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() { courseId }: Membership,
    @Param('webhookId') id: string,
    @Body() body: WebhookChange,
  ): Promise<WebhookView> {
    if (body.url !== undefined) await this.addresses.assertAllowed(body.url);
    return viewOf(await this.webhooks.change({ actorId, courseId }, knownId(id, unknownWebhook), body));
  }

  @Delete(':webhookId')
  @HttpCode(204)
  @ApiOperation({ operationId: 'deleteWebhook', summary: 'Takes an endpoint away, with all its deliveries' })
  @ApiNoContentResponse({ description: 'It is gone' })
  @ApiProblems('not-found')
  async remove(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() { courseId }: Membership,
    @Param('webhookId') id: string,
  ): Promise<void> {
    await this.webhooks.delete({ actorId, courseId }, knownId(id, unknownWebhook));
  }

  @Post(':webhookId/secret')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'rotateWebhookSecret',
    summary: 'Gives an endpoint a new secret; the former one signs for 24 h more',
    description:
      'Until then each message carries two signatures. One that was rotated before that ends at once.',
  })
  @ZodResponse({ status: 200, description: 'The endpoint, with its new secret', type: CreatedWebhook })
  @ApiProblems('not-found')
  async rotate(
    @SignedInCaller() { personId: actorId }: Caller,
    @CurrentMembership() { courseId }: Membership,
    @Param('webhookId') id: string,
  ): Promise<CreatedWebhookView> {
    const secret = makeWebhookSecret();
    const kept = await this.sealed.seal('webhook-secret', secret);
    const until = new Date(Date.now() + formerSecretMs);
    const webhookId = knownId(id, unknownWebhook);
    return { ...viewOf(await this.webhooks.rotate({ actorId, courseId }, webhookId, kept, until)), secret };
  }

  @Post(':webhookId/test')
  @HttpCode(202)
  @ApiOperation({
    operationId: 'testWebhook',
    summary: 'Sends an event `webhook.test`, whatever the endpoint is told of otherwise',
  })
  @ZodResponse({ status: 202, description: 'Its delivery, which waits to be sent', type: Delivery })
  @ApiProblems('not-found', 'conflict')
  async test(
    @CurrentMembership() { courseId }: Membership,
    @Param('webhookId') id: string,
  ): Promise<DeliveryView> {
    return deliveryView(await this.deliveries.test(courseId, knownId(id, unknownWebhook)));
  }
}

function viewOf({ target, formerUntil, ...webhook }: StoredWebhook): WebhookView {
  const { id, url, description, events, createdAt, updatedAt } = webhook;
  const { disabledAt, disabledReason, failingSince, resumesAt } = target;
  const now = new Date();
  const ifAhead = (moment: Date | null) => (moment !== null && moment > now ? moment.toISOString() : null);
  return {
    id,
    url,
    description,
    events: events as WebhookView['events'],
    isEnabled: disabledAt === null,
    disabledAt: disabledAt?.toISOString() ?? null,
    disabledBy: disabledAt === null ? null : disabledReason === disabledByPerson ? 'person' : 'service',
    disabledReason,
    failingSince: failingSince?.toISOString() ?? null,
    restsUntil: ifAhead(resumesAt),
    formerSecretUntil: ifAhead(formerUntil),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
