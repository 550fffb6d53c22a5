import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { courseRoles } from '../auth/access-rules.js';

/** What the school's own system calls a person. */
export const externalIdSchema = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u, { error: 'must be one line of text' });

export const enrolmentSchema = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  name: z.string(),
  email: z.string(),
  externalId: z.string().nullable().describe("The school's own name for the person"),
  role: z.enum(courseRoles),
  createdAt: z.iso.datetime(),
  hasAccount: z.boolean().describe('False: has not followed the invitation yet'),
});
export type EnrolmentView = z.infer<typeof enrolmentSchema>;

export const enrolmentListQuerySchema = z.strictObject({
  search: z.string().trim().max(200).optional().describe('Part of a name, an address or an external id'),
  role: z.enum(courseRoles).optional(),
  cursor: z.string().max(1000).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('People on a page'),
});

export const enrolmentListSchema = z.object({
  items: z.array(enrolmentSchema.meta({ id: 'EnrolmentListItem' })).describe('By name'),
  nextCursor: z.base64url().nullable().describe('For the next page; null on the last one'),
});
export type EnrolmentListView = z.infer<typeof enrolmentListSchema>;

export const enrolmentChangeSchema = z.strictObject({
  role: z.enum(courseRoles).exactOptional(),
  externalId: externalIdSchema.nullable().exactOptional(),
});
export type EnrolmentChanges = z.infer<typeof enrolmentChangeSchema>;

export class Enrolment extends createZodDto(enrolmentSchema) {}
export class EnrolmentList extends createZodDto(enrolmentListSchema) {}
export class EnrolmentListQuery extends createZodDto(enrolmentListQuerySchema) {}
export class EnrolmentChange extends createZodDto(enrolmentChangeSchema) {}
