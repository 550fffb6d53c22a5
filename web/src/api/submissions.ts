import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerTo, client } from './client.ts';
import type { NewSubmission, SubmissionStatus } from './types.ts';

export const submissionQuery = (id: string) =>
  queryOptions({
    queryKey: ['submission', id],
    queryFn: ({ signal }) =>
      answerTo(client.GET('/api/v1/submissions/{id}', { params: { path: { id } }, signal })),
  });

/** A graded submission never changes. */
export const timelineQuery = (id: string) =>
  queryOptions({
    queryKey: ['timeline', id],
    queryFn: ({ signal }) =>
      answerTo(client.GET('/api/v1/submissions/{id}/timeline', { params: { path: { id } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Practice of an exercise, or an assignment. */
export type AttemptsOf = { exercise: string } | { assignment: string };

const getSubmissions = (
  query: Partial<Record<'exercise' | 'assignment' | 'cursor', string>> & { limit: number },
  signal: AbortSignal,
) => answerTo(client.GET('/api/v1/submissions', { params: { query }, signal }));

const attemptsOnAPage = 10;

/** The reader's own, newest first, page by page. */
export const attemptsQuery = (of: AttemptsOf) =>
  infiniteQueryOptions({
    queryKey: ['attempts', of],
    queryFn: ({ pageParam, signal }) =>
      getSubmissions({ ...of, limit: attemptsOnAPage, ...(pageParam ? { cursor: pageParam } : {}) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
  });

/** The newest attempts of all exercises, for the list. */
export const recentQuery = queryOptions({
  queryKey: ['attempts'],
  queryFn: ({ signal }) => getSubmissions({ limit: 100 }, signal),
  staleTime: 0,
});

/** The key makes a repeated attempt the same submission, should the first answer have been lost on its way. */
export const createSubmission = (body: NewSubmission, idempotencyKey: string) =>
  answerTo(
    client.POST('/api/v1/submissions', { body, params: { header: { 'Idempotency-Key': idempotencyKey } } }),
  );

export const eventsUrl = (id: string): string => `/api/v1/submissions/${encodeURIComponent(id)}/events`;

export const isFinal = (status: SubmissionStatus): boolean => status === 'graded' || status === 'failed';
