import { describe, expect, it } from 'vitest';
import { type GradeState, scoreOf, scoresUrl } from './score-of.js';

const graded: GradeState = {
  points: 12.5,
  maxPoints: 20,
  awaitsReview: false,
  hasFailed: false,
  reportUrl: 'https://ours.test/submissions/1',
};

describe('scoreOf', () => {
  it('tells a grade with its report', () => {
    expect(scoreOf(graded)).toEqual({
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
      scoreGiven: 12.5,
      scoreMaximum: 20,
      comment: 'Report: https://ours.test/submissions/1',
    });
  });

  it('tells zero as a grade', () => {
    expect(scoreOf({ ...graded, points: 0 })).toMatchObject({
      scoreGiven: 0,
      gradingProgress: 'FullyGraded',
    });
  });

  it('says that a person has still to look', () => {
    expect(scoreOf({ ...graded, awaitsReview: true })).toMatchObject({
      gradingProgress: 'PendingManual',
      scoreGiven: 12.5,
    });
  });

  it('tells of a fault of ours without a score', () => {
    const score = scoreOf({ ...graded, points: null, hasFailed: true });
    expect(score).toMatchObject({ gradingProgress: 'Failed', activityProgress: 'Submitted' });
    expect(score).not.toHaveProperty('scoreGiven');
  });

  it('keeps the grade of an attempt before a fault of ours', () => {
    expect(scoreOf({ ...graded, hasFailed: true })).toMatchObject({ gradingProgress: 'FullyGraded' });
  });

  it('clears a grade that is gone', () => {
    expect(scoreOf({ ...graded, points: null })).toEqual({
      activityProgress: 'Initialized',
      gradingProgress: 'NotReady',
    });
  });
});

describe('scoresUrl', () => {
  it.each([
    ['https://lms.test/lineitems/1', 'https://lms.test/lineitems/1/scores'],
    [
      'https://lms.test/1/lineitems/2/lineitem?type_id=3',
      'https://lms.test/1/lineitems/2/lineitem/scores?type_id=3',
    ],
    ['https://lms.test/lineitems/1/', 'https://lms.test/lineitems/1/scores'],
  ])('of %s', (url, expected) => {
    expect(scoresUrl(url)).toBe(expected);
  });
});
