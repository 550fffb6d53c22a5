import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Response } from 'express';
import { ZodValidationException } from 'nestjs-zod';
import { ZodError } from 'zod';
import { ProblemError, problemOf } from './problem.js';
import { currentRequestId } from './request-context.js';

/** The one place where errors become answers. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const problem = problemOf(this.explain(error), currentRequestId() ?? 'none');
    if (response.headersSent) {
      // Half an answer is out: the caller must see that it was cut, not take it as whole.
      response.destroy();
      return;
    }
    response
      .status(problem.status)
      .set('Cache-Control', 'no-store')
      .type('application/problem+json')
      .send(JSON.stringify(problem));
  }

  private explain(error: unknown): ProblemError {
    if (error instanceof ProblemError) return error;
    if (error instanceof ZodValidationException) return badQuery(error.getZodError());
    if (error instanceof HttpException && error.getStatus() === 404) {
      return new ProblemError('not-found', error.message);
    }
    this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return new ProblemError(
      'internal-error',
      'The request could not be answered. Our log says more under the request id.',
    );
  }
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
