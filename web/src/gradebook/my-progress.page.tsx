import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { myProgressQuery } from '../api/gradebook.ts';
import { useCourse } from '../courses/use-course.ts';
import { PageTitle } from '../shell/page.tsx';
import { Trouble } from '../shell/trouble.tsx';
import { ProgressTable, Sum } from './progress-table.tsx';

/** How far the reader is in a course. */
export function MyProgressPage() {
  const course = useCourse();
  const progress = useQuery(myProgressQuery(course.id));
  return (
    <div className="page">
      <PageTitle title="Your progress" tabTitle={`Your progress: ${course.title}`} />
      {progress.isPending && <Skeleton height={420} radius={14} mt={24} />}
      {progress.isError && <Trouble error={progress.error} onRetry={() => void progress.refetch()} />}
      {progress.data && (
        <>
          <Sum points={progress.data.points} assignments={progress.data.assignments} />
          <section className="panel" aria-label="Assignments">
            <ProgressTable assignments={progress.data.assignments} timeZone={course.timeZone} />
          </section>
        </>
      )}
    </div>
  );
}
