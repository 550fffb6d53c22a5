import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Assignment } from '../api/assignments.ts';
import type { Course } from '../api/courses.ts';
import { exercisesQuery } from '../api/exercises.ts';
import { atLeast } from './roles.ts';
import classes from './staff-links.module.css';

/** From an assignment to what has become of it. */
export function StaffLinks({ course, assignment }: { course: Course; assignment: Assignment }) {
  const exercises = useQuery(exercisesQuery).data?.items;
  // A course's own exercise is handed in for its assignments only.
  const isPractised = exercises?.some(({ slug }) => slug === assignment.exercise);
  const path = `/courses/${course.id}/assignments/${assignment.id}`;
  return (
    <nav aria-label="Assignment" className={classes.links}>
      <Button component={Link} to={`${path}/statistics`}>
        Statistics
      </Button>
      <Button component={Link} to={`${path}/similarity`} variant="default">
        Similarity
      </Button>
      <Button component={Link} to={`${path}/extensions`} variant="default">
        Extensions
      </Button>
      {atLeast(course.role, 'instructor') && (
        <Button component={Link} to={`${path}/edit`} variant="default">
          Change
        </Button>
      )}
      {isPractised && (
        <Button component={Link} to={`/exercises/${assignment.exercise}`} variant="default">
          Try it in practice
        </Button>
      )}
    </nav>
  );
}
