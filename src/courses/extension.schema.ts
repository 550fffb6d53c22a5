import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { moment } from './assignment.schema.js';

export const extensionGrantSchema = z.strictObject({
  dueAt: moment,
  closesAt: moment
    .exactOptional()
    .describe('When left out that of the assignment, or `dueAt` where that is later'),
  extraAttempts: z.int().min(0).max(10_000).default(0).describe('Where the assignment has a limit'),
  reason: z.string().trim().min(1).max(1000),
});
export type ExtensionGrantFields = z.infer<typeof extensionGrantSchema>;

export const extensionSchema = z.object({
  enrolmentId: z.uuid(),
  personId: z.uuid(),
  name: z.string(),
  dueAt: z.iso.datetime(),
  closesAt: z.iso.datetime(),
  extraAttempts: z.int(),
  reason: z.string(),
  grantedBy: z.string().nullable().describe('Name of who granted it'),
  createdAt: z.iso.datetime(),
});
export type ExtensionView = z.infer<typeof extensionSchema>;

export const extensionListSchema = z.object({
  items: z.array(extensionSchema.meta({ id: 'ExtensionListItem' })),
  nextCursor: z.base64url().nullable().describe('For the next page; null on the last one'),
});
export type ExtensionListView = z.infer<typeof extensionListSchema>;

export const extensionListQuerySchema = z.strictObject({
  cursor: z.string().max(200).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('Extensions on a page'),
});

export class ExtensionGrant extends createZodDto(extensionGrantSchema) {}
export class Extension extends createZodDto(extensionSchema) {}
export class ExtensionList extends createZodDto(extensionListSchema) {}
export class ExtensionListQuery extends createZodDto(extensionListQuerySchema) {}
