import { ProblemError } from '../platform/problem.js';

/** A place in a list that is sorted by creation and then id; opaque to callers, so that the order may change. */
export interface Cursor {
  readonly createdAt: Date;
  readonly id: string;
}

const plain = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export function encodeCursor({ createdAt, id }: Cursor): string {
  return Buffer.from(`${createdAt.getTime()}.${id}`).toString('base64url');
}

export function decodeCursor(text: string): Cursor {
  const [, createdAtMs, id] = plain.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? [];
  if (createdAtMs === undefined || id === undefined || encodeCursorAgain(createdAtMs, id) !== text) {
    throw ProblemError.ofField(
      'bad-cursor',
      'cursor',
      'Take the cursor from nextCursor of the page before, unchanged.',
    );
  }
  return { createdAt: new Date(Number(createdAtMs)), id };
}

/** Base64 has many spellings of the same bytes; only ours is taken. */
function encodeCursorAgain(createdAtMs: string, id: string): string {
  return Buffer.from(`${createdAtMs}.${id}`).toString('base64url');
}
