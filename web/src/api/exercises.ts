import { queryOptions } from '@tanstack/react-query';
import { answerTo, client } from './client.ts';

export const exercisesQuery = queryOptions({
  queryKey: ['exercises'],
  queryFn: ({ signal }) => answerTo(client.GET('/api/v1/exercises', { signal })),
});

export const exerciseQuery = (slug: string) =>
  queryOptions({
    queryKey: ['exercise', slug],
    queryFn: ({ signal }) =>
      answerTo(client.GET('/api/v1/exercises/{slug}', { params: { path: { slug } }, signal })),
  });
