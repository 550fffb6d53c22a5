import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const heading = {
  slug: z.string(),
  version: z.int(),
  title: z.string(),
  summary: z.string().describe('One sentence'),
  lesson: z.int(),
};

const checks = z.array(z.object({ id: z.string(), title: z.string(), points: z.number() }));

export const exerciseSchema = z.object({
  ...heading,
  versions: z.array(z.int()).describe('All that an assignment may pin, the newest first'),
  statement: z.string().describe('Markdown'),
  languages: z
    .record(
      z.string(),
      z
        .object({
          statement: z.string().describe('Markdown: its own, or that of the exercise'),
          checks: checks.describe('Those of the exercise, under the titles that they have in this language'),
          files: z
            .array(z.object({ name: z.string(), text: z.string() }))
            .describe('What the editor begins with'),
        })
        .meta({ id: 'ExerciseLanguage' }),
    )
    .describe('By language'),
  scenarios: z.array(z.object({ id: z.string(), title: z.string() })),
  checks,
  maxScore: z.number(),
});
export type ExerciseView = z.infer<typeof exerciseSchema>;

export const exerciseListSchema = z.object({
  items: z.array(
    z
      .object({ ...heading, languages: z.array(z.string()), maxScore: z.number() })
      .meta({ id: 'ExerciseListItem' }),
  ),
});
export type ExerciseListView = z.infer<typeof exerciseListSchema>;

const largestVersion = 2_147_483_647;

export const exerciseQuerySchema = z.strictObject({
  version: z.coerce
    .number()
    .int()
    .min(1)
    .max(largestVersion)
    .optional()
    .describe('As an assignment has pinned it; the present one when left out'),
});

export class ExerciseQuery extends createZodDto(exerciseQuerySchema) {}
export class Exercise extends createZodDto(exerciseSchema) {}
export class ExerciseList extends createZodDto(exerciseListSchema) {}
