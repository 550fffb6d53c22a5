import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { courseExerciseQuery } from '../api/authoring.ts';
import { isNotFound } from '../api/problem.ts';
import { useCourse } from '../courses/use-course.ts';
import { PageTitle } from '../shell/page.tsx';
import { PageSkeleton } from '../shell/page-skeleton.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';
import { AuthorDesk } from './author-desk.tsx';

/** Where an exercise of the course is written. */
export function AuthorPage() {
  const course = useCourse();
  const { slug = '' } = useParams();
  const exercise = useQuery(courseExerciseQuery(course.id, slug));
  if (exercise.isPending) return <PageSkeleton />;
  if (exercise.data) return <AuthorDesk key={slug} course={course} exercise={exercise.data} />;
  return (
    <div className="page page-narrow">
      <PageTitle title="Exercise" tabTitle="Exercise" className="visually-hidden" />
      {isNotFound(exercise.error) ? (
        <NothingHere
          title={`The course has no exercise “${slug}”`}
          text="It may have been deleted."
          action={<Link to={`/courses/${course.id}/exercises`}>Exercises of this course</Link>}
        />
      ) : (
        <Trouble error={exercise.error} onRetry={() => void exercise.refetch()} />
      )}
    </div>
  );
}
