/** What people add to a report: overrides, comments, decided reviews; and the log of all of it. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerTo, client, done } from './client.ts';
import type { components } from './schema.d.ts';

type Schemas = components['schemas'];
export type Attempt = Schemas['Attempt'];
export type Override = Schemas['PastOverride'];
export type NewOverride = Schemas['NewOverride'];
export type Comment = Schemas['CommentList']['items'][number];
export type Review = Schemas['OpenReview'];
export type AuditLine = Schemas['AuditEntry'];

/** All attempts of the same person at the same, oldest first. */
export const attemptHistoryQuery = (id: string) =>
  queryOptions({
    queryKey: ['attempt-history', id],
    queryFn: ({ signal }) =>
      answerTo(client.GET('/api/v1/submissions/{id}/attempts', { params: { path: { id } }, signal })),
  });

export const overrideScore = (id: string, body: NewOverride) =>
  answerTo(client.POST('/api/v1/submissions/{id}/overrides', { params: { path: { id } }, body }));

export const endOverride = (id: string, overrideId: string) =>
  done(
    client.DELETE('/api/v1/submissions/{id}/overrides/{overrideId}', {
      params: { path: { id, overrideId } },
    }),
  );

export const commentsQuery = (id: string) =>
  queryOptions({
    queryKey: ['comments', id],
    queryFn: ({ signal }) =>
      answerTo(client.GET('/api/v1/submissions/{id}/comments', { params: { path: { id } }, signal })),
  });

export const createComment = (id: string, body: { file: string; line: number; text: string }) =>
  answerTo(client.POST('/api/v1/submissions/{id}/comments', { params: { path: { id } }, body }));

export const changeComment = (id: string, commentId: string, text: string) =>
  answerTo(
    client.PATCH('/api/v1/submissions/{id}/comments/{commentId}', {
      params: { path: { id, commentId } },
      body: { text },
    }),
  );

export const deleteComment = (id: string, commentId: string) =>
  done(
    client.DELETE('/api/v1/submissions/{id}/comments/{commentId}', {
      params: { path: { id, commentId } },
    }),
  );

export const reviewsQuery = (courseId: string, assignment: string | null) =>
  infiniteQueryOptions({
    queryKey: ['reviews', courseId, assignment],
    queryFn: ({ pageParam, signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/reviews', {
          params: {
            path: { courseId },
            query: { ...(assignment ? { assignment } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ) as Promise<{ items: Review[]; nextCursor: string | null; total: number }>,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
  });

export const decideReview = (
  id: string,
  checkId: string,
  body: { rubric: Record<string, number>; reason: string },
) =>
  answerTo(
    client.POST('/api/v1/submissions/{id}/reviews/{checkId}', { params: { path: { id, checkId } }, body }),
  );

export const auditQuery = (courseId: string) =>
  infiniteQueryOptions({
    queryKey: ['audit', courseId],
    queryFn: ({ pageParam, signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/audit', {
          params: { path: { courseId }, query: pageParam ? { cursor: pageParam } : {} },
          signal,
        }),
      ) as Promise<{ items: AuditLine[]; nextCursor: string | null }>,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
  });
