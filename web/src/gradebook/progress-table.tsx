import { Link } from 'react-router';
import type { GradeCell, Progress } from '../api/gradebook.ts';
import { dateWords } from '../report/when.ts';
import { ScrollRegion } from '../shell/scroll-region.tsx';
import { GradeMarks } from './grade-marks.tsx';
import { pointsWords } from './points-words.ts';
import classes from './progress.module.css';

type Step = Progress['assignments'][number];

/** One line per assignment: what counts, of what, and how it came about. */
export function ProgressTable({ assignments }: { assignments: readonly Step[] }) {
  return (
    <ScrollRegion label="Assignments" className={classes.scroll}>
      <table className={classes.table}>
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
              </th>
              <td className={classes.due}>
                <time dateTime={step.dueAt}>{dateWords(new Date(step.dueAt))}</time>
              </td>
              <td className={classes.number}>{step.grade?.attempts ?? 0}</td>
              <td className={classes.number}>
                <Earned grade={step.grade} worth={step.points} />
              </td>
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
export function Sum({ points, assignments }: { points: number; assignments: readonly Step[] }) {
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
