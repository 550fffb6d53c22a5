import type { Request, Response } from 'express';

interface CookieScope {
  readonly path: string;
  readonly maxAgeSeconds: number;
}

/**
 * A cookie that is sent where we are shown in a page of another site, and there only to the frames of that site
 * (Partitioned, CHIPS). Such a cookie must be Secure, which browsers take over plain http from this machine only.
 */
export function setFrameableCookie(
  response: Response,
  name: string,
  value: string,
  { path, maxAgeSeconds }: CookieScope,
): void {
  response.append(
    'Set-Cookie',
    `${name}=${value}; Path=${path}; Max-Age=${maxAgeSeconds}; HttpOnly; Secure; SameSite=None; Partitioned`,
  );
}

/** Our values need no decoding: they are ids and base64url. */
export function findCookie(request: Request, name: string): string | null {
  for (const pair of (request.get('cookie') ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value) return value;
  }
  return null;
}
