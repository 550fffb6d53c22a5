import { z } from 'zod';
import type { Measure } from '../grading/measures.js';
import {
  type CheckResult,
  checkStatuses,
  type LineHint,
  type Report,
  type RunMeasures,
  type SpanPlaces,
  type SpanReference,
} from '../grading/report.js';

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

export const spanReferenceSchema = z
  .object({ scenario: z.string(), lane: z.int(), startMs: ms, endMs: ms })
  .meta({ id: 'SpanReference' }) satisfies z.ZodType<SpanReference>;

export const lineHintSchema = z
  .object({
    check: z.string().nullable().describe('The check whose missing points it explains'),
    file: z.string(),
    line: z.int().positive().describe('From 1'),
    endLine: z.int().positive(),
    message: z.string().describe('Names the line, and what was seen of it'),
    spans: z.array(spanReferenceSchema).describe('What of the timeline it speaks of'),
  })
  .meta({ id: 'LineHint' }) satisfies z.ZodType<LineHint>;

export const spanPlacesSchema = z
  .object({ file: z.string(), line: z.int().positive(), spans: z.array(spanReferenceSchema) })
  .meta({ id: 'SpanPlaces' }) satisfies z.ZodType<SpanPlaces>;

export const reportSchema = z
  .object({
    exercise: z.string(),
    version: z.int(),
    score: z.number(),
    maxScore: z.number(),
    checks: z.array(checkResultSchema),
    measures: z.record(z.string(), runMeasuresSchema).describe('By scenario id'),
    hints: z
      .array(lineHintSchema)
      .optional()
      .describe(
        'Lines that have to do with missing points; absent from older reports, and where hints are not shown',
      ),
    places: z
      .array(spanPlacesSchema)
      .optional()
      .describe(
        'Lines of sleeps and requests, where they are beyond doubt; absent where no timeline is shown',
      ),
  })
  .meta({ id: 'Report' }) satisfies z.ZodType<Report>;
