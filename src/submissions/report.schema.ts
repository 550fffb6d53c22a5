import { z } from 'zod';
import type { Measure } from '../grading/measures.js';
import { type CheckResult, checkStatuses, type Report, type RunMeasures } from '../grading/report.js';

const ms = z.number().nonnegative();

export const measureSchema = z
  .object({
    count: z.int().nonnegative(),
    elapsedMs: ms.describe('Last end less first start'),
    longestMs: ms,
    serialMs: ms.describe('Sum of the lengths'),
    peak: z.int().nonnegative().describe('Most open at once'),
    overlap: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .describe(
        '1: the total equals the longest one; 0: one after the other; null with fewer than two intervals',
      ),
  })
  .meta({ id: 'Measure' }) satisfies z.ZodType<Measure>;

export const runMeasuresSchema = z
  .object({
    sleeps: measureSchema,
    requests: measureSchema,
    threads: measureSchema,
    processes: measureSchema,
  })
  .meta({ id: 'RunMeasures' }) satisfies z.ZodType<RunMeasures>;

export const checkResultSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    points: z.number(),
    earned: z.number(),
    status: z.enum(checkStatuses),
    message: z.string().describe('The evidence in words'),
    hint: z.string().nullable().describe('What to do about missing points'),
  })
  .meta({ id: 'CheckResult' }) satisfies z.ZodType<CheckResult>;

export const reportSchema = z
  .object({
    exercise: z.string(),
    version: z.int(),
    score: z.number(),
    maxScore: z.number(),
    checks: z.array(checkResultSchema),
    measures: z.record(z.string(), runMeasuresSchema).describe('By scenario id'),
  })
  .meta({ id: 'Report' }) satisfies z.ZodType<Report>;
