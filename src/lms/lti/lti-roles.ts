import type { CourseRole } from '../../auth/access-rules.js';

const membership = 'http://purl.imsglobal.org/vocab/lis/v2/membership';

/**
 * Who somebody is in the course, by the roles that a platform names: context roles (LTI 1.3 core, A.2.2), by full or short
 * name, with or without a sub-role. Roles in the institution or the system say nothing about a course. A teaching assistant
 * is named an instructor too, so that is looked for first. Null: somebody without business here, as mentors are.
 */
export function courseRoleOf(roles: readonly string[]): CourseRole | null {
  const has = (name: string) =>
    roles.some(
      (role) =>
        role === name || role === `${membership}#${name}` || role.startsWith(`${membership}/${name}#`),
    );
  if (roles.includes(`${membership}/Instructor#TeachingAssistant`) || has('TeachingAssistant'))
    return 'assistant';
  if (has('Instructor') || has('Administrator')) return 'instructor';
  return has('Learner') ? 'student' : null;
}
