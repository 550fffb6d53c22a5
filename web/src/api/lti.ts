/** LTI 1.3: learning platforms and how they reach us, for administrators; what belongs to a course, and what a launch asks. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerTo, client } from './client.ts';
import type { components } from './schema.d.ts';

type Schemas = components['schemas'];
export type LtiPlatform = Schemas['LtiPlatformListItem'];
export type NewLtiPlatform = Schemas['NewLtiPlatform'];
export type LtiPlatformChange = Schemas['LtiPlatformChange'];
export type LtiTool = Schemas['LtiTool'];
export type LtiVisit = Schemas['LtiVisit'];
export type LmsLink = Schemas['LmsLink'];
export type RosterChanges = Schemas['RosterChanges'];

export const ltiPlatformsQuery = infiniteQueryOptions({
  queryKey: ['lti-platforms'],
  queryFn: ({ pageParam, signal }) =>
    answerTo(
      client.GET('/api/v1/lti/platforms', {
        params: { query: pageParam ? { cursor: pageParam } : {} },
        signal,
      }),
    ),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
});

export const ltiToolQuery = queryOptions({
  queryKey: ['lti-tool'],
  queryFn: ({ signal }) => answerTo(client.GET('/api/v1/lti/tool', { signal })),
});

export const createLtiPlatform = (body: NewLtiPlatform) =>
  answerTo(client.POST('/api/v1/lti/platforms', { body }));

export const changeLtiPlatform = (platformId: string, body: LtiPlatformChange) =>
  answerTo(client.PATCH('/api/v1/lti/platforms/{platformId}', { params: { path: { platformId } }, body }));

export const removeLtiPlatform = (platformId: string) =>
  answerTo(client.DELETE('/api/v1/lti/platforms/{platformId}', { params: { path: { platformId } } }));

export const createLtiRegistrationLink = (name: string) =>
  answerTo(client.POST('/api/v1/lti/registration-links', { body: { name } }));

export const rotateLtiKeys = (areLost: boolean) =>
  answerTo(client.POST('/api/v1/lti/keys', { body: { areLost } }));

export const ltiVisitQuery = (visitId: string) =>
  queryOptions({
    queryKey: ['lti-visit', visitId],
    queryFn: ({ signal }) =>
      answerTo(client.GET('/api/v1/lti/visits/{visitId}', { params: { path: { visitId } }, signal })),
  });

/** Null: a new course. */
export const chooseLtiCourse = (visitId: string, courseId: string | null) =>
  answerTo(
    client.POST('/api/v1/lti/visits/{visitId}/course', {
      params: { path: { visitId } },
      body: { courseId },
    }),
  );

export const chooseLtiAssignment = (visitId: string, assignmentId: string) =>
  answerTo(
    client.POST('/api/v1/lti/visits/{visitId}/assignment', {
      params: { path: { visitId } },
      body: { assignmentId },
    }),
  );

export const lmsLinksQuery = (courseId: string) =>
  queryOptions({
    queryKey: ['lms-links', courseId],
    queryFn: ({ signal }) =>
      answerTo(
        client.GET('/api/v1/courses/{courseId}/lms-links', { params: { path: { courseId } }, signal }),
      ),
  });

export const removeLmsLink = (courseId: string, linkId: string) =>
  answerTo(
    client.DELETE('/api/v1/courses/{courseId}/lms-links/{linkId}', {
      params: { path: { courseId, linkId } },
    }),
  );

export const syncRoster = (courseId: string, linkId: string) =>
  answerTo(
    client.POST('/api/v1/courses/{courseId}/lms-links/{linkId}/roster-sync', {
      params: { path: { courseId, linkId } },
    }),
  );
