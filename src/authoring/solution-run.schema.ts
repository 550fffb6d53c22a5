import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { checkStatuses } from '../grading/report.js';

const checkOfSolution = z
  .object({
    id: z.string(),
    status: z.enum(checkStatuses),
    points: z.number(),
    earned: z.number(),
    message: z.string(),
    hint: z.string().nullable(),
  })
  .meta({ id: 'CheckOfSolution' });

export const solutionRunSchema = z.object({
  id: z.uuid(),
  revision: z.int().describe('Of the draft as it was run'),
  status: z.enum(['working', 'ready', 'failed']),
  message: z.string().nullable().describe('Why it could not be done'),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  solutions: z.array(
    z
      .object({
        name: z.string(),
        expected: z.array(z.string()).describe('Ids of the checks that should not earn full points'),
        got: z
          .array(z.string())
          .nullable()
          .describe('Ids of those that did not; null while it waits, and when it could not be graded'),
        isAsExpected: z.boolean().nullable().describe('Null while it waits'),
        message: z.string().nullable().describe('Why it could not be graded'),
        checks: z.array(checkOfSolution).describe('Empty unless it was graded'),
      })
      .meta({ id: 'SolutionOfRun' }),
  ),
});
export type SolutionRunView = z.infer<typeof solutionRunSchema>;

export class SolutionRun extends createZodDto(solutionRunSchema) {}
