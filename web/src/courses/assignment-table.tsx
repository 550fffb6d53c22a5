import { Link } from 'react-router';
import type { Assignment } from '../api/assignments.ts';
import type { Course } from '../api/courses.ts';
import { ScrollRegion } from '../shell/scroll-region.tsx';
import { attemptsRuleWords, pointsWords } from './assignment-words.ts';
import { distanceWords, momentWords } from './dates.ts';
import { StateMark } from './state-mark.tsx';
import classes from './table.module.css';
import { useNow } from './use-now.ts';

const lookAgainMs = 30_000;

/** How the assignments are set, and the ways to what has become of them. */
export function StaffAssignments({ course, items }: { course: Course; items: readonly Assignment[] }) {
  const now = useNow(lookAgainMs);
  return (
    <ScrollRegion label="Assignments" className={classes.region}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Assignment</th>
            <th scope="col">State</th>
            <th scope="col">Opens</th>
            <th scope="col">Due</th>
            <th scope="col">Attempts</th>
            <th scope="col" className={classes.number}>
              Points
            </th>
            <th scope="col">Results</th>
          </tr>
        </thead>
        <tbody>
          {items.map((assignment) => (
            <Row key={assignment.id} assignment={assignment} timeZone={course.timeZone} now={now} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Row({ assignment, timeZone, now }: { assignment: Assignment; timeZone: string; now: Date }) {
  const [opensAt, dueAt] = [new Date(assignment.opensAt), new Date(assignment.dueAt)];
  const path = `assignments/${assignment.id}`;
  return (
    <tr>
      <th scope="row">
        <Link to={path}>{assignment.title}</Link>
        <span className={classes.below}>
          {assignment.exercise}, version {assignment.exerciseVersion}
        </span>
      </th>
      <td>
        <StateMark state={assignment.state} />
      </td>
      <td className={classes.nowrap}>{momentWords(opensAt, timeZone, now)}</td>
      <td className={classes.nowrap}>
        {momentWords(dueAt, timeZone, now)}
        <span className={classes.below}>{distanceWords(dueAt, now)}</span>
      </td>
      <td>{attemptsRuleWords(assignment)}</td>
      <td className={classes.number}>{pointsWords(assignment.points)}</td>
      <td className={classes.nowrap}>
        <Link to={`${path}/statistics`} aria-label={`Statistics of ${assignment.title}`}>
          Statistics
        </Link>
      </td>
    </tr>
  );
}
