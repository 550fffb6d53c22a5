import { expect, test } from 'vitest';
import { initialsOf } from './initials.ts';

test.each([
  ['Ada Lovelace', 'AL'],
  ['  Grace  Brewster Murray Hopper ', 'GH'],
  ['Madonna', 'M'],
  ['Øyvind Åsen', 'ØÅ'],
  ['𝒜da 𝓛ove', '𝒜𝓛'],
  ['', ''],
])('%s is %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
