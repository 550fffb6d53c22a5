import { z } from 'zod';

/**
 * Every way in which a caller can be told "no", by its code. Codes are public: programs decide by them, so they are
 * never renamed. 400: could not be read; 422: was read, and does not fit.
 */
export const problemKinds = {
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  'not-utf-8': { status: 400, title: 'The body is not UTF-8' },
  'unreadable-body': { status: 400, title: 'The body could not be read' },
  'bad-request': { status: 400, title: 'The request could not be read' },
  'bad-cursor': { status: 400, title: 'The cursor is not one of ours' },
  'bad-query': { status: 400, title: 'A parameter of the address does not fit' },
  'bad-idempotency-key': { status: 400, title: 'The Idempotency-Key does not fit' },
  'not-signed-in': { status: 401, title: 'You have to sign in' },
  'wrong-password': { status: 401, title: 'Address or password is wrong' },
  forbidden: { status: 403, title: 'You may not do this' },
  'cross-site': { status: 403, title: 'The request comes from another site' },
  'not-found': { status: 404, title: 'There is nothing here' },
  conflict: { status: 409, title: 'It does not fit what is stored' },
  'not-open': { status: 409, title: 'The assignment is not open yet' },
  closed: { status: 409, title: 'The assignment is closed' },
  'no-attempts-left': { status: 409, title: 'There are no attempts left' },
  'cooling-down': { status: 409, title: 'It is too early for the next attempt' },
  'name-taken': { status: 409, title: 'The name is taken' },
  'in-use': { status: 409, title: 'It is in use' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'too-large': { status: 413, title: 'The files are too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be application/json' },
  'wrong-host': { status: 421, title: 'The service answers to its own names only' },
  'duplicate-key': { status: 422, title: 'A name occurs twice' },
  'unknown-field': { status: 422, title: 'A field is not known' },
  'missing-field': { status: 422, title: 'A field is missing' },
  'bad-field': { status: 422, title: 'A field does not fit' },
  'unknown-exercise': { status: 422, title: 'There is no such exercise' },
  'unknown-version': { status: 422, title: 'The exercise has no such version' },
  'unknown-assignment': { status: 422, title: 'There is no such assignment' },
  'bad-dates': { status: 422, title: 'The dates contradict each other' },
  'unknown-language': { status: 422, title: 'The exercise is not offered in this language' },
  'no-files': { status: 422, title: 'There are no files' },
  'too-many-files': { status: 422, title: 'There are too many files' },
  'bad-name': { status: 422, title: 'A file has a name that cannot be used' },
  'not-text': { status: 422, title: 'A file holds what is not text' },
  'missing-file': { status: 422, title: 'A file that the exercise asks for is missing' },
  'no-program': { status: 422, title: 'There is no program among the files' },
  'ambiguous-program': { status: 422, title: 'It cannot be told which file is the program' },
  'bad-archive': { status: 422, title: 'The archive cannot be used' },
  'invalid-exercise': { status: 422, title: 'Something is wrong with the exercise' },
  'idempotency-key-reused': { status: 422, title: 'The Idempotency-Key was used for another submission' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'internal-error': { status: 500, title: 'Something went wrong on our side' },
  'platform-trouble': { status: 502, title: 'The learning platform does not answer as it should' },
  'not-ready': { status: 503, title: 'The service is not ready' },
} as const;
export type ProblemCode = keyof typeof problemKinds;

export interface FieldProblem {
  /** Path of the field in the body (`files.main.py`), or the name of a parameter or header. */
  readonly field: string;
  readonly message: string;
}

/** A fault of the caller, thrown from anywhere; the problem filter alone turns it into an answer. */
export class ProblemError extends Error {
  constructor(
    readonly code: ProblemCode,
    detail: string,
    readonly errors: readonly FieldProblem[] = [],
  ) {
    super(detail);
  }

  /** The usual case: one field is at fault, and the detail says how. */
  static ofField(code: ProblemCode, field: string, message: string): ProblemError {
    return new ProblemError(code, message, [{ field, message }]);
  }
}

/** RFC 9457. */
export const problemSchema = z
  .object({
    type: z.string().describe('Names the kind of problem; the same for all of one code'),
    title: z.string().describe('The kind of problem, for people'),
    status: z.int().describe('The status of the answer'),
    detail: z.string().describe('What is wrong this time, for people'),
    code: z.string().describe('The kind of problem, for programs'),
    requestId: z.string().describe('Finds the request in our log'),
    errors: z
      .array(z.object({ field: z.string(), message: z.string() }))
      .optional()
      .describe('The fields at fault'),
  })
  .describe('Problem details, RFC 9457');
export type Problem = z.infer<typeof problemSchema>;

export function problemOf(error: ProblemError, requestId: string): Problem {
  const kind = problemKinds[error.code];
  return {
    type: `urn:interleave:problem:${error.code}`,
    title: kind.title,
    status: kind.status,
    detail: error.message,
    code: error.code,
    requestId,
    ...(error.errors.length > 0 ? { errors: [...error.errors] } : {}),
  };
}
