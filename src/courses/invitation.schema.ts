import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { courseRoles } from '../auth/access-rules.js';

export const newCourseInvitationSchema = z.strictObject({
  role: z.enum(courseRoles).default('student'),
  expiresInDays: z.int().min(1).max(365).default(30),
  uses: z.int().min(1).max(100_000).nullable().default(null).describe('Null: any number'),
});
export type NewCourseInvitationFields = z.infer<typeof newCourseInvitationSchema>;

const fields = {
  id: z.uuid(),
  role: z.enum(courseRoles),
  usesLeft: z.int().nullable().describe('Null: any number'),
  expiresAt: z.iso.datetime(),
  createdAt: z.iso.datetime(),
};

export const courseInvitationSchema = z.object({
  ...fields,
  url: z.string().describe('Shown this once: whoever follows it is in the course'),
});
export type CourseInvitationView = z.infer<typeof courseInvitationSchema>;

export const courseInvitationListSchema = z.object({
  items: z.array(
    z
      .object({
        ...fields,
        state: z.enum(['open', 'used', 'expired', 'revoked']),
        createdBy: z.string().nullable().describe('Name of who made it'),
      })
      .meta({ id: 'CourseInvitationListItem' }),
  ),
  nextCursor: z.base64url().nullable().describe('For the next page; null on the last one'),
});
export type CourseInvitationListView = z.infer<typeof courseInvitationListSchema>;

export const courseInvitationListQuerySchema = z.strictObject({
  cursor: z.string().max(200).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('Invitations on a page'),
});

export class NewCourseInvitation extends createZodDto(newCourseInvitationSchema) {}
export class CourseInvitation extends createZodDto(courseInvitationSchema) {}
export class CourseInvitationList extends createZodDto(courseInvitationListSchema) {}
export class CourseInvitationListQuery extends createZodDto(courseInvitationListQuerySchema) {}
