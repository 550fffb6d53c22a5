import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { GradeCell, ProgressAtAssignment } from '../api/gradebook.ts';
import { momentWords } from '../courses/dates.ts';
import { ScrollRegion } from '../shell/scroll-region.tsx';
import { GradeDecisions } from './grade-decisions.tsx';
import { GradeMarks } from './grade-marks.tsx';
import { pointsWords } from './points-words.ts';
import classes from './progress.module.css';

interface Props {
  assignments: readonly ProgressAtAssignment[];
  timeZone: string;
  /** What the reader can do at an assignment; left out for who can only look. */
  deedsOf?: (step: ProgressAtAssignment) => ReactNode;
}

/** One line per assignment: what counts, of what, and how it came about. */
export function ProgressTable({ assignments, timeZone, deedsOf }: Props) {
  const now = new Date();
  return (
    <ScrollRegion label="Assignments" className={classes.scroll}>
      <table className={classes.table} data-deeds={deedsOf ? true : undefined}>
        <thead>
          <tr>
            <th scope="col">Assignment</th>
            <th scope="col">Due</th>
            <th scope="col" className={classes.number}>
              Attempts
            </th>
            <th scope="col" className={classes.number}>
              Points
            </th>
            {deedsOf && (
              <th scope="col">
                <span className="visually-hidden">What can be done</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {assignments.map((step) => (
            <tr key={step.id}>
              <th scope="row">
                {step.grade?.submissionId ? (
                  <Link to={`/submissions/${step.grade.submissionId}`}>{step.title}</Link>
                ) : (
                  step.title
                )}
                <GradeDecisions step={step} timeZone={timeZone} />
              </th>
              <td className={classes.due}>
                <time dateTime={step.dueAt}>{momentWords(new Date(step.dueAt), timeZone, now)}</time>
              </td>
              <td className={classes.number}>{step.grade?.attempts ?? 0}</td>
              <td className={classes.number}>
                <Earned grade={step.grade} worth={step.points} />
              </td>
              {deedsOf && <td className={classes.number}>{deedsOf(step)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Earned({ grade, worth }: { grade: GradeCell | null; worth: number }) {
  if (!grade || grade.points === null) return <span className="muted">– of {pointsWords(worth)}</span>;
  const share = Math.max(0, Math.min(1, grade.points / Math.max(worth, 1e-9)));
  return (
    <span className={classes.earned} data-full={share === 1 || undefined}>
      <GradeMarks grade={grade} />
      <svg width="80" height="6" aria-hidden="true">
        <rect width="80" height="6" rx="3" className={classes.ground} />
        <rect width={80 * share} height="6" rx="3" className={classes.part} />
      </svg>
      <span className={classes.figure}>
        {pointsWords(grade.points)} of {pointsWords(worth)}
      </span>
    </span>
  );
}

/** The sum as a figure with its own bar, above the table. */
export function Sum({
  points,
  assignments,
}: {
  points: number;
  assignments: readonly ProgressAtAssignment[];
}) {
  const worth = assignments.reduce((sum, step) => sum + step.points, 0);
  const done = assignments.filter(({ grade }) => grade !== null && grade.attempts > 0).length;
  return (
    <p className={classes.sum}>
      <span className={classes.total}>{pointsWords(points)}</span>
      <span className="muted">
        of {pointsWords(worth)} points · {done} of {assignments.length} assignments handed in
      </span>
    </p>
  );
}
