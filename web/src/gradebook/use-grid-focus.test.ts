import { expect, test } from 'vitest';
import { placeAfter } from './use-grid-focus.ts';

const from = { row: 5, column: 2 };

test.each([
  ['ArrowDown', false, { row: 6, column: 2 }],
  ['ArrowUp', false, { row: 4, column: 2 }],
  ['ArrowLeft', false, { row: 5, column: 1 }],
  ['ArrowRight', false, { row: 5, column: 3 }],
  ['PageDown', false, { row: 15, column: 2 }],
  ['PageUp', false, { row: 0, column: 2 }],
  ['Home', false, { row: 5, column: 0 }],
  ['End', false, { row: 5, column: 3 }],
  ['Home', true, { row: 0, column: 0 }],
  ['End', true, { row: 99, column: 3 }],
])('%s (Ctrl: %s) leads to %j', (key, ctrlKey, place) => {
  expect(placeAfter(from, { key, ctrlKey }, 100, 4)).toEqual(place);
});

test('other keys stay with whatever has the focus', () => {
  expect(placeAfter(from, { key: 'Enter', ctrlKey: false }, 100, 4)).toBeNull();
});
