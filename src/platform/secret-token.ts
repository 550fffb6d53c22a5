import { createHash, randomBytes } from 'node:crypto';

/** 256 bits: nobody guesses them, so a plain digest is enough to store, and no salt is needed to look one up. */
const randomLength = 32;

/** For links and scripts: whoever shows it is let in. The prefix tells people, and scanners of repositories, what it is. */
export function makeSecretToken(prefix: string): string {
  return `${prefix}${randomBytes(randomLength).toString('base64url')}`;
}

/** What is stored in its place: SHA-256, in hexadecimal digits. */
export function hashSecretToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
