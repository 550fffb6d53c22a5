import { createHash } from 'node:crypto';

/** Who hands in what, and when, in the demo course. Pure: the same arguments always give the same plan. */

export interface DemoAssignment {
  readonly exercise: string;
  readonly title: string;
  /** All in days from the start of the demo; negative: before it. */
  readonly opensDay: number;
  readonly dueDay: number;
  readonly closesDay: number;
  readonly points: number;
  readonly attemptsAllowed: number | null;
  readonly coolDownSeconds: number;
  readonly latePercentPerDay: number;
  readonly counting: 'best' | 'last';
  readonly visibleBeforeDue: 'checks' | 'timeline';
}

const usual = {
  attemptsAllowed: null,
  coolDownSeconds: 0,
  latePercentPerDay: 0,
  counting: 'best',
  visibleBeforeDue: 'timeline',
} as const;

/** One that is over, one with few attempts, one that is late now, and one that is open. */
export const demoAssignments: readonly DemoAssignment[] = [
  {
    ...usual,
    exercise: 'threads-random-sleep',
    title: 'Week 1: threads',
    opensDay: -28,
    dueDay: -21,
    closesDay: -21,
    points: 10,
  },
  {
    ...usual,
    exercise: 'processes-sum-of-squares',
    title: 'Week 2: processes',
    opensDay: -21,
    dueDay: -14,
    closesDay: -12,
    points: 10,
    attemptsAllowed: 5,
    coolDownSeconds: 60,
    latePercentPerDay: 20,
  },
  {
    ...usual,
    exercise: 'async-two-requests',
    title: 'Week 3: asyncio',
    opensDay: -10,
    dueDay: -2,
    closesDay: 5,
    points: 10,
    latePercentPerDay: 10,
  },
  {
    ...usual,
    exercise: 'compare-models',
    title: 'Project: three models compared',
    opensDay: -6,
    dueDay: 8,
    closesDay: 10,
    points: 20,
    latePercentPerDay: 10,
    counting: 'last',
  },
];

const givenNames = [
  'Amara',
  'Ben',
  'Chen',
  'Dalia',
  'Emil',
  'Fatima',
  'Goran',
  'Hana',
  'Ivo',
  'Jasmin',
  'Kofi',
  'Lena',
];
const familyNames = [
  'Okafor',
  'Lindqvist',
  'Wei',
  'Haddad',
  'Novak',
  'Rossi',
  'Silva',
  'Tanaka',
  'Moreau',
  'Kowalska',
];

export const demoStudentCount = 36;

/** The first is the student whom anybody may sign in as. */
export function nameOf(student: number): string {
  const given = givenNames[student % givenNames.length];
  const family = familyNames[(student + 4 * Math.floor(student / givenNames.length)) % familyNames.length];
  return `${given} ${family}`;
}

export interface PlannedAttempt {
  readonly student: number;
  readonly assignment: DemoAssignment;
  /** From 1. */
  readonly attempt: number;
  readonly program: string;
  /** Days from the start of the demo; before 0, since nobody hands in tomorrow. */
  readonly day: number;
}

const mostAttempts = 4;

/** `programs` of each exercise lead from a first try to a right one. In the order of the attempts of each student. */
export function planAttempts(programs: Readonly<Record<string, readonly string[]>>): PlannedAttempt[] {
  return demoAssignments.flatMap((assignment) =>
    Array.from({ length: demoStudentCount }, (_, student) =>
      attemptsOf(student, assignment, programs[assignment.exercise] ?? []),
    ).flat(),
  );
}

function attemptsOf(
  student: number,
  assignment: DemoAssignment,
  programs: readonly string[],
): PlannedAttempt[] {
  const chance = (what: string) => share(`${student} ${assignment.exercise} ${what}`);
  // The project has only begun: not everybody has.
  const takesPart = assignment.dueDay > 0 ? 0.55 : 0.93;
  if (student !== 0 && chance('takes part') > takesPart) return [];
  const attempts = 1 + Math.floor(chance('attempts') * mostAttempts);
  const skill = 0.5 * share(`${student} skill`) + 0.5 * chance('luck');
  const from = assignment.opensDay + 0.5;
  const to = Math.min(assignment.closesDay, -0.1);
  // Most come shortly before the end, and a few after it where that is allowed.
  const begin = from + (to - from) * chance('begin') ** 0.4 * 0.85;
  return Array.from({ length: attempts }, (_, index) => {
    const progress = skill * 0.45 + ((index + 1) / attempts) * (0.15 + skill * 0.5);
    const at = Math.min(programs.length - 1, Math.floor(progress * programs.length));
    return {
      student,
      assignment,
      attempt: index + 1,
      program: programs[at] ?? '',
      day: begin + ((to - begin) * index) / (attempts + 1),
    };
  });
}

/** A number from 0 to 1 that a text always gives. */
function share(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}
