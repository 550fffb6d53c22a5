import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const regradeModes = ['rescore', 'rerun'] as const;
export const regradeStatuses = ['working', 'ready', 'applied', 'discarded'] as const;
export const regradeItemStatuses = ['waiting', 'done', 'failed'] as const;
export const changes = ['gain', 'lose', 'same', 'failed'] as const;
export type Change = (typeof changes)[number];

export const newRegradeSchema = z.strictObject({
  assignment: z
    .guid()
    .optional()
    .describe('All that was handed in for it. Without both: of the whole course'),
  submission: z.guid().optional().describe('Only this one'),
  mode: z
    .enum(regradeModes)
    .describe(
      '`rescore`: the stored runs are judged by the checks again. `rerun`: the programs run again, too',
    ),
  exerciseVersion: z
    .int()
    .positive()
    .optional()
    .describe('To judge by; the newest when left out. Not for a whole course, which has many exercises'),
  reason: z.string().trim().min(1).max(1000),
});
export type NewRegradeFields = z.infer<typeof newRegradeSchema>;

const score = z.number().nullable();

const countsSchema = z
  .object({
    total: z.int(),
    waiting: z.int(),
    done: z.int(),
    failed: z.int().describe('Could not be judged; they stay as they are'),
    gain: z.int(),
    lose: z.int(),
    same: z.int(),
    sumBefore: z.number().describe('Of the final scores of those that are done'),
    sumAfter: z.number(),
  })
  .meta({ id: 'RegradeCounts' });
export type RegradeCounts = z.infer<typeof countsSchema>;

/** Where one size of change ends and the next begins, in points of the score. */
export const changeSizes = [5, 10, 20, 50] as const;

const sizeSchema = z
  .object({
    from: z.number().describe('Points of the score by which it changes, at least (from 0: more than that)'),
    below: z.number().nullable().describe('Null for the last size'),
    gain: z.int().describe('Where a score was missing by a fault of ours, all of the new one is gained'),
    lose: z.int(),
  })
  .meta({ id: 'RegradeSize' });
export type RegradeSize = z.infer<typeof sizeSchema>;

const assignmentSchema = z.object({ id: z.uuid(), title: z.string() }).meta({ id: 'RegradedAssignment' });

const regradeFields = {
  id: z.uuid(),
  status: z
    .enum(regradeStatuses)
    .describe('`working`: being judged; `ready`: nothing has changed yet, and it can be applied'),
  mode: z.enum(regradeModes),
  assignment: assignmentSchema.nullable().describe('Null: the whole course'),
  submission: z.uuid().nullable().describe('Of a set of one'),
  exerciseVersion: z.int().nullable().describe('As asked for; null: the newest of each exercise'),
  reason: z.string(),
  author: z.object({ id: z.uuid(), name: z.string() }).meta({ id: 'RegradeAuthor' }).nullable(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable().describe('When it was applied or discarded'),
  counts: countsSchema,
};

export const regradeSchema = z.object({
  ...regradeFields,
  sizes: z.array(sizeSchema).describe('How many gain and lose how much, the smallest changes first'),
});
export type RegradeView = z.infer<typeof regradeSchema>;

const regradeListItemSchema = z.object(regradeFields).meta({ id: 'RegradeListItem' });
export type RegradeListItemView = z.infer<typeof regradeListItemSchema>;

export const regradeListSchema = z.object({
  items: z.array(regradeListItemSchema),
  nextCursor: z.base64url().nullable().describe('For the next page; null on the last one'),
});
export type RegradeListView = z.infer<typeof regradeListSchema>;

const page = {
  cursor: z.string().max(200).optional().describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
};

export const regradeListQuerySchema = z.strictObject(page);

const itemSchema = z
  .object({
    submissionId: z.uuid(),
    person: z.object({ id: z.uuid(), name: z.string() }).meta({ id: 'RegradedPerson' }).nullable(),
    assignment: assignmentSchema,
    attempt: z.int(),
    status: z.enum(regradeItemStatuses),
    exerciseVersion: z.int().describe('It is judged by'),
    change: z.enum(changes).nullable().describe('Null while it waits'),
    scoreBefore: score.describe('Final score when the set was made; null: it had failed by a fault of ours'),
    scoreAfter: score.describe('With what people have overridden'),
    message: z.string().nullable().describe('Why it failed'),
  })
  .meta({ id: 'RegradeItem' });
export type RegradeItemView = z.infer<typeof itemSchema>;

export const regradeItemListSchema = z.object({
  items: z.array(itemSchema),
  nextCursor: z.base64url().nullable().describe('For the next page; null on the last one'),
});
export type RegradeItemListView = z.infer<typeof regradeItemListSchema>;

export const regradeItemListQuerySchema = z.strictObject({
  change: z.enum(changes).optional().describe('Only those that gain, lose, stay the same, or failed'),
  ...page,
});

/** Named for the OpenAPI document, where these are the components. */
export class NewRegrade extends createZodDto(newRegradeSchema) {}
export class Regrade extends createZodDto(regradeSchema) {}
export class RegradeList extends createZodDto(regradeListSchema) {}
export class RegradeListQuery extends createZodDto(regradeListQuerySchema) {}
export class RegradeItemList extends createZodDto(regradeItemListSchema) {}
export class RegradeItemListQuery extends createZodDto(regradeItemListQuerySchema) {}
