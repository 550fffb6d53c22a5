import express, { type NextFunction, type Request, type Response } from 'express';
import { explainUnread } from './json-body.js';
import { ProblemError } from './problem.js';

export const zipType = 'application/zip';
export const zipMaxBytes = 1024 * 1024;

const raw = express.raw({ type: zipType, limit: zipMaxBytes, inflate: false });

/** Reads the body of a route that takes an archive, as bytes; what is of another type is left to whoever comes next. */
export function zipBody(request: Request, response: Response, next: NextFunction): void {
  if (request.method !== 'POST' || !request.is(zipType)) {
    next();
    return;
  }
  raw(request, response, (error?: unknown) => {
    if ((error as { type?: unknown } | undefined)?.type === 'entity.too.large') {
      next(new ProblemError('body-too-large', `The archive may have ${zipMaxBytes} bytes at most.`));
      return;
    }
    next(error === undefined ? undefined : explainUnread(error));
  });
}
