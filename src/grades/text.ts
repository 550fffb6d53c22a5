import { z } from 'zod';

/** A text that Postgres can store: without NUL. */
export const storableText = (maxCharacters: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxCharacters)
    .refine((text) => !text.includes('\0'), 'The text cannot hold a NUL character.');

export const reason = storableText(1000).describe('For the person concerned, and for the log');
