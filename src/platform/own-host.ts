import type { NextFunction, Request, Response } from 'express';
import { ProblemError } from './problem.js';

const ownNames = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Answers only to requests that name this machine. Nobody has to sign in, so a page from elsewhere must not be able to
 * reach the API by letting its own name point to 127.0.0.1 (DNS rebinding): the Host header then still carries that name.
 * Requests of other pages to our real name are stopped by the browser: we grant no origin anything (CORS), and a body
 * has to be application/json, which is not sent across origins unasked.
 */
export function ownHost(request: Request, _response: Response, next: NextFunction): void {
  const name = (request.get('host') ?? '').replace(/:\d+$/, '').toLowerCase();
  if (ownNames.includes(name)) {
    next();
    return;
  }
  next(ProblemError.ofField('wrong-host', 'Host', `Call the service as one of: ${ownNames.join(', ')}.`));
}
