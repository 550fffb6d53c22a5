import { z } from 'zod';

/** Kept in lower case: nobody means two people by two spellings. */
export const emailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email());

/** Postgres takes no NUL, and a name is one line. */
export const personNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u, { error: 'must be one line of text' });
