/** The gradebook of a course, statistics of its assignments, and how far a person is. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerTo, client, done } from './client.ts';
import type { components } from './schema.d.ts';

type Schemas = components['schemas'];
export type GradebookAssignment = Schemas['GradebookAssignment'];
export type GradeCell = Schemas['Grade'];
export type GradebookRow = Schemas['GradebookRow'];
export type Statistics = Schemas['AssignmentStatistics'];
export type Progress = Schemas['Progress'];
export type ProgressAtAssignment = Progress['assignments'][number];
export type AssignmentResults = Schemas['AssignmentResults'];
export type GradeOverride = Schemas['GradeOverride'];
export type CourseSubmission = Schemas['CourseSubmission'];

export interface GradebookView {
  /** `name`, `points`, or the id of an assignment. */
  sort: string;
  order: 'asc' | 'desc';
  search: string;
}

const rowsOnAPage = 100;

export const gradebookQuery = (courseId: string, { sort, order, search }: GradebookView) =>
  infiniteQueryOptions({
    queryKey: ['gradebook', courseId, { sort, order, search }],
    queryFn: ({ pageParam, signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/gradebook', {
          params: {
            path: { courseId },
            query: {
              sort,
              order,
              limit: rowsOnAPage,
              ...(search ? { search } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // Another order of the same people replaces the rows only when it is there.
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const gradebookFile = (courseId: string, format: 'csv' | 'json'): string =>
  `/api/v1/courses/${encodeURIComponent(courseId)}/gradebook.${format}`;

export const courseStatisticsQuery = (courseId: string) =>
  queryOptions({
    queryKey: ['statistics', courseId],
    queryFn: ({ signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/statistics', { params: { path: { courseId } }, signal }),
      ),
    staleTime: 0,
  });

export const statisticsQuery = (courseId: string, assignmentId: string) =>
  queryOptions({
    queryKey: ['statistics', courseId, assignmentId],
    queryFn: ({ signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/assignments/{assignmentId}/statistics', {
          params: { path: { courseId, assignmentId } },
          signal,
        }),
      ),
  });

export const progressQuery = (courseId: string, enrolmentId: string) =>
  queryOptions({
    queryKey: ['progress', courseId, enrolmentId],
    queryFn: ({ signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/people/{enrolmentId}/progress', {
          params: { path: { courseId, enrolmentId } },
          signal,
        }),
      ),
  });

export const myProgressQuery = (courseId: string) =>
  queryOptions({
    queryKey: ['progress', courseId, 'mine'],
    queryFn: ({ signal }) =>
      answerTo(client.GET('/api/v1/courses/{courseId}/progress', { params: { path: { courseId } }, signal })),
  });

export const courseSubmissionsQuery = (
  courseId: string,
  filter: { assignment?: string; enrolment?: string },
) =>
  infiniteQueryOptions({
    queryKey: ['course-submissions', courseId, filter],
    queryFn: ({ pageParam, signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/submissions', {
          params: {
            path: { courseId },
            query: { ...filter, limit: 20, ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ) as Promise<{ items: CourseSubmission[]; nextCursor: string | null }>,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
  });

/** Whose grade, and at which assignment. */
export interface GradePlace {
  courseId: string;
  assignmentId: string;
  enrolmentId: string;
}

export const overrideGrade = (path: GradePlace, body: GradeOverride) =>
  answerTo(
    client.PUT('/api/v1/courses/{courseId}/assignments/{assignmentId}/grades/{enrolmentId}/override', {
      params: { path },
      body,
    }),
  );

export const endGradeOverride = (path: GradePlace) =>
  done(
    client.DELETE('/api/v1/courses/{courseId}/assignments/{assignmentId}/grades/{enrolmentId}/override', {
      params: { path },
    }),
  );
