import { describe, expect, it } from 'vitest';
import { attemptsWords, durationWords, readable, typeWords } from './delivery-words.ts';

describe('words of deliveries', () => {
  it.each([
    [0.4, '0 ms'],
    [340.2, '340 ms'],
    [15_000, '15.0 s'],
  ])('says %d ms as %s', (durationMs, words) => expect(durationWords(durationMs)).toBe(words));

  it.each([
    [0, 'not sent yet'],
    [1, '1 attempt'],
    [4, '4 attempts'],
  ])('counts %d as %s', (attempts, words) => expect(attemptsWords(attempts)).toBe(words));

  it('names events that it knows and shows others as they are', () =>
    expect(['grade.changed', 'webhook.test', 'other'].map(typeWords)).toEqual([
      'A grade changed',
      'A test',
      'other',
    ]));

  it('breaks the lines of JSON, and of nothing else', () =>
    expect([readable('{"a":1}'), readable('<p>no</p>')]).toEqual(['{\n  "a": 1\n}', '<p>no</p>']));
});
