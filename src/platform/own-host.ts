import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { ProblemError } from './problem.js';

const thisMachine = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Answers only to requests that name us: by the public address, or without one as this machine. A page from elsewhere must
 * not be able to reach the API by letting its own name point to us (DNS rebinding): the Host header still carries that name.
 * Requests of other pages to our real name are stopped by the browser and by SameSite cookies: we grant no origin anything
 * (CORS), and a body has to be application/json, which is not sent across origins unasked.
 */
export function ownHost(publicUrl: string | null): RequestHandler {
  const names = publicUrl === null ? thisMachine : [new URL(publicUrl).hostname, ...thisMachine];
  return (request: Request, _response: Response, next: NextFunction) => {
    const name = (request.get('host') ?? '').replace(/:\d+$/, '').toLowerCase();
    if (names.includes(name)) {
      next();
      return;
    }
    next(ProblemError.ofField('wrong-host', 'Host', `Call the service as one of: ${names.join(', ')}.`));
  };
}
