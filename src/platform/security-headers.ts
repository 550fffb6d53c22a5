import type { NextFunction, Request, RequestHandler, Response } from 'express';

/**
 * The pages load nothing from elsewhere. Inline styles are needed: Mantine and CodeMirror write them as they go.
 * Images from data: are icons in style sheets.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Lets pages of these origins, and no others, show this answer in a frame. None: nobody, as without it. */
export function allowFrames(response: Response, origins: readonly string[]): void {
  if (origins.length === 0) return;
  changePolicy(response, "frame-ancestors 'none'", `frame-ancestors ${origins.join(' ')}`);
  // It knows no list, and whoever knows the other one does not look at it.
  response.removeHeader('X-Frame-Options');
}

/** For a page whose only form goes to another site, which may lead on to a third. */
export function allowForms(response: Response): void {
  changePolicy(response, "form-action 'self'; ", '');
}

function changePolicy(response: Response, before: string, after: string): void {
  const policy = String(response.getHeader('Content-Security-Policy'));
  response.setHeader('Content-Security-Policy', policy.replace(before, after));
}

/** Swagger's page begins with a script inside of it. */
const docsPolicy = contentSecurityPolicy.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'");

/** Learning platforms that show us in a window of its own have it talk to, and come back to, the one that has opened it. */
const isOfLaunch = (path: string) => /^\/(?:api\/)?lti\//.test(path);

const yearSeconds = 365 * 24 * 60 * 60;

/** A service that is reached by https is reached by nothing else from then on. */
export function securityHeaders(publicUrl: string | null): RequestHandler {
  const isEncrypted = publicUrl?.startsWith('https:') ?? false;
  return (request: Request, response: Response, next: NextFunction) => {
    const isDocs = request.path === '/api/docs' || request.path.startsWith('/api/docs/');
    if (isEncrypted) response.setHeader('Strict-Transport-Security', `max-age=${yearSeconds}`);
    response.setHeader('Content-Security-Policy', isDocs ? docsPolicy : contentSecurityPolicy);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('X-Frame-Options', 'DENY');
    response.setHeader('Referrer-Policy', 'same-origin');
    if (!isOfLaunch(request.path)) response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
    response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=()');
    // Submissions change by themselves, and nobody's answers belong on a shared disk.
    if (/^\/api\/(?:v1|auth)\//.test(request.path)) response.setHeader('Cache-Control', 'no-store');
    next();
  };
}
