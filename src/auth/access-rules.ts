/** The words in which src/auth/access-table.ts says who may call what. */

/** Each may do what those before it may. */
export const courseRoles = ['student', 'assistant', 'instructor'] as const;
export type CourseRole = (typeof courseRoles)[number];

/** What an API token can be allowed to do. A token never can do more than its person. */
export const scopes = {
  'submissions:read': 'Read submissions, reports and timelines',
  'submissions:write': 'Hand in',
  'courses:read': 'Read courses, people, gradebooks and statistics',
  'courses:write': 'Change courses, people and assignments',
  'grades:write': 'Override, review, comment and regrade',
} as const;
export type Scope = keyof typeof scopes;

export type Who =
  | { readonly kind: 'anyone' }
  /** Anyone at a browser: what an API token has no business with. */
  | { readonly kind: 'browser' }
  /** Anyone while practice is open (INTERLEAVE_PRACTICE), else whoever is signed in. */
  | { readonly kind: 'practice' }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'administrator' }
  /** At least this role in the course named by `:courseId` in the path. To others the course does not exist. */
  | { readonly kind: 'course'; readonly role: CourseRole }
  /**
   * Of the submission named by `:id` in the path: `reader` is whoever handed it in, or at least an assistant of its
   * course; `grader` at least an assistant of its course. Practice without a person is open to whoever knows its id,
   * while practice is open. To others the submission does not exist.
   */
  | { readonly kind: 'submission'; readonly as: 'reader' | 'grader' };

export interface Rule {
  readonly who: Who;
  /** What an API token must be allowed to do; null: only somebody at a browser can call this. */
  readonly scope: Scope | null;
}

export const anyone: Rule = { who: { kind: 'anyone' }, scope: null };
export const atBrowser: Rule = { who: { kind: 'browser' }, scope: null };
export const practice = (scope: Scope): Rule => ({ who: { kind: 'practice' }, scope });
export const signedIn = (scope: Scope | null): Rule => ({ who: { kind: 'signed-in' }, scope });
export const administrator = (scope: Scope | null): Rule => ({ who: { kind: 'administrator' }, scope });
export const inCourse = (role: CourseRole, scope: Scope | null): Rule => ({
  who: { kind: 'course', role },
  scope,
});
export const ofSubmission = (as: 'reader' | 'grader', scope: Scope): Rule => ({
  who: { kind: 'submission', as },
  scope,
});

export function atLeast(role: CourseRole, wanted: CourseRole): boolean {
  return courseRoles.indexOf(role) >= courseRoles.indexOf(wanted);
}
