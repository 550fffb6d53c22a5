import { describe, expect, it } from 'vitest';
import { printsNumber } from './printed-numbers.js';

describe('338350', () => {
  it.each([
    '338350',
    'Sum: 338350.',
    '338,350',
    '338_350',
    '338.350',
    '338 350',
    "338'350",
    '338\u202f350',
    '338350.0',
    '338,350.00',
    '338350.00 in total',
    '3.3835e+05',
    '3.38350E5',
    '1²+...+100²=338350',
    'from 1 to 100 338350',
    '[5525,338350]',
    '(338350, 4)',
    'parts 5525, 37400, 100525, 194900: 338350, done',
    'The result is:338350!',
    'x=338350',
    'total-338350',
    'total: 338,350, as expected',
    '\u001b[1m338350\u001b[0m',
    '**338350**',
  ])('is in %j', (text) => expect(printsNumber(text, 338350)).toBe(true));

  it.each([
    '',
    '338349',
    '1338350',
    '3383501',
    '338350.5',
    '-338350',
    '= -338350',
    '-338,350',
    '1,338,350',
    '338,350,000',
    '1 338 350',
    '33835',
    '338 3500',
    '338,350.5',
    '0.338350',
    '3.3835e+04',
    '13.3835e5',
    '338, 350',
  ])('is not in %j', (text) => expect(printsNumber(text, 338350)).toBe(false));
});

it('groups longer numbers in more places', () => {
  expect(printsNumber('12,345,678', 12345678)).toBe(true);
  expect(printsNumber('12 345 678', 12345678)).toBe(true);
  expect(printsNumber('12,345,678', 345678)).toBe(false);
  expect(printsNumber('1e6', 1_000_000)).toBe(true);
  expect(printsNumber('1.000e+06', 1_000_000)).toBe(true);
});

it.each<[string, boolean]>([
  ['Computed 8999995500000500000', true],
  ['8,999,995,500,000,500,000', true],
  ['8.9999955000005e+18', true],
  ['8.9999955e+18', false],
  ['8999995500000499712', false],
])('finds a number past 2^53 in %j: %s', (text, expected) => {
  expect(printsNumber(text, 8999995500000500000n)).toBe(expected);
});

it('finds numbers in groups that stand beside one another', () => {
  const text = '3,000,000 8,999,995,500,000,500,000 7';
  expect(printsNumber(text, 8999995500000500000n)).toBe(true);
  expect(printsNumber(text, 3000000)).toBe(true);
  expect(printsNumber(text, 500000)).toBe(false);
});
