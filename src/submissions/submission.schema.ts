import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { pastOverrideSchema } from '../grades/override-view.js';
import { visibilities } from '../grading/visibility.js';
import { reportSchema } from './report.schema.js';
import { runSummarySchema, runWithTimelineSchema } from './run.schema.js';

export const submissionStatuses = ['queued', 'running', 'checking', 'graded', 'failed'] as const;
export type SubmissionStatus = (typeof submissionStatuses)[number];

export function isFinal(status: SubmissionStatus): boolean {
  return status === 'graded' || status === 'failed';
}

export const newSubmissionSchema = z.strictObject({
  exercise: z
    .string()
    .optional()
    .describe('Slug of the exercise, to practise')
    .meta({ example: 'async-two-requests' }),
  assignment: z.uuid().optional().describe('The assignment, in place of an exercise'),
  language: z.string().meta({ example: 'python' }),
  files: z
    .record(z.string(), z.string())
    .describe(
      'Name to text. The program is the only .py file, else main.py. 10 files and 256 KiB in all at most',
    )
    .meta({ example: { 'main.py': 'import asyncio\n' } }),
});

const linksSchema = z
  .object({ self: z.string(), timeline: z.string(), events: z.string() })
  .meta({ id: 'SubmissionLinks' });

export const acceptedSubmissionSchema = z.object({
  id: z.uuid(),
  status: z.enum(submissionStatuses).describe('`queued`, or further on when an Idempotency-Key was repeated'),
  links: linksSchema,
});

export const submissionSchema = z.object({
  id: z.uuid(),
  exercise: z.string(),
  exerciseVersion: z.int(),
  language: z.string(),
  status: z.enum(submissionStatuses),
  createdAt: z.iso.datetime(),
  gradedAt: z.iso.datetime().nullable(),
  files: z.record(z.string(), z.string()),
  report: reportSchema.nullable(),
  error: z
    .object({ code: z.string(), message: z.string() })
    .nullable()
    .describe('A fault of ours or of the exercise, never of the program; there is no score then'),
  runs: z.array(runSummarySchema),
  assignment: z
    .object({ id: z.uuid(), courseId: z.uuid(), courseTitle: z.string(), title: z.string() })
    .meta({ id: 'AssignmentOfSubmission' })
    .nullable()
    .describe('Null for practice'),
  attempt: z.int().nullable().describe('Which of its person at the assignment, from 1; null for practice'),
  visibility: z
    .enum(visibilities)
    .describe('How much of the report the caller is shown; each includes those before it'),
  person: z
    .object({ id: z.uuid(), name: z.string() })
    .meta({ id: 'PersonOfSubmission' })
    .nullable()
    .describe('Who handed it in; for those who grade it only'),
  finalScore: z
    .number()
    .nullable()
    .describe('After what people have overridden; the report keeps the score as computed'),
  overrides: z
    .array(pastOverrideSchema)
    .describe('What people have decided in place of the checks, oldest first, with what has ended'),
  links: linksSchema,
});
export type SubmissionView = z.infer<typeof submissionSchema>;

export const submissionListSchema = z.object({
  items: z.array(
    z
      .object({
        id: z.uuid(),
        exercise: z.string(),
        assignment: z.uuid().nullable().describe('Null for practice'),
        attempt: z.int().nullable(),
        language: z.string(),
        status: z.enum(submissionStatuses),
        createdAt: z.iso.datetime(),
        score: z.number().nullable(),
        maxScore: z.number().nullable(),
      })
      .meta({ id: 'SubmissionListItem' }),
  ),
  nextCursor: z.base64url().nullable().describe('For the next page; null on the last one'),
});
export type SubmissionListView = z.infer<typeof submissionListSchema>;

export const submissionListQuerySchema = z.strictObject({
  exercise: z.string().max(100).optional().describe('Only those for this exercise'),
  assignment: z.uuid().optional().describe('Only those for this assignment'),
  cursor: z.string().max(200).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(20).describe('Submissions on a page'),
});

export const timelineListSchema = z.object({
  runs: z.array(runWithTimelineSchema).describe('In the order of the scenarios; empty until it is graded'),
});
export type TimelineListView = z.infer<typeof timelineListSchema>;

/** Named for the OpenAPI document, where these are the components. */
export class NewSubmission extends createZodDto(newSubmissionSchema) {}
export class AcceptedSubmission extends createZodDto(acceptedSubmissionSchema) {}
export class Submission extends createZodDto(submissionSchema) {}
export class SubmissionList extends createZodDto(submissionListSchema) {}
export class SubmissionListQuery extends createZodDto(submissionListQuerySchema) {}
export class TimelineList extends createZodDto(timelineListSchema) {}
