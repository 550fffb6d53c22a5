import { infiniteQueryOptions, QueryClient, queryOptions } from '@tanstack/react-query';
import { getExercise, getExercises, getSubmission, getSubmissions, getTimeline } from './client.ts';
import { ApiError } from './problem.ts';
import type { SubmissionStatus } from './types.ts';

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // What the service has refused, it will refuse again; only silence is worth another try.
        retry: (failures, error) => failures < 2 && error instanceof ApiError && error.status === null,
        retryDelay: 800,
      },
    },
  });
}

export const exercisesQuery = queryOptions({
  queryKey: ['exercises'],
  queryFn: ({ signal }) => getExercises(signal),
});

export const exerciseQuery = (slug: string) =>
  queryOptions({ queryKey: ['exercise', slug], queryFn: ({ signal }) => getExercise(slug, signal) });

export const submissionQuery = (id: string) =>
  queryOptions({ queryKey: ['submission', id], queryFn: ({ signal }) => getSubmission(id, signal) });

/** A graded submission never changes. */
export const timelineQuery = (id: string) =>
  queryOptions({
    queryKey: ['timeline', id],
    queryFn: ({ signal }) => getTimeline(id, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

const attemptsOnAPage = 10;

/** Attempts of one exercise, newest first, page by page. */
export const attemptsQuery = (exercise: string) =>
  infiniteQueryOptions({
    queryKey: ['attempts', exercise],
    queryFn: ({ pageParam, signal }) =>
      getSubmissions(
        { exercise, limit: attemptsOnAPage, ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      ),
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

export const isFinal = (status: SubmissionStatus): boolean => status === 'graded' || status === 'failed';
