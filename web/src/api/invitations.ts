import { queryOptions } from '@tanstack/react-query';
import { answerTo, client } from './client.ts';
import type { components } from './schema.d.ts';

type Schemas = components['schemas'];
export type Invitation = Schemas['Invitation'];
export type Acceptance = Schemas['Acceptance'];

export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) =>
      answerTo(client.GET('/api/v1/invitations/{token}', { params: { path: { token } }, signal })),
  });

export const acceptInvitation = (token: string, body: Acceptance) =>
  answerTo(client.POST('/api/v1/invitations/{token}', { params: { path: { token } }, body }));
