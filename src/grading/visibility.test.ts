import { describe, expect, it } from 'vitest';
import type { Report } from './report.js';
import { scoreShownFrom, shownReport, shownScore, shows, visibilities, visibilityFor } from './visibility.js';

const check = { id: 'runs', title: 'Runs', points: 10, earned: 5, status: 'partial' as const };
const place = { file: 'main.py', line: 9, spans: [] };
const hints = [{ ...place, check: 'runs', endLine: 9, message: 'Line 9 waits.' }];
const report: Report = {
  exercise: 'two-sleeps',
  version: 3,
  score: 5,
  maxScore: 10,
  checks: [{ ...check, message: 'One of two', hint: 'Try again' }],
  measures: { plain: {} as Report['measures'][string] },
  hints,
  places: [place],
};

describe('visibilityFor', () => {
  const dueAt = new Date('2027-01-01T12:00:00Z');
  const rules = { visibleBeforeDue: 'score', visibleAfterDue: 'hints', dueAt } as const;
  it.each([
    ['a student before the due date', false, '2027-01-01T11:59:59Z', 'score'],
    ['a student from the due date on', false, '2027-01-01T12:00:00Z', 'hints'],
    ['who grades, before', true, '2027-01-01T11:59:59Z', 'timeline'],
    ['who grades, after', true, '2027-01-01T12:00:00Z', 'timeline'],
  ])('%s', (_, isGrader, now, expected) => {
    expect(visibilityFor(isGrader, rules, new Date(now))).toBe(expected);
  });

  it('hides nothing of practice', () => {
    expect(visibilityFor(false, null, dueAt)).toBe('timeline');
  });
});

describe('scoreShownFrom', () => {
  const dueAt = new Date('2027-01-01T12:00:00Z');
  const before = new Date('2027-01-01T11:00:00Z');
  const after = new Date('2027-01-01T13:00:00Z');
  it.each([
    ['score', 'nothing', before, before],
    ['nothing', 'score', before, dueAt],
    ['nothing', 'timeline', dueAt, dueAt],
    ['nothing', 'checks', after, after],
    ['nothing', 'nothing', before, null],
    ['score', 'nothing', after, null],
  ] as const)('%s before the due date and %s from then on, at %s: %s', (earlier, later, now, expected) => {
    const rules = { visibleBeforeDue: earlier, visibleAfterDue: later, dueAt };
    expect(scoreShownFrom(rules, now)).toEqual(expected);
  });
});

describe('what is shown', () => {
  it.each([
    ['nothing', null],
    ['score', { score: 5, checks: [], measures: {} }],
    ['checks', { score: 5, checks: [{ ...check, message: 'One of two', hint: null }], measures: {} }],
    ['hints', { score: 5, checks: report.checks, measures: {}, hints }],
    ['timeline', report],
  ] as const)('of a report: %s', (visibility, expected) => {
    const shown = shownReport(report, visibility);
    if (expected === null) expect(shown).toBeNull();
    else expect(shown).toMatchObject(expected);
    expect(shown?.hints).toEqual(shows(visibility, 'hints') ? hints : undefined);
    expect(shown?.places).toEqual(shows(visibility, 'timeline') ? [place] : undefined);
  });

  it('of a report of before there were hints with lines is the same as ever', () => {
    const { hints: _, places: __, ...old } = report;
    expect(shownReport(old, 'timeline')).toEqual(old);
  });

  it('of a score is all or nothing', () => {
    expect(shownScore(report, 'nothing')).toEqual({ score: null, maxScore: null });
    expect(shownScore(report, 'score')).toEqual({ score: 5, maxScore: 10 });
  });

  it('includes what comes before', () => {
    for (const [place, visibility] of visibilities.entries()) {
      const shown = visibilities.filter((wanted) => shows(visibility, wanted));
      expect(shown).toEqual(visibilities.slice(0, place + 1));
    }
  });
});
