/** What crosses between the service and the process that reads checks.ts; one request at a time, each answered once. */
import { z } from 'zod';

export interface CompileRequest {
  /** checks.ts as its author wrote it. */
  readonly text: string;
}

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
