import { describe, expect, it } from 'vitest';
import { needsOf } from './invitation-needs.js';

const courseId = 'course';
const ada = { id: 'ada', hasPassword: true };
const imported = { id: 'ada', hasPassword: false };

describe('what an invitation needs', () => {
  it.each([
    ['a link for everybody, nobody signed in', { person: null, courseId }, null, 'account'],
    ['a link for everybody, somebody signed in', { person: null, courseId }, 'eve', 'nothing'],
    ['a personal one, nobody signed in', { person: ada, courseId }, null, 'sign-in'],
    ['a personal one, somebody else signed in', { person: ada, courseId }, 'eve', 'sign-in'],
    ['a personal one, that person signed in', { person: ada, courseId }, 'ada', 'nothing'],
    ['an imported person who has no password', { person: imported, courseId }, null, 'password'],
    ['the same, on a shared computer', { person: imported, courseId }, 'eve', 'password'],
    ['the same, signed in at a provider', { person: imported, courseId }, 'ada', 'nothing'],
    ['an account link', { person: ada, courseId: null }, null, 'password'],
    ['an account link, that person signed in', { person: ada, courseId: null }, 'ada', 'password'],
  ] as const)('%s', (_case, terms, callerId, expected) => {
    expect(needsOf(terms, callerId)).toBe(expected);
  });
});
