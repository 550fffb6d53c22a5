import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { nextCursor, page } from './delivery.schema.js';
import { eventTypes } from './event.schema.js';

const url = z
  .string()
  .trim()
  .max(2_000)
  .meta({ example: 'https://hooks.example.org/interleave' })
  .describe('Begins with https://; it must lead into the public internet');
const events = z
  .array(z.enum(eventTypes))
  .min(1)
  .max(eventTypes.length)
  .transform((types) => eventTypes.filter((type) => types.includes(type)))
  .describe('What it is told of');
const description = z.string().trim().max(200).describe('For people');

export const newWebhookSchema = z.strictObject({ url, events, description: description.default('') });
export type NewWebhookFields = z.infer<typeof newWebhookSchema>;

export const webhookChangeSchema = z.strictObject({
  url: url.exactOptional(),
  events: events.exactOptional(),
  description: description.exactOptional(),
  isEnabled: z
    .boolean()
    .exactOptional()
    .describe('False: nothing is sent, and what happens meanwhile is kept as failed. True: it starts again'),
});
export type WebhookChanges = z.infer<typeof webhookChangeSchema>;

export const webhookSchema = z.object({
  id: z.uuid(),
  url: z.string(),
  description: z.string(),
  events: z.array(z.enum(eventTypes)),
  isEnabled: z.boolean(),
  disabledAt: z.iso.datetime().nullable(),
  disabledBy: z
    .enum(['person', 'service'])
    .nullable()
    .describe('`service`: it was gone, or nothing could be delivered for days; null while it is enabled'),
  disabledReason: z.string().nullable().describe('For people; null while it is enabled'),
  failingSince: z.iso
    .datetime()
    .nullable()
    .describe('First failure since the last success. After days of nothing but failure it is disabled'),
  restsUntil: z.iso
    .datetime()
    .nullable()
    .describe('It has asked for patience (429, 502, 503, 504): nothing is sent before'),
  formerSecretUntil: z.iso
    .datetime()
    .nullable()
    .describe('After a rotation messages are signed by the former secret, too, until then'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type WebhookView = z.infer<typeof webhookSchema>;

const secret = z
  .string()
  .meta({ example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' })
  .describe('Shown this once. Messages are verified by it (Standard Webhooks 1.0)');

export const createdWebhookSchema = z.object({ ...webhookSchema.shape, secret });
export type CreatedWebhookView = z.infer<typeof createdWebhookSchema>;

export const webhookListSchema = z.object({
  items: z.array(webhookSchema.meta({ id: 'WebhookListItem' })),
  nextCursor,
});
export type WebhookListView = z.infer<typeof webhookListSchema>;

export class NewWebhook extends createZodDto(newWebhookSchema) {}
export class WebhookChange extends createZodDto(webhookChangeSchema) {}
export class Webhook extends createZodDto(webhookSchema) {}
export class CreatedWebhook extends createZodDto(createdWebhookSchema) {}
export class WebhookList extends createZodDto(webhookListSchema) {}
export class WebhookListQuery extends createZodDto(z.strictObject(page)) {}
