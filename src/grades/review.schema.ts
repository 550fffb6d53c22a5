import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { nextCursor, pageQuery } from './gradebook.schema.js';
import { reason } from './text.js';

export const reviewsSchema = z.object({
  items: z.array(
    z
      .object({
        submissionId: z.uuid(),
        checkId: z.string(),
        checkTitle: z.string(),
        points: z.number().describe('Of the check'),
        earned: z.number().describe('As the check found; holds until somebody decides'),
        message: z.string().describe('What the check saw'),
        assignmentId: z.uuid(),
        assignmentTitle: z.string(),
        person: z.object({ id: z.uuid(), name: z.string() }),
        attempt: z.int(),
        openedAt: z.iso.datetime(),
        rubric: z.array(
          z.object({ id: z.string(), title: z.string(), points: z.number() }).meta({ id: 'Criterion' }),
        ),
      })
      .meta({ id: 'OpenReview' }),
  ),
  nextCursor,
  total: z.int().describe('On all pages'),
});
export type ReviewsView = z.infer<typeof reviewsSchema>;

export const decisionSchema = z.strictObject({
  rubric: z
    .record(z.string().max(100), z.number().min(0))
    .describe('Points by id of the criterion, for each criterion of the rubric'),
  reason,
});
export type Decision = z.infer<typeof decisionSchema>;

export class ReviewList extends createZodDto(reviewsSchema) {}
export class ReviewQuery extends createZodDto(
  z.strictObject({
    assignment: z.guid().optional().describe('Only those of this assignment'),
    ...pageQuery,
  }),
) {}
export class ReviewDecision extends createZodDto(decisionSchema) {}
