import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeCursor, decodeKey, encodeCursor, encodeKey } from './cursor.js';
import { ProblemError } from './problem.js';

const cursor = {
  createdAt: new Date('2026-11-21T10:00:00.123Z'),
  id: '0b5f6f0c-6a6e-4d7e-9d5b-0d9b8f2f9a11',
};
const asText = (plain: string) => Buffer.from(plain).toString('base64url');

describe('cursor', () => {
  it('comes back as it was', () => {
    expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
    const key: [string, number, null] = ['Ødegård "Zoë"', 1.5, null];
    expect(decodeKey(encodeKey(key), z.tuple([z.string(), z.number(), z.null()]))).toEqual(key);
  });

  it.each([
    ['empty', ''],
    ['no base64', '!!!'],
    ['no JSON', asText('1700000000000.')],
    ['no list', asText('{"0": 1700000000000}')],
    ['no time', asText(JSON.stringify([cursor.id]))],
    ['an id that is none', asText('[1700000000000,"abc"]')],
    ['a time beyond all dates', asText(`[9999999999999999,"${cursor.id}"]`)],
    ['SQL', asText(`[1700000000000,"${cursor.id}' or 1=1"]`)],
    ['laid out otherwise', asText(`[1700000000000, "${cursor.id}"]`)],
    ['padded', `${encodeCursor(cursor)}==`],
  ])('refuses %s', (_, text) => {
    expect(() => decodeCursor(text)).toThrow(ProblemError);
  });
});
