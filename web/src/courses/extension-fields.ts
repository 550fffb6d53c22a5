/** An extension as its form holds it: texts, with times as the clocks of the course show them. Pure. */
import type { ExtensionGrant } from '../api/course-people.ts';
import type { ProgressAtAssignment } from '../api/gradebook.ts';
import { fromZoned } from './zoned-time.ts';

export type ExtensionOfPerson = NonNullable<ProgressAtAssignment['extension']>;

/** What is sent. The service checks it; a time that is none becomes one that it refuses by name. */
export function grantOf(fields: FormData, timeZone: string): ExtensionGrant {
  const text = (name: string): string => String(fields.get(name) ?? '');
  const moment = (name: string): string => fromZoned(text(name), timeZone)?.toISOString() ?? text(name);
  return {
    dueAt: moment('dueAt'),
    ...(text('closesAt') === '' ? {} : { closesAt: moment('closesAt') }),
    extraAttempts: Number(text('extraAttempts')),
    reason: text('reason'),
  };
}
