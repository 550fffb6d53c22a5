import type { NextFunction, Request, Response } from 'express';

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

export function securityHeaders(request: Request, response: Response, next: NextFunction): void {
  const isDocs = request.path === '/api/docs' || request.path.startsWith('/api/docs/');
  response.setHeader('Content-Security-Policy', isDocs ? docsPolicy : contentSecurityPolicy);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=()');
  // Submissions change by themselves, and nobody's answers belong on a shared disk.
  if (request.path.startsWith('/api/v1/')) response.setHeader('Cache-Control', 'no-store');
  next();
}
