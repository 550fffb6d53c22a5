/** What becomes of a list of people in a course. Pure. */
import { atLeast, type CourseRole } from '../auth/access-rules.js';
import type { PersonLine } from './people-csv.js';

export const importOutcomes = ['new', 'enrolled', 'changed', 'unchanged'] as const;
export type ImportOutcome = (typeof importOutcomes)[number];

/** Somebody who has an account, and what they are in the course, if anything. */
export interface KnownPerson {
  readonly personId: string;
  readonly email: string;
  readonly enrolment: {
    readonly id: string;
    readonly role: CourseRole;
    readonly externalId: string | null;
  } | null;
}

/** What is stored already of the people of a list. */
export interface KnownPeople {
  readonly byEmail: ReadonlyMap<string, KnownPerson>;
  /** Addresses of those in the course who have these external ids. */
  readonly emailByExternalId: ReadonlyMap<string, string>;
}

export interface PlannedLine extends PersonLine {
  readonly outcome: ImportOutcome | 'error';
  readonly known: KnownPerson | null;
  /** What the person will be; never less than before. */
  readonly role: CourseRole;
}

export function planImport(
  lines: readonly PersonLine[],
  { byEmail, emailByExternalId }: KnownPeople,
  role: CourseRole,
): PlannedLine[] {
  return lines.map((line) => {
    const known = byEmail.get(line.email) ?? null;
    const holder = line.externalId === null ? undefined : emailByExternalId.get(line.externalId);
    const errors =
      holder === undefined || holder === line.email
        ? line.errors
        : [...line.errors, { column: 'external_id' as const, message: `${holder} has this external id.` }];
    const before = known?.enrolment?.role ?? null;
    const planned = { ...line, errors, known, role: before && atLeast(before, role) ? before : role };
    return { ...planned, outcome: errors.length > 0 ? ('error' as const) : outcomeOf(planned) };
  });
}

/** A list without external ids takes nobody's away. */
function outcomeOf({ known, role, externalId }: Omit<PlannedLine, 'outcome'>): ImportOutcome {
  if (!known) return 'new';
  if (!known.enrolment) return 'enrolled';
  const isSame =
    known.enrolment.role === role && (externalId === null || known.enrolment.externalId === externalId);
  return isSame ? 'unchanged' : 'changed';
}
