import { expect, test } from 'vitest';
import { fromZoned, toZoned } from './zoned-time.ts';

const there = (text: string, zone: string): string | undefined => fromZoned(text, zone)?.toISOString();

test.each([
  ['Europe/Berlin', '2027-01-31T23:59', '2027-01-31T22:59:00.000Z'],
  ['Europe/Berlin', '2027-07-01T00:00', '2027-06-30T22:00:00.000Z'],
  ['America/New_York', '2026-11-22T23:59', '2026-11-23T04:59:00.000Z'],
  ['Asia/Kathmandu', '2026-11-22T12:00', '2026-11-22T06:15:00.000Z'],
  ['Pacific/Kiritimati', '2026-01-01T00:30', '2025-12-31T10:30:00.000Z'],
  ['UTC', '2026-11-22T00:00', '2026-11-22T00:00:00.000Z'],
])('%s %s is %s, and back', (zone, local, utc) => {
  expect(there(local, zone)).toBe(utc);
  expect(toZoned(new Date(utc), zone)).toBe(local);
});

test('the hour that summer time skips, and the one that it repeats', () => {
  expect(there('2027-03-28T02:30', 'Europe/Berlin')).toBe('2027-03-28T01:30:00.000Z');
  expect(there('2027-10-31T02:30', 'Europe/Berlin')).toBe('2027-10-31T00:30:00.000Z');
});

test.each(['', 'tomorrow', '2027-13-40T99:99'])('"%s" is no time', (text) => {
  expect(fromZoned(text, 'UTC')).toBeNull();
});
