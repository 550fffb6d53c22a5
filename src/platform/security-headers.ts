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

/** Swagger's page begins with a script inside of it. */
const docsPolicy = contentSecurityPolicy.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'");

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
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
    response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=()');
    // Submissions change by themselves, and nobody's answers belong on a shared disk.
    if (/^\/api\/(?:v1|auth)\//.test(request.path)) response.setHeader('Cache-Control', 'no-store');
    next();
  };
}
