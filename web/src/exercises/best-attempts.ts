import type { SubmissionItem } from '../api/types.ts';

export interface BestAttempt {
  score: number;
  maxScore: number;
}

/** The best graded attempt of each exercise. */
export function bestOf(items: readonly SubmissionItem[]): ReadonlyMap<string, BestAttempt> {
  const best = new Map<string, BestAttempt>();
  for (const { exercise, score, maxScore } of items) {
    if (score === null || maxScore === null) continue;
    const known = best.get(exercise);
    if (!known || score > known.score) best.set(exercise, { score, maxScore });
  }
  return best;
}
