import { queryOptions } from '@tanstack/react-query';
import { answerTo, client, done } from './client.ts';
import type { components } from './schema.d.ts';

type Schemas = components['schemas'];
export type Assignment = Schemas['Assignment'];
export type AssignmentState = Assignment['state'];
export type Visibility = Assignment['visibleBeforeDue'];
export type NewAssignment = Schemas['NewAssignment'];
export type AssignmentChange = Schemas['AssignmentChange'];

/** `staleTime` 0: how somebody stands changes with every attempt and with time. */
export const assignmentsQuery = (courseId: string) =>
  queryOptions({
    queryKey: ['assignments', courseId],
    queryFn: ({ signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/assignments', { params: { path: { courseId } }, signal }),
      ),
    staleTime: 0,
  });

export const assignmentQuery = (courseId: string, assignmentId: string) =>
  queryOptions({
    queryKey: ['assignments', courseId, assignmentId],
    queryFn: ({ signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/assignments/{assignmentId}', {
          ...at(courseId, assignmentId),
          signal,
        }),
      ),
    staleTime: 0,
  });

export const createAssignment = (courseId: string, body: NewAssignment) =>
  answerTo(client.POST('/api/v1/courses/{courseId}/assignments', { params: { path: { courseId } }, body }));

export const changeAssignment = (courseId: string, assignmentId: string, body: AssignmentChange) =>
  answerTo(
    client.PATCH('/api/v1/courses/{courseId}/assignments/{assignmentId}', {
      ...at(courseId, assignmentId),
      body,
    }),
  );

export const deleteAssignment = (courseId: string, assignmentId: string) =>
  done(client.DELETE('/api/v1/courses/{courseId}/assignments/{assignmentId}', at(courseId, assignmentId)));

const at = (courseId: string, assignmentId: string) => ({ params: { path: { courseId, assignmentId } } });
