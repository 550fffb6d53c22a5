/** The dates of an assignment, as they hold for one person. Pure. */
import { ProblemError } from '../platform/problem.js';

export interface Dates {
  readonly opensAt: Date;
  readonly dueAt: Date;
  /** Cut-off: nothing is taken after it. */
  readonly closesAt: Date;
}

export const assignmentStates = ['upcoming', 'open', 'late', 'closed'] as const;
export type AssignmentState = (typeof assignmentStates)[number];

/** Due until the last millisecond of `dueAt`, late until that of `closesAt`. */
export function stateAt({ opensAt, dueAt, closesAt }: Dates, now: Date): AssignmentState {
  if (now < opensAt) return 'upcoming';
  if (now <= dueAt) return 'open';
  return now <= closesAt ? 'late' : 'closed';
}

/** An extension has dates of its own; it never changes when an assignment opens. */
export function datesFor(dates: Dates, extension: Pick<Dates, 'dueAt' | 'closesAt'> | null): Dates {
  const { dueAt, closesAt } = extension ?? dates;
  return { opensAt: dates.opensAt, dueAt, closesAt };
}

export interface DateProblem {
  readonly field: 'dueAt' | 'closesAt';
  readonly message: string;
}

/** All contradictions; empty when there are none. */
export function problemsOfDates({ opensAt, dueAt, closesAt }: Dates): DateProblem[] {
  const problems: DateProblem[] = [];
  if (dueAt <= opensAt) {
    const message = `It must be after the assignment opens, ${opensAt.toISOString()}.`;
    problems.push({ field: 'dueAt', message });
  }
  if (closesAt < dueAt) {
    const message = `It must not be before the due date, ${dueAt.toISOString()}.`;
    problems.push({ field: 'closesAt', message });
  }
  return problems;
}

/** An extension gives time; one that takes some away, or ends before it begins, is a slip of the pen. */
export function problemsOfExtension(
  assignment: Dates,
  extension: Pick<Dates, 'dueAt' | 'closesAt'>,
): DateProblem[] {
  const problems = problemsOfDates(datesFor(assignment, extension));
  for (const field of ['dueAt', 'closesAt'] as const) {
    if (extension[field] >= assignment[field] || problems.some((problem) => problem.field === field))
      continue;
    const message = `It must not be before that of the assignment, ${assignment[field].toISOString()}.`;
    problems.push({ field, message });
  }
  return problems;
}

export function badDates(problems: readonly DateProblem[]): ProblemError {
  const detail = problems.map(({ field, message }) => `${field}: ${message}`).join(' ');
  return new ProblemError('bad-dates', detail, problems);
}
