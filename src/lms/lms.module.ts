import { Module } from '@nestjs/common';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveryLogRepository } from './delivery-log.repository.js';
import { outgoingHttp } from './outgoing.provider.js';
import { WebhookRepository } from './webhook.repository.js';
import { WebhookAddresses } from './webhook-addresses.js';
import { WebhooksController } from './webhooks.controller.js';

/** Other systems that are told what happens here. Telling them is a job: src/queue/delivery.processor.ts. */
@Module({
  controllers: [WebhooksController, DeliveriesController],
  providers: [WebhookRepository, WebhookAddresses, DeliveryLogRepository, outgoingHttp],
})
export class LmsModule {}
