import createClient from 'openapi-fetch';
import { ApiError } from './problem.ts';
import type { paths } from './schema.d.ts';

/** The operations by area are in the files beside this one: exercises.ts, submissions.ts, … */
export const client = createClient<paths>();

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** One place where an answer becomes a value or an ApiError. */
export async function answerTo<T>(question: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await reached(question);
  if (data === undefined || !response.ok) throw ApiError.of(response.status, error);
  return data;
}

/** The same for operations that answer with nothing (204). */
export async function done(question: Promise<Answer<unknown>>): Promise<void> {
  const { error, response } = await reached(question);
  if (!response.ok) throw ApiError.of(response.status, error);
}

export function reached<T>(question: Promise<T>): Promise<T> {
  return question.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw ApiError.unreachable();
  });
}
