import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

/** What log lines and problems say about where they come from. */
interface RequestContext {
  readonly requestId: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Null outside of a request or a job. */
export function currentRequestId(): string | null {
  return storage.getStore()?.requestId ?? null;
}

export function withRequestId<T>(requestId: string, work: () => T): T {
  return storage.run({ requestId }, work);
}

/** What a proxy in front of us may hand on; anything else would let a caller write into our log. */
const acceptableId = /^[\w.-]{8,64}$/;

export function requestContext(request: Request, response: Response, next: NextFunction): void {
  const given = request.get('x-request-id');
  const requestId = given !== undefined && acceptableId.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', requestId);
  withRequestId(requestId, next);
}
