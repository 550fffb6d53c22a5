/** How much of a report its student is shown. Whoever grades sees all. */
import type { Report } from './report.js';

/** Each includes those before it. */
export const visibilities = ['nothing', 'score', 'checks', 'hints', 'timeline'] as const;
export type Visibility = (typeof visibilities)[number];

export interface VisibilityRules {
  readonly visibleBeforeDue: Visibility;
  readonly visibleAfterDue: Visibility;
  /** Of the person: with an extension, later than the others'. */
  readonly dueAt: Date;
}

/** `rules` is null for practice, which hides nothing. */
export function visibilityFor(isGrader: boolean, rules: VisibilityRules | null, now: Date): Visibility {
  if (isGrader || rules === null) return 'timeline';
  return now < rules.dueAt ? rules.visibleBeforeDue : rules.visibleAfterDue;
}

/** From when on the person may see the score: `now`, or later; null while that is never, as the rules are. */
export function scoreShownFrom(rules: VisibilityRules, now: Date): Date | null {
  if (shows(visibilityFor(false, rules, now), 'score')) return now;
  return now < rules.dueAt && shows(rules.visibleAfterDue, 'score') ? rules.dueAt : null;
}

/** Whether there may be a time at which students see no score. */
export function hidesScores({
  visibleBeforeDue,
  visibleAfterDue,
}: Pick<VisibilityRules, 'visibleBeforeDue' | 'visibleAfterDue'>): boolean {
  return visibleBeforeDue === 'nothing' || visibleAfterDue === 'nothing';
}

/** Whether what is shown includes `wanted`. */
export function shows(visibility: Visibility, wanted: Visibility): boolean {
  return visibilities.indexOf(visibility) >= visibilities.indexOf(wanted);
}

/** Nulls when not even the score may be seen. */
export function shownScore(
  { score, maxScore }: { readonly score: number | null; readonly maxScore: number | null },
  visibility: Visibility,
) {
  return shows(visibility, 'score') ? { score, maxScore } : { score: null, maxScore: null };
}

/** What is left of a report; null when nothing of it may be seen. Measures tell as much as a timeline does. */
export function shownReport(report: Report, visibility: Visibility): Report | null {
  if (!shows(visibility, 'score')) return null;
  const { hints, places, ...rest } = report;
  return {
    ...rest,
    checks: shows(visibility, 'checks')
      ? report.checks.map((check) => (shows(visibility, 'hints') ? check : { ...check, hint: null }))
      : [],
    measures: shows(visibility, 'timeline') ? report.measures : {},
    ...(hints && shows(visibility, 'hints') ? { hints } : {}),
    ...(places && shows(visibility, 'timeline') ? { places } : {}),
  };
}
