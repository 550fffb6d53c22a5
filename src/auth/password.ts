import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';

/** OWASP's second choice for argon2id, which is the library's default: 19 MiB, two passes, one lane. */
export const hashPassword = (password: string): Promise<string> => hash(password);

export const isPassword = (password: string, digest: string): Promise<boolean> => verify(digest, password);

/** NIST SP 800-63B: length is what counts, and no rule on kinds of characters. */
export const passwordMinLength = 10;
/** Hashing must not become a way to keep us busy. */
export const passwordMaxLength = 200;

export const newPasswordSchema = z
  .string()
  .min(passwordMinLength)
  .max(passwordMaxLength)
  .describe('Length is all that counts');
