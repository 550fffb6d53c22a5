/** An assignment in words: its rules, and how somebody stands. Pure. */
import type { Assignment, AssignmentState, Visibility } from '../api/assignments.ts';
import { countdownWords, distanceWords, lengthWords, momentWords } from './dates.ts';

export const stateWords: Readonly<Record<AssignmentState, string>> = {
  upcoming: 'Not open yet',
  open: 'Open',
  late: 'Late',
  closed: 'Closed',
};

export const visibilityWords: Readonly<Record<Visibility, string>> = {
  nothing: 'Nothing',
  score: 'The score',
  checks: 'The score and the checks',
  hints: 'Score, checks and hints',
  timeline: 'The whole report',
};

export const countingWords: Readonly<Record<Assignment['counting'], string>> = {
  best: 'The best attempt counts',
  last: 'The last attempt counts',
};

/** The dates that hold for the reader: their own with an extension, else those of the assignment. */
export const datesFor = ({ mine, opensAt, dueAt, closesAt }: Assignment) => ({
  opensAt: new Date(opensAt),
  dueAt: new Date(mine?.dueAt ?? dueAt),
  closesAt: new Date(mine?.closesAt ?? closesAt),
});

export const hasExtension = ({ mine, dueAt }: Assignment): boolean => mine !== null && mine.dueAt !== dueAt;

/** The next date that matters: "Due Fri 27 Nov, 23:59 · in 5 days". */
export function nextDateWords(assignment: Assignment, timeZone: string, now: Date): string {
  const { opensAt, dueAt, closesAt } = datesFor(assignment);
  const words = (verb: string, at: Date): string =>
    `${verb} ${momentWords(at, timeZone, now)} · ${distanceWords(at, now)}`;
  switch (assignment.state) {
    case 'upcoming':
      return words('Opens', opensAt);
    case 'open':
      return words('Due', dueAt);
    case 'late':
      return words('Was due', dueAt);
    case 'closed':
      return words('Closed', closesAt);
  }
}

export function lateWords(assignment: Assignment, timeZone: string, now: Date): string {
  const { dueAt, closesAt } = datesFor(assignment);
  if (closesAt <= dueAt) return 'Nothing is taken after the due date';
  const until = `Taken until ${momentWords(closesAt, timeZone, now)}`;
  const { latePercentPerDay: percent } = assignment;
  return percent === 0 ? `${until}, at no cost` : `${until}, for ${percent} % less with each day begun`;
}

export function attemptsWords({ attemptsAllowed, mine }: Assignment): string {
  if (attemptsAllowed === null || !mine || mine.attemptsLeft === null) {
    return mine && mine.attemptsUsed > 0 ? `${mine.attemptsUsed} used` : 'Any number';
  }
  const total = mine.attemptsUsed + mine.attemptsLeft;
  return `${mine.attemptsLeft} of ${total} left`;
}

export const attemptsRuleWords = ({ attemptsAllowed, coolDownSeconds }: Assignment): string => {
  const number =
    attemptsAllowed === null ? 'Any number' : attemptsAllowed === 1 ? 'One' : `${attemptsAllowed}`;
  return coolDownSeconds === 0 ? number : `${number}, ${lengthWords(coolDownSeconds)} apart`;
};

/** Why nothing can be handed in at the moment; null when something can. */
export function obstacleOf(assignment: Assignment, timeZone: string, now: Date): string | null {
  const { state, mine } = assignment;
  const { opensAt, closesAt } = datesFor(assignment);
  if (state === 'upcoming') return `Opens ${momentWords(opensAt, timeZone, now)}.`;
  if (state === 'closed' || closesAt < now) return 'Closed: nothing is taken any more.';
  if (mine?.attemptsLeft === 0) return 'All attempts are used.';
  const leftMs = mine?.nextAttemptAt ? new Date(mine.nextAttemptAt).getTime() - now.getTime() : 0;
  return leftMs > 0 ? `The next attempt is possible in ${countdownWords(leftMs)}.` : null;
}

/** What stands beside the button while something can be handed in. */
export function attemptNote(assignment: Assignment): string {
  const { mine, state, latePercentPerDay } = assignment;
  const late = state === 'late' && latePercentPerDay > 0 ? ' Late: points are taken off.' : '';
  if (mine?.attemptsLeft === null || !mine) return `Any number of attempts.${late}`;
  if (mine.attemptsLeft === 1) return `This is the last attempt.${late}`;
  return `${mine.attemptsLeft} attempts left.${late}`;
}

/** Points without needless digits: 8.5, 10, 3.33. */
export const pointsWords = (points: number): string => String(Math.round(points * 100) / 100);
