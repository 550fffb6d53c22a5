import type { Problem } from './types.ts';

/** Why a question to the service got no answer: a problem document, or no service at all. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    /** Null when nothing answered. */
    readonly status: number | null,
    readonly title: string,
    detail: string,
    readonly fields: readonly { field: string; message: string }[] = [],
    /** The kind of problem, for programs; null where no problem document came. */
    readonly code: string | null = null,
  ) {
    super(detail);
  }

  static unreachable(): ApiError {
    return new ApiError(
      null,
      'The service does not answer',
      'Check that Interleave is running, then try again.',
    );
  }

  /** From whatever came back with an error status: a problem document, or a page of some proxy. */
  static of(status: number, body: unknown): ApiError {
    if (isProblem(body)) return new ApiError(status, body.title, body.detail, body.errors ?? [], body.code);
    if (status === 502 || status === 503 || status === 504) return ApiError.unreachable();
    return new ApiError(status, 'Something went wrong', `The service answered with status ${status}.`);
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'title' in body && 'detail' in body;
}

export const isNotFound = (error: unknown): boolean => hasStatus(error, 404);
export const isSignedOut = (error: unknown): boolean => hasStatus(error, 401);

const hasStatus = (error: unknown, status: number): boolean =>
  error instanceof ApiError && error.status === status;
