import type { Scope } from '../api/tokens.ts';

/** In the words of src/auth/access-rules.ts. */
export const scopeWords: Readonly<Record<Scope, string>> = {
  'submissions:read': 'Read submissions, reports and timelines',
  'submissions:write': 'Hand in',
  'courses:read': 'Read courses, people, gradebooks and statistics',
  'courses:write': 'Change courses, people and assignments',
  'grades:write': 'Override, review, comment and regrade',
};
