import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const statisticsSchema = z
  .object({
    people: z.int().describe('Students of the course'),
    submitted: z.int().describe('Those with an attempt that counts'),
    scores: z.object({
      buckets: z
        .array(z.int())
        .length(10)
        .describe('People by score of the attempt that counts: below 10 %, below 20 %, … to 100 %'),
      median: z.number().nullable().describe('In per cent of the score that can be had'),
    }),
    checks: z.array(
      z
        .object({
          id: z.string(),
          title: z.string(),
          points: z.number(),
          passed: z.int(),
          partial: z.int(),
          failed: z.int(),
          notReached: z.int(),
          share: z.number().min(0).max(1).nullable().describe('Passed, of those who submitted'),
        })
        .meta({ id: 'CheckStatistics' }),
    ),
    submissionsByDay: z
      .array(z.object({ day: z.iso.date(), count: z.int() }))
      .describe('Days of the time zone of the course on which anything was handed in'),
    medianAttempts: z.number().min(0).nullable(),
    awaitingReview: z.int(),
  })
  .describe('Of students only');
export type StatisticsView = z.infer<typeof statisticsSchema>;

export const courseStatisticsSchema = z
  .object({
    people: z.int().describe('Students of the course'),
    assignments: z
      .array(
        z
          .object({
            assignmentId: z.uuid(),
            submitted: z.int().describe('Students with an attempt that counts'),
            meanPoints: z.number().nullable().describe('Of those who have points; null while nobody has'),
            awaitingReview: z.int(),
          })
          .meta({ id: 'AssignmentResults' }),
      )
      .describe('In the order of the course'),
  })
  .describe('Of students only');
export type CourseStatisticsView = z.infer<typeof courseStatisticsSchema>;

export class CourseStatistics extends createZodDto(courseStatisticsSchema) {}
export class AssignmentStatistics extends createZodDto(statisticsSchema) {}
