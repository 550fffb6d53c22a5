import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { deliveryKinds } from './delivery-sender.js';

export const page = {
  cursor: z.string().max(200).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('Items on a page'),
};
export const nextCursor = z.base64url().nullable().describe('For the next page; null on the last one');

export const deliveryStatuses = ['waiting', 'delivered', 'failed', 'superseded'] as const;

const eventHead = {
  id: z.string().describe('The `webhook-id` of its messages'),
  type: z.string(),
  version: z.int(),
  sequence: z.int().describe('From 1, without gaps, among the events of one submission or one grade'),
  createdAt: z.iso.datetime(),
};

const deliveryFields = {
  id: z.uuid(),
  kind: z.enum(deliveryKinds),
  status: z
    .enum(deliveryStatuses)
    .describe('`superseded`: it needed not be sent, because something newer was'),
  webhookId: z.uuid().nullable().describe('Of `webhook`: the endpoint'),
  lineItemId: z.uuid().nullable().describe('Of `lti-score`: the column of the LMS'),
  enrolmentId: z.uuid().nullable().describe('Of `lti-score`: whose score'),
  attempts: z.int(),
  nextAttemptAt: z.iso.datetime().nullable().describe('Only while it waits'),
  lastError: z.string().nullable().describe('What went wrong the last time, for people'),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
};

export const deliverySchema = z.object({
  ...deliveryFields,
  event: z.object(eventHead).meta({ id: 'DeliveredEvent' }),
});
export type DeliveryView = z.infer<typeof deliverySchema>;

const headers = z.record(z.string(), z.string());

const attemptSchema = z
  .object({
    number: z.int().describe('From 1'),
    startedAt: z.iso.datetime(),
    durationMs: z.number(),
    outcome: z
      .enum(['delivered', 'superseded', 'retry', 'refused'])
      .describe('`retry`: it was tried again later, if any attempt was left'),
    request: z
      .object({ method: z.string(), url: z.string(), headers, body: z.string() })
      .meta({ id: 'DeliveryRequest' })
      .nullable()
      .describe('Null when nothing was sent'),
    response: z
      .object({ status: z.int(), headers, body: z.string().describe('Its first 4 kilobytes') })
      .meta({ id: 'DeliveryResponse' })
      .nullable()
      .describe('Null when there was none'),
    error: z.string().nullable(),
  })
  .meta({ id: 'DeliveryAttempt' });
export type DeliveryAttemptView = z.infer<typeof attemptSchema>;

export const deliveryDetailsSchema = z.object({
  ...deliveryFields,
  event: z
    .object({ ...eventHead, data: z.record(z.string(), z.unknown()).describe('With links as paths') })
    .meta({ id: 'DeliveredEventDetails' }),
  tries: z.array(attemptSchema).describe('What was sent and answered, the newest first'),
});
export type DeliveryDetailsView = z.infer<typeof deliveryDetailsSchema>;

export const deliveryListSchema = z.object({
  items: z.array(deliverySchema.meta({ id: 'DeliveryListItem' })),
  nextCursor,
});
export type DeliveryListView = z.infer<typeof deliveryListSchema>;

export const deliveryListQuerySchema = z.strictObject({
  kind: z.enum(deliveryKinds).optional(),
  webhook: z.guid().optional().describe('To this endpoint only'),
  status: z.enum(deliveryStatuses).optional(),
  ...page,
});
export type DeliveryFilter = Omit<z.infer<typeof deliveryListQuerySchema>, 'cursor' | 'limit'>;

export const replaySchema = z.strictObject({
  since: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .describe('Of what happened since then'),
  webhook: z.guid().exactOptional().describe('To this endpoint only'),
});
export type ReplayFields = z.infer<typeof replaySchema>;

export const replayedSchema = z.object({
  replayed: z.int().describe('Deliveries that wait to be sent again'),
});
export type ReplayedView = z.infer<typeof replayedSchema>;

export class Delivery extends createZodDto(deliverySchema) {}
export class DeliveryDetails extends createZodDto(deliveryDetailsSchema) {}
export class DeliveryList extends createZodDto(deliveryListSchema) {}
export class DeliveryListQuery extends createZodDto(deliveryListQuerySchema) {}
export class Replay extends createZodDto(replaySchema) {}
export class Replayed extends createZodDto(replayedSchema) {}
