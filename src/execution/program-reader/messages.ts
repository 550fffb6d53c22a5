/** What crosses between the service and the process that reads programs. */
import { z } from 'zod';
import { type Finding, findingRules, findingSubjects, type ProgramReading } from '../../grading/findings.js';

export interface ReadRequest {
  /** Text of programs by name. */
  readonly files: Readonly<Record<string, string>>;
}

const line = z.int().positive().max(1_000_000);
const text = (most: number) =>
  z
    .string()
    .max(most)
    .transform((given) => given.toWellFormed().replaceAll('\0', '\ufffd'));

const finding = z.strictObject({
  rule: z.enum(findingRules),
  subject: z.enum(findingSubjects),
  file: text(300),
  line,
  endLine: line,
  name: text(300),
  waitLine: line.nullable(),
  limit: z.int().positive().nullable(),
}) satisfies z.ZodType<Finding>;

const reading = z.strictObject({
  findings: z.array(finding).max(100),
  places: z
    .array(
      z.strictObject({
        kind: z.enum(['sleep', 'request']),
        isAsync: z.boolean(),
        file: text(300),
        line,
        lengthMs: z.number().nullable(),
        url: text(600).nullable(),
      }),
    )
    .max(200),
  isWhole: z.boolean(),
}) satisfies z.ZodType<ProgramReading>;

/** Nothing that comes out of the process is believed unread: the text that it has read is anybody's. */
export const readAnswer = z.strictObject({
  reading: reading.nullable(),
  memoryBytes: z.int().positive(),
});

/** `reading` is null when the process could not read the program. The memory of its parsers is not to be trusted any more. */
export interface ReadAnswer {
  readonly reading: ProgramReading | null;
  /** Of the whole process, resident: memory of WebAssembly grows and is never given back. */
  readonly memoryBytes: number;
}
