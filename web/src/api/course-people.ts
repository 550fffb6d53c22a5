import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerTo, client, done } from './client.ts';
import type { components } from './schema.d.ts';
import type { CourseRole } from './session.ts';

type Schemas = components['schemas'];
export type Enrolment = Schemas['EnrolmentListItem'];
export type PeopleImport = Schemas['PeopleImport'];
export type ImportedPeople = Schemas['ImportedPeople'];
export type CourseInvitation = Schemas['CourseInvitationListItem'];
export type NewCourseInvitation = Schemas['NewCourseInvitation'];
export type Extension = Schemas['ExtensionListItem'];
export type ExtensionGrant = Schemas['ExtensionGrant'];

const peopleOnAPage = 100;

export const enrolmentsQuery = (
  courseId: string,
  { search, role }: { search: string; role: CourseRole | null },
) =>
  infiniteQueryOptions({
    queryKey: ['enrolments', courseId, search, role],
    queryFn: ({ pageParam, signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/people', {
          params: {
            path: { courseId },
            query: {
              limit: peopleOnAPage,
              ...(search === '' ? {} : { search }),
              ...(role ? { role } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const importPeople = (courseId: string, body: PeopleImport) =>
  answerTo(client.POST('/api/v1/courses/{courseId}/people/import', { params: { path: { courseId } }, body }));

export const changeRole = (courseId: string, enrolmentId: string, role: CourseRole) =>
  answerTo(
    client.PATCH('/api/v1/courses/{courseId}/people/{enrolmentId}', {
      params: { path: { courseId, enrolmentId } },
      body: { role },
    }),
  );

export const removeEnrolment = (courseId: string, enrolmentId: string) =>
  done(
    client.DELETE('/api/v1/courses/{courseId}/people/{enrolmentId}', {
      params: { path: { courseId, enrolmentId } },
    }),
  );

/** Few are open at a time; the newest are enough to see. */
export const courseInvitationsQuery = (courseId: string) =>
  queryOptions({
    queryKey: ['invitations', courseId],
    queryFn: ({ signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/invitations', { params: { path: { courseId } }, signal }),
      ),
  });

export const createInvitation = (courseId: string, body: NewCourseInvitation) =>
  answerTo(client.POST('/api/v1/courses/{courseId}/invitations', { params: { path: { courseId } }, body }));

export const revokeInvitation = (courseId: string, invitationId: string) =>
  done(
    client.DELETE('/api/v1/courses/{courseId}/invitations/{invitationId}', {
      params: { path: { courseId, invitationId } },
    }),
  );

/** Whose, and at which assignment. */
export interface ExtensionPlace {
  courseId: string;
  assignmentId: string;
  enrolmentId: string;
}

export const extensionsQuery = (courseId: string, assignmentId: string) =>
  infiniteQueryOptions({
    queryKey: ['extensions', courseId, assignmentId],
    queryFn: ({ pageParam, signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/assignments/{assignmentId}/extensions', {
          params: { path: { courseId, assignmentId }, query: pageParam ? { cursor: pageParam } : {} },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
  });

export const setExtension = (path: ExtensionPlace, body: ExtensionGrant) =>
  answerTo(
    client.PUT('/api/v1/courses/{courseId}/assignments/{assignmentId}/extensions/{enrolmentId}', {
      params: { path },
      body,
    }),
  );

export const removeExtension = (path: ExtensionPlace) =>
  done(
    client.DELETE('/api/v1/courses/{courseId}/assignments/{assignmentId}/extensions/{enrolmentId}', {
      params: { path },
    }),
  );
