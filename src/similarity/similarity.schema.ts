import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const similarityStatuses = ['working', 'ready', 'failed'] as const;

export const newSimilarityReportSchema = z.strictObject({
  threshold: z
    .number()
    .min(0.1)
    .max(1)
    .default(0.7)
    .describe('Pairs from this similarity on are kept; 1: the same but for names, literals and comments'),
});

const similarity = z
  .number()
  .min(0)
  .max(1)
  .describe('Share of the fingerprints of both that the other has, too');

const reportFields = {
  id: z.uuid(),
  assignment: z.object({ id: z.uuid(), title: z.string() }).meta({ id: 'ComparedAssignment' }),
  status: z.enum(similarityStatuses),
  threshold: similarity,
  compared: z.int().describe('Programs: the newest of each student'),
  pairCount: z.int().describe('Pairs that were kept'),
  message: z.string().nullable().describe('Why it failed, or what was left out'),
  createdAt: z.iso.datetime(),
  readyAt: z.iso.datetime().nullable(),
};

export const similarityReportSummarySchema = z.object(reportFields);
export type SimilarityReportSummaryView = z.infer<typeof similarityReportSummarySchema>;

export const similarityReportListSchema = z.object({
  items: z.array(similarityReportSummarySchema.meta({ id: 'SimilarityReportListItem' })),
});
export type SimilarityReportListView = z.infer<typeof similarityReportListSchema>;

const programSchema = z
  .object({
    submissionId: z.uuid(),
    person: z.object({ id: z.uuid(), name: z.string() }).meta({ id: 'ComparedPerson' }).nullable(),
  })
  .meta({ id: 'ComparedProgram' });
export type ComparedProgramView = z.infer<typeof programSchema>;

const pairSchema = z
  .object({
    left: programSchema,
    right: programSchema,
    similarity,
    longest: z.int().describe('Length of the longest fragment that both have, in tokens'),
  })
  .meta({ id: 'SimilarPairListItem' });
export type SimilarPairItemView = z.infer<typeof pairSchema>;

export const similarityReportSchema = z.object({
  ...reportFields,
  groups: z
    .array(z.object({ members: z.array(programSchema) }).meta({ id: 'SimilarGroup' }))
    .describe('Who is connected by pairs, directly or through others; the largest group first'),
  pairs: z.array(pairSchema).describe('One page, the most similar first'),
  nextCursor: z.base64url().nullable().describe('For the next page; null on the last one'),
});
export type SimilarityReportView = z.infer<typeof similarityReportSchema>;

export const similarityReportQuerySchema = z.strictObject({
  cursor: z.string().max(300).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(20).describe('Pairs on a page'),
});

const linesSchema = z
  .object({ file: z.string(), from: z.int().describe('From 1'), to: z.int().describe('Inclusive') })
  .meta({ id: 'ProgramLines' });

const wholeProgramSchema = programSchema
  .extend({ attempt: z.int(), createdAt: z.iso.datetime(), files: z.record(z.string(), z.string()) })
  .meta({ id: 'ComparedProgramWithFiles' });
export type WholeProgramView = z.infer<typeof wholeProgramSchema>;

export const similarPairSchema = z.object({
  left: wholeProgramSchema,
  right: wholeProgramSchema,
  similarity,
  longest: z.int().describe('In tokens'),
  fragments: z
    .array(z.object({ left: linesSchema, right: linesSchema }).meta({ id: 'SimilarFragment' }))
    .describe('Lines that correspond, in the order of the left program'),
});
export type SimilarPairView = z.infer<typeof similarPairSchema>;

/** Named for the OpenAPI document, where these are the components. */
export class NewSimilarityReport extends createZodDto(newSimilarityReportSchema) {}
export class SimilarityReportSummary extends createZodDto(similarityReportSummarySchema) {}
export class SimilarityReportList extends createZodDto(similarityReportListSchema) {}
export class SimilarityReport extends createZodDto(similarityReportSchema) {}
export class SimilarityReportQuery extends createZodDto(similarityReportQuerySchema) {}
export class SimilarPair extends createZodDto(similarPairSchema) {}
