import { queryOptions } from '@tanstack/react-query';
import { answerTo, client, done } from './client.ts';
import type { components } from './schema.d.ts';

type Schemas = components['schemas'];
export type ApiToken = Schemas['ApiToken'];
export type CreatedApiToken = Schemas['CreatedApiToken'];
export type NewApiToken = Schemas['NewApiToken'];
export type Scope = NewApiToken['scopes'][number];

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: ({ signal }) => answerTo(client.GET('/api/v1/me/tokens', { signal })),
});

export const createToken = (body: NewApiToken) => answerTo(client.POST('/api/v1/me/tokens', { body }));

export const revokeToken = (tokenId: string) =>
  done(client.DELETE('/api/v1/me/tokens/{tokenId}', { params: { path: { tokenId } } }));
