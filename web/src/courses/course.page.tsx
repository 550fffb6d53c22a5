import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { type Assignment, assignmentsQuery } from '../api/assignments.ts';
import type { Course } from '../api/courses.ts';
import { PageTitle } from '../shell/page.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import { StaffAssignments } from './assignment-table.tsx';
import classes from './course.module.css';
import { zoneWords } from './dates.ts';
import { atLeast } from './roles.ts';
import { StudentAssignments } from './student-assignments.tsx';
import { useCourse } from './use-course.ts';

/** The assignments of a course: how one stands, for students; how they are set, for who teaches. */
export function CoursePage() {
  const course = useCourse();
  const assignments = useQuery(assignmentsQuery(course.id));
  const canChange = atLeast(course.role, 'instructor');
  const zone = zoneWords(course.timeZone);
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <PageTitle title="Assignments" tabTitle={course.title} />
          {zone !== '' && <p className={classes.zone}>All dates are {zone}.</p>}
        </div>
        {canChange && (
          <Button component={Link} to="assignments/new">
            New assignment
          </Button>
        )}
      </div>
      {assignments.isPending && <Skeleton height={320} radius={14} />}
      {assignments.isError && (
        <Trouble error={assignments.error} onRetry={() => void assignments.refetch()} />
      )}
      {assignments.data && <List course={course} items={assignments.data.items} />}
    </div>
  );
}

function List({ course, items }: { course: Course; items: readonly Assignment[] }) {
  const teaches = atLeast(course.role, 'assistant');
  if (items.length === 0) {
    return (
      <NothingHere
        title="No assignments yet"
        text={
          teaches
            ? 'An assignment is an exercise with dates, points and rules about attempts.'
            : 'They appear here as soon as your instructor has made them.'
        }
      />
    );
  }
  return teaches ? (
    <StaffAssignments course={course} items={items} />
  ) : (
    <StudentAssignments course={course} items={items} />
  );
}
