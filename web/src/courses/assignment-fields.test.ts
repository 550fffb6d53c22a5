import { expect, test } from 'vitest';
import type { Assignment } from '../api/assignments.ts';
import { assignmentOf, fieldsOf, newAssignmentFields } from './assignment-fields.ts';

const stored: Assignment = {
  id: 'a',
  exercise: 'async-two-requests',
  exerciseVersion: 1,
  title: 'Two APIs',
  position: 1,
  opensAt: '2026-11-01T23:00:00.000Z',
  dueAt: '2026-11-27T22:59:00.000Z',
  closesAt: '2026-11-30T22:59:00.000Z',
  points: 12.5,
  attemptsAllowed: 3,
  coolDownSeconds: 90,
  latePercentPerDay: 10,
  counting: 'last',
  visibleBeforeDue: 'score',
  visibleAfterDue: 'timeline',
  state: 'open',
  mine: null,
};

test('what is shown and saved unchanged is what was stored', () => {
  const { id, exerciseVersion, position, state, mine, ...rest } = stored;
  expect(assignmentOf(fieldsOf(stored, 'Europe/Berlin'), 'Europe/Berlin')).toEqual(rest);
});

test('times are those of the course', () => {
  const fields = fieldsOf(stored, 'Europe/Berlin');
  expect(fields).toMatchObject({
    opensAt: '2026-11-02T00:00',
    dueAt: '2026-11-27T23:59',
    coolDownMinutes: '1.5',
  });
});

test('without late work it closes when it is due; without a number any number of attempts is allowed', () => {
  const fields = { ...newAssignmentFields('UTC', new Date('2026-11-22T10:00:00Z')), exercise: 'threads' };
  expect(fields.dueAt).toBe('2026-11-29T23:59');
  expect(assignmentOf(fields, 'UTC')).toMatchObject({
    dueAt: '2026-11-29T23:59:00.000Z',
    closesAt: '2026-11-29T23:59:00.000Z',
    attemptsAllowed: null,
  });
});

test('a time that is none is sent as it is, for the service to name it', () => {
  const fields = { ...newAssignmentFields('UTC', new Date()), dueAt: '' };
  expect(assignmentOf(fields, 'UTC').dueAt).toBe('');
});
