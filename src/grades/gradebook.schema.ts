import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { isUuid } from '../platform/ids.js';
import { pastOverrideSchema } from './override-view.js';

export const pageQuery = {
  cursor: z.string().max(1000).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('Rows on a page'),
};
export const nextCursor = z.base64url().nullable().describe('For the next page; null on the last one');

/** What Postgres can compare with a text of its own. */
export const searchText = z
  .string()
  .max(100)
  .refine((text) => !text.includes('\0'), 'A search cannot hold a NUL character.');

const assignment = {
  id: z.uuid(),
  title: z.string(),
  points: z.number().describe('What a full score is worth'),
  dueAt: z.iso.datetime(),
};

export const gradeSchema = z
  .object({
    assignmentId: z.uuid(),
    points: z
      .number()
      .nullable()
      .describe('In points of the assignment; null while there is nothing to count'),
    score: z.number().nullable().describe('Of the attempt that counts, after overrides; of `maxScore`'),
    maxScore: z.number().nullable(),
    attempts: z.int().describe('Graded ones'),
    latePercent: z.number().describe('Taken off for being late, in per cent of the points earned'),
    isOverridden: z.boolean().describe('True when a person has set `points`'),
    awaitsReview: z.boolean().describe('True while a check of the attempt that counts waits for a person'),
    submissionId: z.uuid().nullable().describe('The attempt that counts'),
  })
  .meta({ id: 'Grade' });
export type GradeView = z.infer<typeof gradeSchema>;

const person = {
  enrolmentId: z.uuid(),
  personId: z.uuid(),
  name: z.string(),
  // The bound has the document say `anyOf`: Nest would take a list of two types for an array.
  externalId: z.string().min(0).nullable(),
  points: z.number().describe('Sum over all assignments'),
};

export const gradebookSchema = z.object({
  assignments: z.array(z.object(assignment).meta({ id: 'GradebookAssignment' })),
  items: z.array(
    z
      .object({
        ...person,
        grades: z.array(gradeSchema.nullable()).describe('In the order of the assignments'),
      })
      .meta({ id: 'GradebookRow' }),
  ),
  nextCursor,
  total: z.int().describe('People on all pages'),
});
export type GradebookView = z.infer<typeof gradebookSchema>;

export const gradebookQuerySchema = z.strictObject({
  sort: z
    .union([z.enum(['name', 'points']), z.string().refine(isUuid)], {
      error: 'Sort by name, by points or by the id of an assignment.',
    })
    .default('name')
    .describe('`name`, `points`, or the id of an assignment'),
  order: z.enum(['asc', 'desc']).default('asc'),
  search: searchText.optional().describe('Part of a name, an e-mail address or an external id'),
  ...pageQuery,
});
export type GradebookQueryValues = z.infer<typeof gradebookQuerySchema>;

const extensionSchema = z
  .object({
    dueAt: z.iso.datetime(),
    closesAt: z.iso.datetime(),
    extraAttempts: z.int(),
    reason: z.string(),
  })
  .meta({ id: 'ExtensionOfPerson' });

export const progressSchema = z.object({
  ...person,
  assignments: z.array(
    z
      .object({
        ...assignment,
        dueAt: z.iso.datetime().describe('Of the person, with an extension'),
        closesAt: z.iso.datetime(),
        extension: extensionSchema.nullable().describe('Null: the dates and attempts of everybody'),
        grade: gradeSchema.nullable().describe('Null while there is none, or as long as it may not be seen'),
        overrides: z
          .array(pastOverrideSchema)
          .describe('Points that people have set for the grade, oldest first, with those that have ended'),
      })
      .meta({ id: 'ProgressAtAssignment' }),
  ),
});
export type ProgressView = z.infer<typeof progressSchema>;

export class Gradebook extends createZodDto(gradebookSchema) {}
export class GradebookQuery extends createZodDto(gradebookQuerySchema) {}
export class Progress extends createZodDto(progressSchema) {}
