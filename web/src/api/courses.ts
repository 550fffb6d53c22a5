import { queryOptions } from '@tanstack/react-query';
import { answerTo, client, done } from './client.ts';
import type { components } from './schema.d.ts';

type Schemas = components['schemas'];
export type Course = Schemas['Course'];
export type NewCourse = Schemas['NewCourse'];
export type CourseChange = Schemas['CourseChange'];

/** All that somebody can be shown at once; nobody is in more courses than a page has. */
const coursesOnAPage = 100;

export const coursesQuery = (archived: 'yes' | 'no' = 'no') =>
  queryOptions({
    queryKey: ['courses', archived],
    queryFn: ({ signal }) =>
      answerTo(
        client.GET('/api/v1/courses', { params: { query: { archived, limit: coursesOnAPage } }, signal }),
      ),
  });

export const courseQuery = (courseId: string) =>
  queryOptions({
    queryKey: ['course', courseId],
    queryFn: ({ signal }) =>
      answerTo(client.GET('/api/v1/courses/{courseId}', { params: { path: { courseId } }, signal })),
  });

export const createCourse = (body: NewCourse) => answerTo(client.POST('/api/v1/courses', { body }));

export const changeCourse = (courseId: string, body: CourseChange) =>
  answerTo(client.PATCH('/api/v1/courses/{courseId}', { params: { path: { courseId } }, body }));

export const deleteCourse = (courseId: string) =>
  done(client.DELETE('/api/v1/courses/{courseId}', { params: { path: { courseId } } }));
