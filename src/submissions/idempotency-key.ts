import { ProblemError } from '../platform/problem.js';

/** Visible ASCII, as header values safely carry it. Null when none was given. */
export function readIdempotencyKey(given: string | undefined): string | null {
  if (given === undefined) return null;
  if (/^[\x21-\x7e]{1,200}$/.test(given)) return given;
  throw ProblemError.ofField(
    'bad-idempotency-key',
    'Idempotency-Key',
    'The key must have 1 to 200 visible ASCII characters and no spaces; a random UUID does well.',
  );
}
