import { Link } from 'react-router';
import type { Assignment } from '../api/assignments.ts';
import type { AssignmentResults } from '../api/gradebook.ts';
import { pointsWords } from './assignment-words.ts';
import table from './table.module.css';

interface Props {
  courseId: string;
  assignment: Assignment;
  /** Undefined while they are on their way. */
  results: AssignmentResults | undefined;
  /** Students of the course. */
  people: number;
}

/** What has come of an assignment, in a few figures that lead to more of them. */
export function Results({ courseId, assignment: { id, title, points }, results, people }: Props) {
  const mean = results?.meanPoints ?? null;
  return (
    <>
      <Link to={`assignments/${id}/statistics`} aria-label={`Statistics of ${title}`}>
        {results ? `${results.submitted} of ${people} handed in` : 'Statistics'}
      </Link>
      {mean !== null && (
        <span className={table.below}>
          {pointsWords(mean)} of {pointsWords(points)} points on average
        </span>
      )}
      {results !== undefined && results.awaitingReview > 0 && (
        <span className={table.below}>
          <Link to={`/courses/${courseId}/reviews?assignment=${id}`}>
            {results.awaitingReview} {results.awaitingReview === 1 ? 'waits' : 'wait'} for a person
          </Link>
        </span>
      )}
    </>
  );
}
