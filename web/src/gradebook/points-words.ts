import type { GradeCell } from '../api/gradebook.ts';

const figures = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** 7.5, 100, 12.25: as many digits as there are, two at most. */
export const pointsWords = (points: number): string => figures.format(points);

export const percentWords = (share: number): string => `${Math.round(100 * share)} %`;

/** What a screen reader says of a cell after its points; the picture says the same by its marks. */
export function markWords(grade: Pick<GradeCell, 'latePercent' | 'isOverridden' | 'awaitsReview'>): string[] {
  return [
    ...(grade.latePercent > 0 ? [`late, ${pointsWords(grade.latePercent)} % off`] : []),
    ...(grade.isOverridden ? ['set by a person'] : []),
    ...(grade.awaitsReview ? ['waits for a person'] : []),
  ];
}
