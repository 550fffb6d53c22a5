/** Programs of one assignment that are alike. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerTo, client } from './client.ts';
import type { components } from './schema.d.ts';

type Schemas = components['schemas'];
export type SimilarityReport = Schemas['SimilarityReport'];
export type SimilarityReportItem = Schemas['SimilarityReportListItem'];
export type SimilarPairItem = Schemas['SimilarPairListItem'];
export type SimilarPair = Schemas['SimilarPair'];
export type ComparedProgram = Schemas['ComparedProgram'];

const workingPollMs = 1_000;

/** All that were made for an assignment, newest first; asked again every second while the newest is being made. */
export const similarityReportsQuery = (courseId: string, assignmentId: string) =>
  queryOptions({
    queryKey: ['similarity-reports', courseId, assignmentId],
    queryFn: ({ signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/assignments/{assignmentId}/similarity', {
          params: { path: { courseId, assignmentId } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data?.items[0]?.status === 'working' ? workingPollMs : false),
    staleTime: 0,
  });

export const createSimilarityReport = (courseId: string, assignmentId: string, threshold: number) =>
  answerTo(
    client.POST('/api/v1/courses/{courseId}/assignments/{assignmentId}/similarity', {
      params: { path: { courseId, assignmentId } },
      body: { threshold },
    }),
  );

export const similarityReportQuery = (courseId: string, reportId: string) =>
  infiniteQueryOptions({
    queryKey: ['similarity-report', courseId, reportId],
    queryFn: ({ pageParam, signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/similarity/{reportId}', {
          params: {
            path: { courseId, reportId },
            query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const similarPairQuery = (courseId: string, reportId: string, leftId: string, rightId: string) =>
  queryOptions({
    queryKey: ['similar-pair', courseId, reportId, leftId, rightId],
    queryFn: ({ signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/similarity/{reportId}/pairs/{leftId}/{rightId}', {
          params: { path: { courseId, reportId, leftId, rightId } },
          signal,
        }),
      ),
  });
