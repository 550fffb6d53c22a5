import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parsedAnswer, UnreadableAnswer } from './platform-answer.js';

const schema = z.object({ members: z.array(z.object({ user_id: z.string() })) });
const read = (body: string) => () => parsedAnswer(schema, body, 'The list');

describe('what a platform has answered', () => {
  it('is read by its shape', () => {
    expect(read('{"members": [{"user_id": "1"}]}')()).toEqual({ members: [{ user_id: '1' }] });
  });

  it.each([
    ['a page', '<h1>Sign in</h1>', /^The list is not JSON\.$/],
    [
      'of another shape',
      '{"members": [{}]}',
      /^The list is not as it should be: [^{]*members\[0\]\.user_id$/,
    ],
  ])('%s is told in words', (_what, body, words) => {
    expect(read(body)).toThrow(UnreadableAnswer);
    expect(read(body)).toThrow(words);
  });
});
