/**
 * What crosses between the service and the process that runs checks. The process is asked one thing at a time and
 * answers each request once, unless it dies.
 */
import { z } from 'zod';
import { checkStatuses } from '../../grading/report.js';

export interface CheckRequest {
  /** checks.ts as JavaScript. */
  readonly source: string;
  /** The evidence as JSON; null: only say which checks there are. */
  readonly evidenceJson: string | null;
  readonly timeLimitMs: number;
  readonly memoryLimitMegabytes: number;
}

/** The fault of the author of an exercise. A submission it hits gets no score. */
export const exerciseFaultCodes = [
  'checks-invalid',
  'check-ids-differ',
  'check-threw',
  'check-timed-out',
  'check-out-of-memory',
  'verdict-invalid',
] as const;
export type ExerciseFaultCode = (typeof exerciseFaultCodes)[number];

export interface ExerciseFault {
  readonly code: ExerciseFaultCode;
  readonly message: string;
}

/** Written to its standard error by the process when it dies because a guest ran out of memory. */
export const catastropheMark = 'check host: out of memory\n';

/** Postgres stores neither NUL nor half a surrogate pair, which a check may have cut from an output. */
const storable = (given: string): string => given.toWellFormed().replaceAll('\0', '\ufffd');

const text = z.string().max(10_000).transform(storable);

/** Of a fault: said by the checks, or in words of theirs. */
const faultText = z.string().transform((given) => storable(given.slice(0, 4_000)));

/** As JSON, of all checks together: forty of the longest verdicts there can be. */
export const resultsMaximumLength = 2_000_000;

/** Also what the parent holds the results of a guest against: nothing that a guest returns is believed unread. */
export const verdict = z
  .strictObject({
    status: z.enum(checkStatuses),
    share: z.number().min(0).max(1),
    message: text.refine((given) => given !== '', { error: 'must not be empty' }),
    hint: text.nullable(),
  })
  .refine(({ status, share }) => status !== 'partial' || (share > 0 && share < 1), {
    error: 'a partial verdict earns a share between 0 and 1',
  });

/** JSON of the guest: the id of every check, and what it returned or threw. */
export const guestResults = z.array(
  z.union([
    z.strictObject({ id: z.string(), verdict: z.unknown() }),
    z.strictObject({ id: z.string(), error: faultText }),
  ]),
);

export const checkAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('results'), json: z.string() }),
  z.object({ kind: z.literal('ids'), json: z.string() }),
  z.object({
    kind: z.literal('fault'),
    code: z.enum(exerciseFaultCodes),
    message: faultText,
  }),
]);
export type CheckAnswer = z.infer<typeof checkAnswer>;
