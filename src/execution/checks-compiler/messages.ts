/** What crosses between the service and the process that reads checks.ts; one request at a time, each answered once. */
import { z } from 'zod';
import { completionKinds, completionOrigins } from '../../exercises/writing-help.js';

/** `text`: checks.ts as its author wrote it. `offset`: a place in it, in UTF-16 units. */
export type CompilerRequest =
  | { readonly kind: 'compile'; readonly text: string }
  | { readonly kind: 'complete'; readonly text: string; readonly offset: number }
  /** `name`: one that fits at the place; what stands there when null. */
  | {
      readonly kind: 'describe';
      readonly text: string;
      readonly offset: number;
      readonly name: string | null;
    };

/** From 1; null where nothing in the file is at fault. */
const place = z.int().positive().nullable();

export const compileAnswer = z.object({
  /** As JavaScript, with every line and column where it was; null when it cannot be read. */
  source: z.string().nullable(),
  problems: z.array(
    z.object({
      severity: z.enum(['error', 'warning']),
      line: place,
      column: place,
      message: z.string(),
    }),
  ),
});
export type CompileAnswer = z.infer<typeof compileAnswer>;

const offset = z.int().nonnegative();

/** `Completions` of src/exercises/writing-help.ts. */
export const completeAnswer = z.object({
  from: offset,
  items: z.array(
    z.object({ label: z.string(), kind: z.enum(completionKinds), origin: z.enum(completionOrigins) }),
  ),
});

/** `Description` of the same; null where nothing is known. */
export const describeAnswer = z
  .object({
    from: offset,
    to: offset,
    signature: z.string(),
    documentation: z.string(),
    edits: z.array(z.object({ from: offset, to: offset, text: z.string() })),
  })
  .nullable();
