import { expect, test } from 'vitest';
import { dayColumns, placeAmong } from './days.ts';

const counts = [
  { day: '2026-11-03', count: 2 },
  { day: '2026-10-31', count: 5 },
];

test('days without a submission are there too, in order', () => {
  expect(dayColumns(counts).map(({ key, count, label }) => [key, count, label])).toEqual([
    ['2026-10-31', 5, 'Oct 31'],
    ['2026-11-01', 0, 'Nov 1'],
    ['2026-11-02', 0, 'Nov 2'],
    ['2026-11-03', 2, 'Nov 3'],
  ]);
  expect(dayColumns([])).toEqual([]);
});

test('many days have few labels', () => {
  const columns = dayColumns([
    { day: '2026-01-01', count: 1 },
    { day: '2026-03-01', count: 1 },
  ]);
  expect(columns).toHaveLength(60);
  expect(columns.filter(({ label }) => label !== '')).toHaveLength(8);
});

test('a due date has its place among the days of the course, or none', () => {
  const columns = dayColumns(counts);
  expect(placeAmong(columns, '2026-11-02T00:00:00Z', 'UTC')).toBe(0.5);
  expect(placeAmong(columns, '2026-11-02T00:00:00Z', 'Asia/Tokyo')).toBe(0.5 + 9 / 24 / 4);
  expect(placeAmong(columns, '2026-11-02T00:00:00Z', 'America/New_York')).toBe(0.5 - 5 / 24 / 4);
  expect(placeAmong(columns, '2026-12-01T00:00:00Z', 'UTC')).toBeNull();
  expect(placeAmong([], '2026-11-02T00:00:00Z', 'UTC')).toBeNull();
});
