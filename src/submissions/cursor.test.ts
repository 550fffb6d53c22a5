import { describe, expect, it } from 'vitest';
import { ProblemError } from '../platform/problem.js';
import { decodeCursor, encodeCursor } from './cursor.js';

const cursor = {
  createdAt: new Date('2026-11-21T10:00:00.123Z'),
  id: '0b5f6f0c-6a6e-4d7e-9d5b-0d9b8f2f9a11',
};
const asText = (plain: string) => Buffer.from(plain).toString('base64url');

describe('cursor', () => {
  it('comes back as it was', () => {
    expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
  });

  it.each([
    ['empty', ''],
    ['no base64', '!!!'],
    ['no id', asText('1700000000000.')],
    ['no time', asText(cursor.id)],
    ['an id that is none', asText('1700000000000.abc')],
    ['a time beyond all dates', asText(`9999999999999999.${cursor.id}`)],
    ['SQL', asText(`1700000000000.${cursor.id}' or 1=1`)],
    ['padded', `${encodeCursor(cursor)}==`],
  ])('refuses %s', (_, text) => {
    expect(() => decodeCursor(text)).toThrow(ProblemError);
  });
});
