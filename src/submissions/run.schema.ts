import { z } from 'zod';
import {
  type BlockedLane,
  type Lane,
  type LeftFile,
  type Output,
  outcomes,
  type Reported,
  type RequestRecord,
  type Run,
  type Span,
  type Timeline,
  type WaitTarget,
} from '../grading/timeline.js';

/** Times are virtual milliseconds since the program was executed; lane numbers are local to a run. */
const ms = z.number();
const lane = z.int().nonnegative();

const waitTargetSchema = z
  .enum(['sleep', 'lock', 'io', 'poll', 'pipe', 'socket', 'child', 'signal', 'start', 'other'])
  .meta({ id: 'WaitTarget' }) satisfies z.ZodType<WaitTarget>;

const laneSchema = z
  .object({
    id: lane,
    parent: lane.nullable(),
    kind: z.enum(['main', 'process', 'thread']),
    role: z.enum(['student', 'resource-tracker', 'forkserver', 'program']),
    process: lane.describe('The first lane of its process'),
    startMs: ms,
    endMs: ms,
    cpuMs: ms,
    exitStatus: z.int().nullable(),
    signal: z.string().nullable(),
  })
  .meta({ id: 'Lane' }) satisfies z.ZodType<Lane>;

const spanSchema = z
  .object({
    lane,
    kind: z.enum(['running', 'sleeping', 'waiting']),
    on: waitTargetSchema.nullable(),
    startMs: ms,
    endMs: ms,
    ended: z.enum(['deadline', 'woken', 'run-end']),
  })
  .meta({ id: 'Span' }) satisfies z.ZodType<Span>;

const requestSchema = z
  .object({
    lane: lane.nullable(),
    connection: z.int(),
    method: z.string(),
    url: z.string(),
    status: z.int().nullable(),
    startMs: ms,
    endMs: ms,
    requestBytes: z.int(),
    responseBytes: z.int(),
    completed: z.boolean(),
    bodyCrc32: z
      .int()
      .nullable()
      .optional()
      .describe('CRC-32 of the body that was sent; null if it was coded, as by gzip'),
  })
  .meta({ id: 'RequestRecord' }) satisfies z.ZodType<RequestRecord>;

const outputSchema = z
  .object({
    lane: lane.nullable(),
    stream: z.enum(['stdout', 'stderr']),
    atMs: ms,
    text: z.string(),
  })
  .meta({ id: 'Output' }) satisfies z.ZodType<Output>;

const reportedSchema = z
  .object({ lane, atMs: ms, data: z.unknown().describe('What a probe inside the program said') })
  .meta({ id: 'Reported' }) satisfies z.ZodType<Reported>;

const leftFileSchema = z
  .object({
    path: z.string(),
    bytes: z.int(),
    crc32: z.int().nullable().describe('Of its content; null if it could not be read'),
  })
  .meta({ id: 'LeftFile' }) satisfies z.ZodType<LeftFile>;

const timelineSchema = z
  .object({
    lanes: z.array(laneSchema),
    spans: z.array(spanSchema),
    requests: z.array(requestSchema),
    output: z.array(outputSchema),
    reported: z.array(reportedSchema),
    leftFiles: z
      .array(leftFileSchema)
      .optional()
      .describe('What the program left in its folder, read when it was over'),
    truncated: z.boolean().describe('The program made more events than are kept; the earliest are here'),
  })
  .meta({ id: 'Timeline' }) satisfies z.ZodType<Timeline>;

const blockedLaneSchema = z
  .object({ lane, on: waitTargetSchema, detail: z.string() })
  .meta({ id: 'BlockedLane' }) satisfies z.ZodType<BlockedLane>;

/** A run without its timeline: what the answer for a submission holds. */
export const runSummarySchema = z
  .object({
    scenario: z.string(),
    title: z.string().describe('Of the scenario, for people'),
    outcome: z.enum(outcomes),
    exitStatus: z.int().nullable(),
    signal: z.string().nullable(),
    fault: z.object({ step: z.string(), message: z.string() }).nullable(),
    blocked: z.array(blockedLaneSchema),
    elapsedMs: ms,
    realMs: ms,
    cpuMs: ms,
    memoryBytes: z.int(),
  })
  .meta({ id: 'RunSummary' });
export type RunSummary = z.infer<typeof runSummarySchema>;

export const runWithTimelineSchema = runSummarySchema
  .extend({ timeline: timelineSchema })
  .meta({ id: 'RunWithTimeline' }) satisfies z.ZodType<Run>;
export type RunWithTimeline = z.infer<typeof runWithTimelineSchema>;
