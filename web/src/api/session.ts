import { queryOptions } from '@tanstack/react-query';
import { answerTo, client, done } from './client.ts';
import type { components } from './schema.d.ts';

type Schemas = components['schemas'];
export type Me = Schemas['Me'];
export type Person = NonNullable<Me['person']>;
export type CourseOfMine = Schemas['CourseOfMine'];
export type CourseRole = CourseOfMine['role'];

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => answerTo(client.GET('/api/v1/me', { signal })),
});

export const signIn = (body: Schemas['Credentials']) =>
  done(client.POST('/api/auth/sign-in/email', { body }));

export const signOut = () => done(client.POST('/api/auth/sign-out'));

/** Where to go to sign in at the OpenID provider, which leads back to `next`. */
export const startOpenId = (next: string) =>
  answerTo(client.POST('/api/auth/sign-in/open-id', { body: { next } }));

export const changePassword = (body: Schemas['PasswordChange']) =>
  done(client.POST('/api/auth/change-password', { body }));

/** Answers with everything that is stored about oneself, as a file. */
export const myDataPath = '/api/v1/me/data';
