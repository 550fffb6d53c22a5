import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { exerciseFileLimits } from '../exercises/exercise-files.js';
import { completionKinds, completionOrigins } from '../exercises/writing-help.js';

const place = {
  file: z.string().min(1).max(200).describe('Its path, which says what it is written in'),
  text: z.string().max(exerciseFileLimits.bytesOfFile).describe('All of it, as it is in the editor'),
  offset: z.int().nonnegative().describe('In UTF-16 units of the text'),
};

export const completionQuestionSchema = z.strictObject(place);
export const descriptionQuestionSchema = z.strictObject({
  ...place,
  name: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('One that was offered at this place; what stands there when left out'),
});

const offset = z.int().nonnegative();

export const completionsSchema = z.object({
  from: offset.describe('Where the name begins that each of them takes the place of'),
  items: z
    .array(
      z
        .object({
          label: z.string(),
          kind: z.enum(completionKinds),
          origin: z
            .enum(completionOrigins)
            .describe(
              'Known at the place; of interleave/checks and not imported yet; or what every program has',
            ),
        })
        .meta({ id: 'CompletionItem' }),
    )
    .describe('In no order'),
});
export type CompletionsView = z.infer<typeof completionsSchema>;

export const descriptionSchema = z.object({
  description: z
    .object({
      from: offset,
      to: offset,
      signature: z.string(),
      documentation: z.string().describe('Empty where nobody has said anything'),
      edits: z
        .array(z.object({ from: offset, to: offset, text: z.string() }))
        .describe('What else has to be written for the name to be known: its import'),
    })
    .nullable()
    .describe('Null where nothing is known'),
});
export type DescriptionView = z.infer<typeof descriptionSchema>;

export class CompletionQuestion extends createZodDto(completionQuestionSchema) {}
export class DescriptionQuestion extends createZodDto(descriptionQuestionSchema) {}
export class CompletionList extends createZodDto(completionsSchema) {}
export class NameDescription extends createZodDto(descriptionSchema) {}
