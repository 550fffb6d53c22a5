import { expect, test } from 'vitest';
import { countdownWords, distanceWords, lengthWords, momentWords } from './dates.ts';

const now = new Date('2026-11-22T12:00:00Z');
const after = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);

test.each([
  [30, 'in less than a minute'],
  [-30, 'just now'],
  [119 * 60, 'in 119 minutes'],
  [47 * 3600, 'in 47 hours'],
  [3 * 86_400 - 1, 'in 2 days'],
  [-2 * 86_400, '2 days ago'],
])('%d s from now is %s', (seconds, words) => {
  expect(distanceWords(after(seconds), now)).toBe(words);
});

test.each([
  [0, '0:00'],
  [-500, '0:00'],
  [1, '0:01'],
  [245_000, '4:05'],
  [3_729_000, '1:02:09'],
])('%d ms are left: %s', (leftMs, words) => {
  expect(countdownWords(leftMs)).toBe(words);
});

test.each([
  [1, '1 second'],
  [90, '90 seconds'],
  [600, '10 minutes'],
  [3600, '1 hour'],
  [172_800, '2 days'],
])('%d s are %s', (seconds, words) => {
  expect(lengthWords(seconds)).toBe(words);
});

test('a moment is told in the zone of the course, with the year where it is another', () => {
  expect(momentWords(new Date('2026-11-27T22:59:00Z'), 'Europe/Berlin', now)).toBe('Fri 27 Nov, 23:59');
  expect(momentWords(new Date('2026-12-31T23:30:00Z'), 'Europe/Berlin', now)).toBe('Fri 1 Jan 2027, 00:30');
});
