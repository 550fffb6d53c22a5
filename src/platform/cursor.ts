import { z } from 'zod';
import { ProblemError } from './problem.js';

/**
 * Lists are paged by key: a cursor holds the values by which the last item of a page was sorted, so a page stays where it
 * is while others come and go. Opaque to callers, so that the order may change.
 */
export type Key = readonly (string | number | null)[];

export function encodeKey(key: Key): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Throws `bad-cursor` unless the text is what `encodeKey` made of a key of this form. */
export function decodeKey<T extends Key>(text: string, form: z.ZodType<T>): T {
  const key = form.safeParse(parsed(Buffer.from(text, 'base64url').toString())).data;
  // Base64 has many spellings of the same bytes; only ours is taken.
  if (key === undefined || encodeKey(key) !== text) {
    throw ProblemError.ofField(
      'bad-cursor',
      'cursor',
      'Take the cursor from nextCursor of the page before, unchanged.',
    );
  }
  return key;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A place in a list that is sorted by creation and then id. */
export interface Cursor {
  readonly createdAt: Date;
  readonly id: string;
}

const lastMoment = 8.64e15;
const byCreation = z.tuple([z.int().nonnegative().max(lastMoment), z.guid()]);

export function encodeCursor({ createdAt, id }: Cursor): string {
  return encodeKey([createdAt.getTime(), id]);
}

export function decodeCursor(text: string): Cursor {
  const [createdAtMs, id] = decodeKey(text, byCreation);
  return { createdAt: new Date(createdAtMs), id };
}

/** For the `where` of a list that is sorted by creation and then id, the newest first: what comes behind the cursor. */
export function behind({ createdAt, id }: Cursor) {
  return { createdAt: { lte: createdAt }, OR: [{ createdAt: { lt: createdAt } }, { id: { lt: id } }] };
}
