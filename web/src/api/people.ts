import { infiniteQueryOptions } from '@tanstack/react-query';
import { answerTo, client, done } from './client.ts';
import type { components } from './schema.d.ts';

type Schemas = components['schemas'];
export type PersonItem = Schemas['PersonListItem'];
export type NewPerson = Schemas['NewPerson'];
export type PersonChange = Schemas['PersonChange'];

const peopleOnAPage = 50;

export const peopleQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: ['people', search],
    queryFn: ({ pageParam, signal }) =>
      answerTo(
        client.GET('/api/v1/people', {
          params: {
            query: {
              limit: peopleOnAPage,
              ...(search === '' ? {} : { search }),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const createPerson = (body: NewPerson) => answerTo(client.POST('/api/v1/people', { body }));

export const changePerson = (personId: string, body: PersonChange) =>
  answerTo(client.PATCH('/api/v1/people/{personId}', { params: { path: { personId } }, body }));

export const createAccountLink = (personId: string) =>
  answerTo(client.POST('/api/v1/people/{personId}/account-link', { params: { path: { personId } } }));

/** Answers with everything that is stored about somebody, as a file. */
export const personDataPath = (personId: string): string => `/api/v1/people/${personId}/data`;

export const erasePerson = (personId: string) =>
  done(client.DELETE('/api/v1/people/{personId}', { params: { path: { personId } } }));
