import { describe, expect, it } from 'vitest';
import type { Report } from '../api/types.ts';
import { hintsAt, lineOfSpan, spansOfLine } from './lines.ts';

const sleep = { scenario: 'one', lane: 1, startMs: 100.123, endMs: 600 };
const waited = { scenario: 'one', lane: 2, startMs: 100.123, endMs: 700 };
const report: Report = {
  exercise: 'x',
  version: 1,
  score: 0,
  maxScore: 10,
  checks: [],
  measures: {},
  hints: [{ check: null, file: 'main.py', line: 9, endLine: 9, message: 'Line 9 …', spans: [waited] }],
  places: [{ file: 'main.py', line: 9, spans: [sleep] }],
};

describe('lines of a report', () => {
  it('is found by the span that comes from it, not by one that a hint speaks of', () => {
    expect(lineOfSpan(report, sleep)).toEqual({ file: 'main.py', line: 9 });
    expect(lineOfSpan(report, { ...sleep, startMs: 100.1234 })).toEqual({ file: 'main.py', line: 9 });
    expect(lineOfSpan(report, waited)).toBeNull();
    expect(lineOfSpan(report, { ...sleep, scenario: 'two' })).toBeNull();
  });

  it('have the spans of both', () => {
    expect(spansOfLine(report, { file: 'main.py', line: 9 })).toEqual([sleep, waited]);
    expect(spansOfLine(report, { file: 'main.py', line: 8 })).toEqual([]);
    expect(spansOfLine(report, null)).toEqual([]);
  });

  it('have their hints', () => {
    expect(hintsAt(report, { file: 'main.py', line: 9 })).toHaveLength(1);
    expect(hintsAt(report, { file: 'other.py', line: 9 })).toEqual([]);
  });

  it('are none in a report of before', () => {
    const { hints: _, places: __, ...old } = report;
    expect(lineOfSpan(old, sleep)).toBeNull();
    expect(spansOfLine(old, { file: 'main.py', line: 9 })).toEqual([]);
    expect(hintsAt(old, { file: 'main.py', line: 9 })).toEqual([]);
  });
});
