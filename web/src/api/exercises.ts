import { queryOptions } from '@tanstack/react-query';
import { answerTo, client } from './client.ts';

export const exercisesQuery = queryOptions({
  queryKey: ['exercises'],
  queryFn: ({ signal }) => answerTo(client.GET('/api/v1/exercises', { signal })),
});

/** Without a version: the newest. */
export const exerciseQuery = (slug: string, version?: number) =>
  queryOptions({
    queryKey: ['exercise', slug, version ?? 'newest'],
    queryFn: ({ signal }) =>
      answerTo(
        client.GET('/api/v1/exercises/{slug}', {
          params: { path: { slug }, query: version === undefined ? {} : { version } },
          signal,
        }),
      ),
  });
