import { Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import '../forms/input-styles.ts';
import { webhooksQuery } from '../api/lms.ts';
import { lmsLinksQuery } from '../api/lti.ts';
import { useCourse } from '../courses/use-course.ts';
import { PageTitle } from '../shell/page.tsx';
import { LearningPlatform } from './learning-platform.tsx';
import classes from './lms.module.css';
import { Webhooks } from './webhooks.tsx';

/** Which other systems know of the course: the learning platform, and webhooks. */
export function IntegrationsPage() {
  const course = useCourse();
  // Both are awaited here, so that the second does not move when the first one comes.
  const links = useQuery(lmsLinksQuery(course.id));
  const webhooks = useInfiniteQuery(webhooksQuery(course.id));
  return (
    <div className="page">
      <div className={classes.heading}>
        <PageTitle title="Integrations" tabTitle={`Integrations: ${course.title}`} />
        <Link to={`/courses/${course.id}/integrations/deliveries`}>All deliveries</Link>
      </div>
      {links.isPending || webhooks.isPending ? (
        <Skeleton height={640} radius={14} />
      ) : (
        <div className={classes.parts}>
          <LearningPlatform courseId={course.id} />
          <Webhooks courseId={course.id} />
        </div>
      )}
    </div>
  );
}
