import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { ProblemError } from './problem.js';

const safeMethods = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses what a page of another site makes a browser send (CSRF): requests that change something, with the cookie of whoever
 * sits there, or that sign them in as somebody else. SameSite cookies and JSON bodies stop most of it; this does not rest on
 * either. Browsers say where a request comes from in Sec-Fetch-Site, on plain HTTP in Origin at least; what says neither is no
 * browser. (The same rules as net/http.CrossOriginProtection of Go.) A token in Authorization is not sent unasked.
 * `postedByOthers`: paths that pages of other sites are meant to post to, and that know by other means who began it.
 */
export function ownOrigin(publicUrl: string | null, postedByOthers: readonly string[] = []): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction) => {
    const isOurs =
      safeMethods.includes(request.method) ||
      postedByOthers.includes(request.path) ||
      request.headers.authorization !== undefined ||
      comesFromUs(request, publicUrl);
    next(
      isOurs ? undefined : new ProblemError('cross-site', 'The request comes from a page of another site.'),
    );
  };
}

function comesFromUs(request: Request, publicUrl: string | null): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = request.get('origin');
  if (origin === undefined || origin === publicUrl) return true;
  // A proxy may have ended the encryption: the name and the port are what counts.
  return URL.parse(origin)?.host === request.get('host');
}
