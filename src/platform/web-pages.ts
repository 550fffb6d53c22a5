import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';
import { packageRoot } from '../config/package-root.js';

const builtPages = join(packageRoot, 'build/web');

/** Paths of the service itself; all others belong to the pages. */
const ownPaths = /^\/(?:api|healthz|readyz)(?:\/|$)/;

/**
 * Serves the built pages, when there are any. They route by themselves, so an address that names no file is answered
 * with the first page; one that looks like a file and is none stays unknown.
 */
export function webPages(directory: string = builtPages): RequestHandler {
  const index = join(directory, 'index.html');
  const router = Router();
  if (!existsSync(index)) return router;
  const files = express.static(directory, {
    index: false,
    redirect: false,
    setHeaders: cacheByName(join(directory, 'assets')),
  });
  router.use((request, response, next) => {
    if (ownPaths.test(request.path) || !['GET', 'HEAD'].includes(request.method)) {
      next('router');
      return;
    }
    files(request, response, next);
  });
  router.use((request, response, next) => {
    if (extname(request.path) !== '' || !request.accepts('html')) {
      next();
      return;
    }
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(index);
  });
  return router;
}

/** Vite puts a digest of the contents into the names below assets/; all else may change under its name. */
const cacheByName = (assets: string) => (response: express.Response, path: string) => {
  const policy = path.startsWith(assets) ? 'public, max-age=31536000, immutable' : 'no-cache';
  response.setHeader('Cache-Control', policy);
};
