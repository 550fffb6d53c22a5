import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { webhooksQuery } from '../api/lms.ts';
import { lmsLinksQuery } from '../api/lti.ts';

/** Whether another system is not told of the course any more although nobody here wants that; asked for instructors only. */
export function useStopped(courseId: string, isInstructor: boolean): boolean {
  const webhooks = useInfiniteQuery({ ...webhooksQuery(courseId), enabled: isInstructor });
  const links = useQuery({ ...lmsLinksQuery(courseId), enabled: isInstructor });
  const endpoints = webhooks.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    endpoints.some(({ disabledBy }) => disabledBy === 'service') ||
    (links.data?.items ?? []).some(({ scores }) => scores.stoppedReason !== null)
  );
}
