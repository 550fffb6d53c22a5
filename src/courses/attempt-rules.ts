/** Whether somebody may hand in for an assignment now. Pure. */
import { atLeast, type CourseRole } from '../auth/access-rules.js';
import type { ProblemCode } from '../platform/problem.js';
import { type Dates, stateAt } from './assignment-dates.js';

export interface AttemptRules {
  /** Null: any number. */
  readonly attemptsAllowed: number | null;
  readonly coolDownSeconds: number;
}

/** What a person has used up. */
export interface AttemptsMade {
  /** Those that failed by a fault of ours are none. */
  readonly attemptsUsed: number;
  readonly lastAttemptAt: Date | null;
}

export interface HandingIn {
  readonly role: CourseRole;
  readonly isArchived: boolean;
  /** With the person's extension, as are the attempts. */
  readonly dates: Dates;
  readonly rules: AttemptRules;
  readonly made: AttemptsMade;
}

export interface Refusal {
  readonly code: Extract<ProblemCode, 'not-open' | 'closed' | 'no-attempts-left' | 'cooling-down'>;
  readonly message: string;
}

/** The rules as they hold for one person. Staff hand in to try, at any time and as often as they like. */
export function rulesFor(
  role: CourseRole,
  { attemptsAllowed, coolDownSeconds }: AttemptRules,
  extension: { readonly extraAttempts: number } | null,
): AttemptRules {
  if (atLeast(role, 'assistant')) return { attemptsAllowed: null, coolDownSeconds: 0 };
  const extra = extension?.extraAttempts ?? 0;
  return { attemptsAllowed: attemptsAllowed === null ? null : attemptsAllowed + extra, coolDownSeconds };
}

export function attemptsLeft({ attemptsAllowed }: AttemptRules, { attemptsUsed }: AttemptsMade) {
  return attemptsAllowed === null ? null : Math.max(0, attemptsAllowed - attemptsUsed);
}

/** When the next attempt is allowed; null when that is now. */
export function nextAttemptAt(
  { coolDownSeconds }: AttemptRules,
  { lastAttemptAt }: AttemptsMade,
  now: Date,
): Date | null {
  if (lastAttemptAt === null) return null;
  const end = new Date(lastAttemptAt.getTime() + coolDownSeconds * 1000);
  return end > now ? end : null;
}

/** Null when it may be handed in. */
export function refusalOf({ role, isArchived, dates, rules, made }: HandingIn, now: Date): Refusal | null {
  if (isArchived) return { code: 'closed', message: 'The course is archived.' };
  if (!atLeast(role, 'assistant')) {
    const state = stateAt(dates, now);
    if (state === 'upcoming') {
      return { code: 'not-open', message: `The assignment opens at ${dates.opensAt.toISOString()}.` };
    }
    if (state === 'closed') {
      return { code: 'closed', message: `The assignment closed at ${dates.closesAt.toISOString()}.` };
    }
  }
  if (attemptsLeft(rules, made) === 0) {
    return { code: 'no-attempts-left', message: `All ${rules.attemptsAllowed} attempts are used up.` };
  }
  const next = nextAttemptAt(rules, made, now);
  if (!next) return null;
  return { code: 'cooling-down', message: `The next attempt may be handed in at ${next.toISOString()}.` };
}
