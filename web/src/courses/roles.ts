import type { CourseRole } from '../api/session.ts';

/** As in src/auth/access-rules.ts: each may do what those before it may. */
export const courseRoles = ['student', 'assistant', 'instructor'] as const satisfies readonly CourseRole[];

export const roleWords: Readonly<Record<CourseRole, string>> = {
  student: 'Student',
  assistant: 'Assistant',
  instructor: 'Instructor',
};

export const atLeast = (role: CourseRole, wanted: CourseRole): boolean =>
  courseRoles.indexOf(role) >= courseRoles.indexOf(wanted);
