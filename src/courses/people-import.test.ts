import { describe, expect, it } from 'vitest';
import type { PersonLine } from './people-csv.js';
import { type KnownPerson, planImport } from './people-import.js';

const aLine = (changes: Partial<PersonLine> = {}): PersonLine => ({
  line: 2,
  name: 'Ada',
  email: 'ada@example.org',
  externalId: '1',
  errors: [],
  ...changes,
});
const ada = (enrolment: KnownPerson['enrolment']): KnownPerson => ({
  personId: 'p',
  email: 'ada@example.org',
  enrolment,
});
const student = { id: 'e', role: 'student', externalId: '1' } as const;
const plan = (line: PersonLine, known: KnownPerson | null, role: 'student' | 'assistant' = 'student') => {
  const byEmail = new Map(known ? [[known.email, known]] : []);
  const emailByExternalId = new Map([
    ['taken', 'bob@example.org'],
    ['1', 'ada@example.org'],
  ]);
  const [planned] = planImport([line], { byEmail, emailByExternalId }, role);
  return planned;
};

describe('planImport', () => {
  it.each([
    ['somebody without an account', aLine(), null, 'new'],
    ['somebody of another course', aLine(), ada(null), 'enrolled'],
    ['somebody who is there', aLine(), ada(student), 'unchanged'],
    [
      'somebody who is there, in a list without external ids',
      aLine({ externalId: null }),
      ada(student),
      'unchanged',
    ],
    ['another external id', aLine({ externalId: '2' }), ada(student), 'changed'],
    ['an external id that is somebody else’s', aLine({ externalId: 'taken' }), ada(student), 'error'],
    ['what was wrong before', aLine({ errors: [{ column: 'name', message: '' }] }), null, 'error'],
  ] as const)('%s', (_, line, known, outcome) => {
    expect(plan(line, known)?.outcome).toBe(outcome);
  });

  it('raises a role and never lowers it', () => {
    expect(plan(aLine(), ada(student), 'assistant')).toMatchObject({ outcome: 'changed', role: 'assistant' });
    const instructor = { ...student, role: 'instructor' } as const;
    expect(plan(aLine(), ada(instructor))).toMatchObject({ outcome: 'unchanged', role: 'instructor' });
  });
});
