import createClient from 'openapi-fetch';
import { ApiError } from './problem.ts';
import type { paths } from './schema.d.ts';
import type { NewSubmission } from './types.ts';

const client = createClient<paths>();

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** One place where an answer becomes a value or an ApiError. */
async function answerTo<T>(question: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await question.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw ApiError.unreachable();
  });
  if (data === undefined || !response.ok) throw ApiError.of(response.status, error);
  return data;
}

export const getExercises = (signal: AbortSignal) => answerTo(client.GET('/api/v1/exercises', { signal }));

export const getExercise = (slug: string, signal: AbortSignal) =>
  answerTo(client.GET('/api/v1/exercises/{slug}', { params: { path: { slug } }, signal }));

export const getSubmission = (id: string, signal: AbortSignal) =>
  answerTo(client.GET('/api/v1/submissions/{id}', { params: { path: { id } }, signal }));

export const getTimeline = (id: string, signal: AbortSignal) =>
  answerTo(client.GET('/api/v1/submissions/{id}/timeline', { params: { path: { id } }, signal }));

export const getSubmissions = (
  query: { exercise?: string; cursor?: string; limit?: number },
  signal: AbortSignal,
) => answerTo(client.GET('/api/v1/submissions', { params: { query }, signal }));

/** The key makes a repeated attempt the same submission, should the first answer have been lost on its way. */
export const createSubmission = (body: NewSubmission, idempotencyKey: string) =>
  answerTo(
    client.POST('/api/v1/submissions', { body, params: { header: { 'Idempotency-Key': idempotencyKey } } }),
  );

export const eventsUrl = (id: string): string => `/api/v1/submissions/${encodeURIComponent(id)}/events`;
