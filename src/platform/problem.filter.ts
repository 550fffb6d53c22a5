import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { ZodValidationException } from 'nestjs-zod';
import { ZodError } from 'zod';
import { ProblemError, problemOf } from './problem.js';
import { currentRequestId } from './request-context.js';

/** The one place where errors become answers. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    sendProblem(error, host.switchToHttp().getResponse<Response>());
  }
}

/** The end of the line, behind all routes: what nobody answered, and what failed where Nest does not look. */
export const lastResort = {
  unknown(request: Request, response: Response): void {
    sendProblem(new ProblemError('not-found', `There is no ${request.method} ${request.path}.`), response);
  },
  failed(error: unknown, _request: Request, response: Response, _next: NextFunction): void {
    sendProblem(error, response);
  },
};

const logger = new Logger('Problem');

function sendProblem(error: unknown, response: Response): void {
  const problem = problemOf(explain(error), currentRequestId() ?? 'none');
  if (response.headersSent) {
    // Half an answer is out: the caller must see that it was cut, not take it as whole.
    response.destroy();
    return;
  }
  // RFC 9110 asks for it; the cookie of a session has no scheme of its own.
  if (problem.status === 401) response.set('WWW-Authenticate', 'Bearer');
  response
    .status(problem.status)
    .set('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(problem));
}

function explain(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof ZodValidationException) return badQuery(error.getZodError());
  if (error instanceof HttpException && error.getStatus() === 404) {
    return new ProblemError('not-found', error.message);
  }
  if (error instanceof HttpException && error.getStatus() === 503) return notReady(error);
  if (error instanceof HttpException && error.getStatus() < 500) {
    return new ProblemError('bad-request', error.message);
  }
  logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return new ProblemError(
    'internal-error',
    'The request could not be answered. Our log says more under the request id.',
  );
}

/** The health page throws what each part said. */
function notReady(error: HttpException): ProblemError {
  const { error: parts = {} } = error.getResponse() as { error?: Record<string, { message?: string }> };
  const errors = Object.entries(parts).map(([field, { message = 'is away' }]) => ({ field, message }));
  return new ProblemError(
    'not-ready',
    errors.map(({ field, message }) => `${field}: ${message}`).join('; '),
    errors,
  );
}

/** Bodies are read by hand, field by field; only parameters of the address come through Nest's validation. */
function badQuery(error: unknown): ProblemError {
  const issues = error instanceof ZodError ? error.issues : [];
  const errors = issues.map((issue) => ({
    field: issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue.path.join('.'),
    message: issue.message,
  }));
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return new ProblemError('bad-query', detail || 'A parameter does not fit.', errors);
}
