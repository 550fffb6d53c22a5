import { describe, expect, it } from 'vitest';
import { datesFor, problemsOfDates, problemsOfExtension, stateAt } from './assignment-dates.js';

const at = (hour: number) => new Date(Date.UTC(2027, 0, 1, hour));
const dates = { opensAt: at(8), dueAt: at(12), closesAt: at(14) };

describe('stateAt', () => {
  it.each([
    [7, 'upcoming'],
    [8, 'open'],
    [12, 'open'],
    [13, 'late'],
    [14, 'late'],
    [15, 'closed'],
  ])('%s h: %s', (hour, state) => {
    expect(stateAt(dates, at(hour))).toBe(state);
  });

  it('goes by the extension', () => {
    const own = datesFor(dates, { dueAt: at(16), closesAt: at(17) });
    expect([15, 17, 18].map((hour) => stateAt(own, at(hour)))).toEqual(['open', 'late', 'closed']);
    expect(datesFor(dates, null)).toEqual(dates);
  });
});

describe('problemsOfDates', () => {
  it.each([
    ['in order', dates, []],
    ['nothing late', { ...dates, closesAt: at(12) }, []],
    ['due as it opens', { ...dates, dueAt: at(8) }, ['dueAt']],
    ['closed before it is due', { ...dates, closesAt: at(11) }, ['closesAt']],
    ['all the wrong way round', { opensAt: at(14), dueAt: at(12), closesAt: at(8) }, ['dueAt', 'closesAt']],
  ])('%s', (_, given, fields) => {
    expect(problemsOfDates(given).map(({ field }) => field)).toEqual(fields);
  });
});

describe('problemsOfExtension', () => {
  it.each([
    ['more time', { dueAt: at(16), closesAt: at(17) }, []],
    ['the same dates, for more attempts', { dueAt: at(12), closesAt: at(14) }, []],
    ['less time until it is due', { dueAt: at(11), closesAt: at(14) }, ['dueAt']],
    ['less time until it closes', { dueAt: at(12), closesAt: at(13) }, ['closesAt']],
    ['closed before it is due', { dueAt: at(16), closesAt: at(15) }, ['closesAt']],
    ['due before it opens', { dueAt: at(7), closesAt: at(14) }, ['dueAt']],
  ])('%s', (_, given, fields) => {
    expect(problemsOfExtension(dates, given).map(({ field }) => field)).toEqual(fields);
  });
});
