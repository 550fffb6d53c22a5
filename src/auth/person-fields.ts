import { z } from 'zod';
import { passwordMaxLength, passwordMinLength } from './password.js';

/** Kept in lower case: nobody means two people by two spellings. */
export const emailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email());

export const personNameSchema = z.string().trim().min(1).max(200);

export const newPasswordSchema = z
  .string()
  .min(passwordMinLength)
  .max(passwordMaxLength)
  .describe('Length is all that counts');
