/** What a platform is told of a grade, as a pure function (Assignment and Grade Services 2.0, section 3.4). */

export interface GradeState {
  /** Of the assignment; null: there is no grade (any more). */
  readonly points: number | null;
  readonly maxPoints: number;
  /** A check of the attempt that counts waits for a person, and nobody has set the points of the grade. */
  readonly awaitsReview: boolean;
  /** The newest attempt ended by a fault of ours. */
  readonly hasFailed: boolean;
  /** Address of the report; null: there is none to look at. */
  readonly reportUrl: string | null;
}

/** A score without whose it is and when. */
export interface Score {
  readonly activityProgress: 'Initialized' | 'Submitted' | 'Completed';
  readonly gradingProgress: 'FullyGraded' | 'PendingManual' | 'Failed' | 'NotReady';
  readonly scoreGiven?: number;
  readonly scoreMaximum?: number;
  readonly comment?: string;
}

/** A score that is not given clears the one that the platform has. */
export function scoreOf({ points, maxPoints, awaitsReview, hasFailed, reportUrl }: GradeState): Score {
  const comment = reportUrl === null ? {} : { comment: `Report: ${reportUrl}` };
  if (points !== null) {
    return {
      activityProgress: awaitsReview ? 'Submitted' : 'Completed',
      gradingProgress: awaitsReview ? 'PendingManual' : 'FullyGraded',
      scoreGiven: points,
      scoreMaximum: maxPoints,
      ...comment,
    };
  }
  if (hasFailed) return { activityProgress: 'Submitted', gradingProgress: 'Failed', ...comment };
  return { activityProgress: 'Initialized', gradingProgress: 'NotReady' };
}

/** `/scores` belongs to the path of a line item, before a query (AGS 2.0, section 3.4). */
export function scoresUrl(lineItemUrl: string): string {
  const url = new URL(lineItemUrl);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/scores`;
  return url.href;
}
