/** What somebody still has to do to accept an invitation. */
export const needs = ['sign-in', 'account', 'password', 'nothing'] as const;
export type Needs = (typeof needs)[number];

export interface InvitationTerms {
  /** The only one who may follow it; null: whoever holds the link. */
  readonly person: { readonly id: string; readonly hasPassword: boolean } | null;
  /** Null: it leads into no course, and is there to set a password. */
  readonly courseId: string | null;
}

/**
 * A link for everybody never sets the password of an account that is there already: whoever holds it could take over an
 * imported person's. `callerId` is who is signed in, or null.
 */
export function needsOf({ person, courseId }: InvitationTerms, callerId: string | null): Needs {
  if (person === null) return callerId === null ? 'account' : 'nothing';
  if (courseId === null) return 'password';
  if (person.id === callerId) return 'nothing';
  return person.hasPassword ? 'sign-in' : 'password';
}
