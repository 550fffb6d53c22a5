import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { nextCursor, pageQuery } from './gradebook.schema.js';

const statuses = ['queued', 'running', 'checking', 'graded', 'failed'] as const;

const common = {
  id: z.uuid(),
  status: z.enum(statuses),
  createdAt: z.iso.datetime(),
  score: z.number().nullable().describe('As computed'),
  finalScore: z.number().nullable().describe('After what people have overridden'),
  maxScore: z.number().nullable(),
};

export const courseSubmissionsSchema = z.object({
  items: z.array(
    z
      .object({
        ...common,
        assignmentId: z.uuid(),
        assignmentTitle: z.string(),
        enrolmentId: z.uuid(),
        name: z.string().describe('Of the person'),
        attempt: z.int(),
      })
      .meta({ id: 'CourseSubmission' }),
  ),
  nextCursor,
});
export type CourseSubmissionsView = z.infer<typeof courseSubmissionsSchema>;

export const courseSubmissionsQuerySchema = z.strictObject({
  assignment: z.guid().optional().describe('Only those for this assignment'),
  enrolment: z.guid().optional().describe('Only those of this person in the course'),
  status: z.enum(statuses).optional(),
  ...pageQuery,
});

export const attemptsSchema = z.object({
  items: z.array(
    z
      .object({
        ...common,
        attempt: z.int().nullable().describe('From 1; null for practice'),
        gradedAt: z.iso.datetime().nullable(),
        counts: z.boolean().describe('Whether the grade is made from it'),
      })
      .meta({ id: 'Attempt' }),
  ),
});
export type AttemptsView = z.infer<typeof attemptsSchema>;

export class CourseSubmissions extends createZodDto(courseSubmissionsSchema) {}
export class CourseSubmissionsQuery extends createZodDto(courseSubmissionsQuerySchema) {}
export class Attempts extends createZodDto(attemptsSchema) {}
