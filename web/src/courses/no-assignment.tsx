import { Link } from 'react-router';
import { isNotFound } from '../api/problem.ts';
import { PageTitle } from '../shell/page.tsx';
import { NothingHere, Trouble } from '../shell/trouble.tsx';

/** In place of an assignment that could not be read. */
export function NoAssignment({
  query,
  courseId,
}: {
  query: { error: unknown; refetch: () => unknown };
  courseId: string;
}) {
  return (
    <div className="page page-narrow">
      <PageTitle title="Assignment" tabTitle="Assignment" className="visually-hidden" />
      {isNotFound(query.error) ? (
        <NothingHere
          title="There is no such assignment"
          text="It may have been deleted, or the address was cut off."
          action={<Link to={`/courses/${courseId}`}>All assignments of the course</Link>}
        />
      ) : (
        <Trouble error={query.error} onRetry={() => void query.refetch()} />
      )}
    </div>
  );
}
