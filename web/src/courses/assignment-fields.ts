/** An assignment as its form holds it: texts, with times as the clocks of the course show them. Pure. */
import type { Assignment, NewAssignment } from '../api/assignments.ts';
import { fromZoned, toZoned } from './zoned-time.ts';

export interface AssignmentFields {
  title: string;
  exercise: string;
  /** Empty: the newest, or the one it is pinned to. */
  exerciseVersion?: string;
  opensAt: string;
  dueAt: string;
  closesAt: string;
  points: string;
  attemptsAllowed: string;
  coolDownMinutes: string;
  latePercentPerDay: string;
  counting: string;
  visibleBeforeDue: string;
  visibleAfterDue: string;
}

/** Names of the API beside which the form shows what is wrong. */
export const assignmentFieldNames = [
  'title',
  'exercise',
  'exerciseVersion',
  'opensAt',
  'dueAt',
  'closesAt',
  'points',
  'attemptsAllowed',
  'coolDownSeconds',
  'latePercentPerDay',
  'counting',
  'visibleBeforeDue',
  'visibleAfterDue',
] as const;

const secondsPerMinute = 60;
const dayMs = 24 * 60 * 60 * 1000;

/** Opens now, is due in a week at the end of the day. */
export function newAssignmentFields(timeZone: string, now: Date): AssignmentFields {
  const inAWeek = toZoned(new Date(now.getTime() + 7 * dayMs), timeZone);
  return {
    title: '',
    exercise: '',
    opensAt: toZoned(now, timeZone),
    dueAt: `${inAWeek.slice(0, 'yyyy-mm-dd'.length)}T23:59`,
    closesAt: '',
    points: '10',
    attemptsAllowed: '',
    coolDownMinutes: '0',
    latePercentPerDay: '0',
    counting: 'best',
    visibleBeforeDue: 'timeline',
    visibleAfterDue: 'timeline',
  };
}

export function fieldsOf(assignment: Assignment, timeZone: string): AssignmentFields {
  const zoned = (moment: string): string => toZoned(new Date(moment), timeZone);
  return {
    title: assignment.title,
    exercise: assignment.exercise,
    opensAt: zoned(assignment.opensAt),
    dueAt: zoned(assignment.dueAt),
    closesAt: assignment.closesAt === assignment.dueAt ? '' : zoned(assignment.closesAt),
    points: String(assignment.points),
    attemptsAllowed: assignment.attemptsAllowed === null ? '' : String(assignment.attemptsAllowed),
    coolDownMinutes: String(assignment.coolDownSeconds / secondsPerMinute),
    latePercentPerDay: String(assignment.latePercentPerDay),
    counting: assignment.counting,
    visibleBeforeDue: assignment.visibleBeforeDue,
    visibleAfterDue: assignment.visibleAfterDue,
  };
}

/** What is sent. The service checks it; a time that is none becomes one that it refuses by name. */
export function assignmentOf(fields: AssignmentFields, timeZone: string): NewAssignment {
  const moment = (text: string): string => fromZoned(text, timeZone)?.toISOString() ?? text;
  const dueAt = moment(fields.dueAt);
  return {
    title: fields.title,
    exercise: fields.exercise,
    ...(fields.exerciseVersion ? { exerciseVersion: Number(fields.exerciseVersion) } : {}),
    opensAt: moment(fields.opensAt),
    dueAt,
    closesAt: fields.closesAt === '' ? dueAt : moment(fields.closesAt),
    points: Number(fields.points),
    attemptsAllowed: fields.attemptsAllowed === '' ? null : Number(fields.attemptsAllowed),
    coolDownSeconds: Math.round(Number(fields.coolDownMinutes) * secondsPerMinute),
    latePercentPerDay: Number(fields.latePercentPerDay),
    counting: fields.counting as NewAssignment['counting'],
    visibleBeforeDue: fields.visibleBeforeDue as NewAssignment['visibleBeforeDue'],
    visibleAfterDue: fields.visibleAfterDue as NewAssignment['visibleAfterDue'],
  };
}
