import { Button, Skeleton } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { assignmentQuery } from '../api/assignments.ts';
import { extensionsQuery } from '../api/course-people.ts';
import { ShowMore } from '../forms/show-more.tsx';
import { PageTitle } from '../shell/page.tsx';
import { PageSkeleton } from '../shell/page-skeleton.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import { ExtensionDialog } from './extension-dialog.tsx';
import { ExtensionTable } from './extension-table.tsx';
import classes from './extensions.module.css';
import { NoAssignment } from './no-assignment.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { atLeast } from './roles.ts';
import { useCourse } from './use-course.ts';

interface Person {
  enrolmentId: string;
  name: string;
}

/** Who has more time or attempts at an assignment than everybody. */
export function ExtensionsPage() {
  const course = useCourse();
  const { assignmentId = '' } = useParams();
  const assignment = useQuery(assignmentQuery(course.id, assignmentId));
  const extensions = useInfiniteQuery(extensionsQuery(course.id, assignmentId));
  const [isChoosing, setIsChoosing] = useState(false);
  const [person, setPerson] = useState<Person | null>(null);
  if (assignment.isPending) return <PageSkeleton />;
  if (!assignment.data) return <NoAssignment query={assignment} courseId={course.id} />;
  const { title } = assignment.data;
  const canChange = atLeast(course.role, 'instructor');
  const items = extensions.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <p className={classes.kind}>
            <Link to={`/courses/${course.id}/assignments/${assignmentId}`}>{title}</Link>
          </p>
          <PageTitle title="Extensions" tabTitle={`Extensions: ${title}`} />
        </div>
        {canChange && <Button onClick={() => setIsChoosing(true)}>New extension</Button>}
      </div>
      {extensions.isPending && <Skeleton height={240} radius={14} />}
      {extensions.isError && <Trouble error={extensions.error} onRetry={() => void extensions.refetch()} />}
      {extensions.data && items.length === 0 && (
        <NothingHere
          title="The same dates for everybody"
          text="An extension gives one person a later due date, a later cut-off, or more attempts."
        />
      )}
      {items.length > 0 && (
        <>
          <ExtensionTable course={course} items={items} onChange={canChange ? setPerson : null} />
          <ShowMore list={extensions} />
        </>
      )}
      {isChoosing && (
        <PersonDialog
          courseId={course.id}
          title="New extension"
          onChoose={(chosen) => {
            setIsChoosing(false);
            setPerson(chosen);
          }}
          onClose={() => setIsChoosing(false)}
        />
      )}
      {person && (
        <ExtensionDialog
          course={course}
          person={person}
          assignmentId={assignmentId}
          onClose={() => setPerson(null)}
        />
      )}
    </div>
  );
}
