import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { courseQuery } from '../api/courses.ts';
import { atLeast } from '../courses/roles.ts';

const NewRegradeDialog = lazy(async () => ({
  default: (await import('./new-regrade-dialog.tsx')).NewRegradeDialog,
}));

/** For instructors, on the page of one submission; the form comes when it is asked for. */
export function RegradeButton({
  courseId,
  submission,
}: {
  courseId: string;
  submission: { id: string; exercise: string };
}) {
  const course = useQuery(courseQuery(courseId));
  const [isOpen, setIsOpen] = useState(false);
  if (!course.data || !atLeast(course.data.role, 'instructor')) return null;
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setIsOpen(true)}>
        Judge it again
      </Button>
      {isOpen && (
        <Suspense>
          <NewRegradeDialog courseId={courseId} submission={submission} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
