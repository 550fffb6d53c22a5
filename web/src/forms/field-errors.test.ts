import { expect, test } from 'vitest';
import { ApiError } from '../api/problem.ts';
import { fieldError, restOfProblem } from './field-errors.ts';

const overlapping = new ApiError(
  422,
  'A field does not fit',
  'dueAt: must come after opensAt',
  [
    { field: 'dueAt', message: 'Must come after the opening' },
    { field: 'weight', message: 'This field is not known.' },
  ],
  'bad-field',
);

test('what belongs to a field stands beside it, and only once', () => {
  expect(fieldError(overlapping, 'dueAt')).toBe('Must come after the opening');
  expect(fieldError(overlapping, 'opensAt')).toBeNull();
  expect(restOfProblem(overlapping, ['dueAt', 'opensAt'])).toEqual({
    title: 'A field does not fit',
    messages: ['weight: This field is not known.'],
  });
  expect(restOfProblem(overlapping, ['dueAt', 'weight'])).toBeNull();
});

test('what belongs to an entry of a list stands beside the list', () => {
  const listed = new ApiError(422, 'A field does not fit', '', [{ field: 'origins.1', message: 'No' }], 'x');
  expect(fieldError(listed, 'origins')).toBe('No');
  expect(fieldError(listed, 'origin')).toBeNull();
  expect(restOfProblem(listed, ['origins'])).toBeNull();
});

test('a problem without fields is said for the whole form', () => {
  expect(restOfProblem(new ApiError(409, 'It is in use', 'Somebody handed in.'), ['title'])).toEqual({
    title: 'It is in use',
    messages: ['Somebody handed in.'],
  });
  expect(restOfProblem(null, [])).toBeNull();
});
