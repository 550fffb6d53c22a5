/** Sets of submissions that are judged again, shown before they count. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerTo, client } from './client.ts';
import type { components } from './schema.d.ts';

type Schemas = components['schemas'];
export type Regrade = Schemas['Regrade'];
export type RegradeListItem = Schemas['RegradeListItem'];
export type RegradeSize = Schemas['RegradeSize'];
export type NewRegrade = Schemas['NewRegrade'];
export type RegradeItem = Schemas['RegradeItem'];
export type Change = NonNullable<RegradeItem['change']>;

const workingPollMs = 1_000;

export const regradesQuery = (courseId: string) =>
  infiniteQueryOptions({
    queryKey: ['regrades', courseId],
    queryFn: ({ pageParam, signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/regrades', {
          params: { path: { courseId }, query: pageParam ? { cursor: pageParam } : {} },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
  });

/** Asked again every second while it is being worked on. */
export const regradeQuery = (courseId: string, regradeId: string) =>
  queryOptions({
    queryKey: ['regrade', courseId, regradeId],
    queryFn: ({ signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/regrades/{regradeId}', {
          params: { path: { courseId, regradeId } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data?.status === 'working' ? workingPollMs : false),
  });

export const regradeItemsQuery = (courseId: string, regradeId: string, change: Change | null) =>
  infiniteQueryOptions({
    queryKey: ['regrade', courseId, regradeId, 'items', change],
    queryFn: ({ pageParam, signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/regrades/{regradeId}/items', {
          params: {
            path: { courseId, regradeId },
            query: { limit: 50, ...(change ? { change } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const createRegrade = (courseId: string, body: NewRegrade) =>
  answerTo(client.POST('/api/v1/courses/{courseId}/regrades', { params: { path: { courseId } }, body }));

export const applyRegrade = (courseId: string, regradeId: string) =>
  answerTo(
    client.POST('/api/v1/courses/{courseId}/regrades/{regradeId}/apply', {
      params: { path: { courseId, regradeId } },
    }),
  );

export const discardRegrade = (courseId: string, regradeId: string) =>
  answerTo(
    client.POST('/api/v1/courses/{courseId}/regrades/{regradeId}/discard', {
      params: { path: { courseId, regradeId } },
    }),
  );
