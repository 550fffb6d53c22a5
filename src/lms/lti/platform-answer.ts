import { z } from 'zod';

/** A platform has answered something else than was asked for; the message is fit to be shown to an instructor. */
export class UnreadableAnswer extends Error {}

/** The body of an answer, which is to be JSON of this shape. `what` begins the sentence with which an UnreadableAnswer is thrown. */
export function parsedAnswer<T>(schema: z.ZodType<T>, body: string, what: string): T {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    throw new UnreadableAnswer(`${what} is not JSON.`, { cause: error });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UnreadableAnswer(`${what} is not as it should be: ${z.prettifyError(parsed.error)}`);
}
