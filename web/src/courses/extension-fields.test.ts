import { expect, test } from 'vitest';
import { grantOf } from './extension-fields.ts';

const fieldsOf = (values: Record<string, string>): FormData => {
  const fields = new FormData();
  for (const [name, value] of Object.entries(values)) fields.set(name, value);
  return fields;
};

test('an extension is sent in moments, with a cut-off only where one is set', () => {
  const fields = { dueAt: '2026-11-30T12:00', closesAt: '', reason: 'was ill' };
  expect(grantOf(fieldsOf(fields), 'Europe/Berlin')).toEqual({
    dueAt: '2026-11-30T11:00:00.000Z',
    extraAttempts: 0,
    reason: 'was ill',
  });
  const more = { ...fields, closesAt: '2026-12-01T00:00', extraAttempts: '3' };
  expect(grantOf(fieldsOf(more), 'Europe/Berlin')).toMatchObject({
    closesAt: '2026-11-30T23:00:00.000Z',
    extraAttempts: 3,
  });
});

test('a time that is none is left for the service to refuse', () => {
  expect(grantOf(fieldsOf({ dueAt: 'soon', reason: '' }), 'UTC').dueAt).toBe('soon');
});
