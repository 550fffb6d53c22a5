import { Link } from 'react-router';
import type { Assignment } from '../api/assignments.ts';
import type { Course } from '../api/courses.ts';
import { attemptsWords, hasExtension, nextDateWords, pointsWords } from './assignment-words.ts';
import { PointsBar } from './points-bar.tsx';
import { StateMark } from './state-mark.tsx';
import classes from './student-assignments.module.css';
import { useNow } from './use-now.ts';

const lookAgainMs = 30_000;

/** How somebody stands: in the whole course, and at each assignment. */
export function StudentAssignments({ course, items }: { course: Course; items: readonly Assignment[] }) {
  const now = useNow(lookAgainMs);
  return (
    <>
      <Progress items={items} />
      <ul className={classes.list}>
        {items.map((assignment) => (
          <li key={assignment.id}>
            <Link to={`assignments/${assignment.id}`} className={classes.row}>
              <span className={classes.what}>
                <span className={classes.title}>{assignment.title}</span>
                <span className={classes.date}>
                  {nextDateWords(assignment, course.timeZone, now)}
                  {hasExtension(assignment) && ' · extended for you'}
                </span>
              </span>
              <StateMark state={assignment.state} />
              <span className={classes.attempts}>
                <span className={classes.label}>Attempts</span>
                {attemptsWords(assignment)}
              </span>
              <span className={classes.points}>
                <span className={classes.label}>Points</span>
                <PointsBar points={assignment.mine?.points ?? null} of={assignment.points} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function Progress({ items }: { items: readonly Assignment[] }) {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const earned = sum(items.map(({ mine }) => mine?.points ?? 0));
  const possible = sum(items.map(({ points }) => points));
  const open = items.filter(
    ({ state, mine }) => (state === 'open' || state === 'late') && !mine?.attemptsUsed,
  );
  return (
    <section className={`panel ${classes.progress}`} aria-label="Your progress">
      <p className={classes.sum}>
        <span className={classes.figure}>{pointsWords(earned)}</span> of {pointsWords(possible)} points
      </p>
      <ol className={classes.strip} aria-hidden="true">
        {items.map(({ id, title, points, mine }) => (
          <li
            key={id}
            style={{ flexGrow: points }}
            title={`${title}: ${pointsWords(mine?.points ?? 0)} of ${pointsWords(points)}`}
          >
            <span style={{ width: `${Math.min(100, (100 * (mine?.points ?? 0)) / points)}%` }} />
          </li>
        ))}
      </ol>
      <p className={classes.open}>
        {open.length === 0
          ? 'Nothing is waiting for a first attempt.'
          : `${open.length === 1 ? 'One assignment waits' : `${open.length} assignments wait`} for your first attempt.`}
      </p>
    </section>
  );
}
