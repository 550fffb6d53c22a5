/** Who is signed in. Signing in and out is answered by the sign-in library of the service, beside its OpenAPI document. */
import { queryOptions } from '@tanstack/react-query';
import { answerTo, client, reached } from './client.ts';
import { ApiError } from './problem.ts';
import type { components } from './schema.d.ts';

export type Me = components['schemas']['Me'];
export type Person = NonNullable<Me['person']>;
export type CourseOfMine = components['schemas']['CourseOfMine'];
export type CourseRole = CourseOfMine['role'];

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => answerTo(client.GET('/api/v1/me', { signal })),
});

export async function signIn(credentials: { email: string; password: string }): Promise<void> {
  const response = await post('/api/auth/sign-in/email', credentials);
  if (response.ok) return;
  if (response.status === 429) {
    throw new ApiError(429, 'Too many attempts', 'Wait a minute, then try again.');
  }
  if (response.status < 500) {
    throw new ApiError(
      response.status,
      'That did not work',
      'The e-mail address or the password is not right.',
    );
  }
  throw ApiError.of(response.status, null);
}

export async function signOut(): Promise<void> {
  const response = await post('/api/auth/sign-out', {});
  if (!response.ok) throw ApiError.of(response.status, null);
}

const post = (path: string, body: unknown): Promise<Response> =>
  reached(
    fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
