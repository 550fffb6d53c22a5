import type { Request } from 'express';

/**
 * Where people reach a page of ours, for links that are handed on. Without a public address it is where the caller has
 * reached us, whose Host header has been found to name this machine by then.
 */
export function pageLink(publicUrl: string | null, request: Request, path: string): string {
  return `${publicUrl ?? `${request.protocol}://${request.get('host')}`}${path}`;
}

/** Prefix of the tokens in invitations, for makeSecretToken. */
export const invitationPrefix = 'inv_';

/** The page on which an invitation is followed. */
export const invitationPath = (token: string): string => `/join/${token}`;
