import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { courseRoles } from '../auth/access-rules.js';

/** What has no page of its own in the database is still bounded. */
export const titleSchema = z.string().trim().min(1).max(200);

/** Names such as `Europe/Berlin`, spelled as the list of zones does. Offsets are none: they know no summer time. */
export const timeZoneSchema = z
  .string()
  .max(100)
  .meta({ example: 'Europe/Berlin' })
  .describe('IANA name of the time zone')
  .refine((name) => zoneNamed(name) !== null, {
    error: 'expected the IANA name of a time zone, such as Europe/Berlin or UTC',
  });

export function zoneNamed(name: string): string | null {
  if (!/^[a-z]/i.test(name)) return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

export const newCourseSchema = z.strictObject({ title: titleSchema, timeZone: timeZoneSchema });
export const courseChangeSchema = z.strictObject({
  title: titleSchema.exactOptional(),
  timeZone: timeZoneSchema.exactOptional(),
  isArchived: z.boolean().exactOptional().describe('Archived: everything can be read, and nothing handed in'),
});

export const courseSchema = z.object({
  id: z.uuid(),
  title: z.string(),
  timeZone: z.string(),
  isArchived: z.boolean(),
  createdAt: z.iso.datetime(),
  role: z.enum(courseRoles).describe('Of the caller; administrators are instructors everywhere'),
});
export type CourseView = z.infer<typeof courseSchema>;

export const courseListQuerySchema = z.strictObject({
  archived: z.enum(['yes', 'no']).default('no').describe('Whether to list the archived ones or the others'),
  cursor: z.string().max(200).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('Courses on a page'),
});

export const courseListSchema = z.object({
  items: z.array(courseSchema.meta({ id: 'CourseListItem' })),
  nextCursor: z.base64url().nullable().describe('For the next page; null on the last one'),
});
export type CourseListView = z.infer<typeof courseListSchema>;

export class NewCourse extends createZodDto(newCourseSchema) {}
export class CourseChange extends createZodDto(courseChangeSchema) {}
export class Course extends createZodDto(courseSchema) {}
export class CourseList extends createZodDto(courseListSchema) {}
export class CourseListQuery extends createZodDto(courseListQuerySchema) {}
