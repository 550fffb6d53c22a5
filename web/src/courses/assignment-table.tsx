import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Assignment } from '../api/assignments.ts';
import type { Course } from '../api/courses.ts';
import { courseStatisticsQuery } from '../api/gradebook.ts';
import { ScrollRegion } from '../shell/scroll-region.tsx';
import { attemptsRuleWords, pointsWords } from './assignment-words.ts';
import { distanceWords, momentWords } from './dates.ts';
import { MoveButtons } from './move-buttons.tsx';
import { Results } from './results.tsx';
import { atLeast } from './roles.ts';
import { StateMark } from './state-mark.tsx';
import classes from './table.module.css';
import { useNow } from './use-now.ts';

const lookAgainMs = 30_000;

/** How the assignments are set, and the ways to what has become of them. */
export function StaffAssignments({ course, items }: { course: Course; items: readonly Assignment[] }) {
  const now = useNow(lookAgainMs);
  const query = useQuery(courseStatisticsQuery(course.id));
  const statistics = query.data;
  const canMove = atLeast(course.role, 'instructor') && items.length > 1;
  // Figures that come late would push the lines from under the hands; the table is shown without them only when they fail.
  if (query.isPending) return <Skeleton height={320} radius={14} />;
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
            {canMove && (
              <th scope="col">
                <span className="visually-hidden">Order</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {items.map((assignment) => (
            <Row
              key={assignment.id}
              assignment={assignment}
              timeZone={course.timeZone}
              now={now}
              results={
                <Results
                  courseId={course.id}
                  assignment={assignment}
                  results={statistics?.assignments.find(({ assignmentId }) => assignmentId === assignment.id)}
                  people={statistics?.people ?? 0}
                />
              }
              move={canMove && <MoveButtons courseId={course.id} assignment={assignment} of={items.length} />}
            />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

interface RowProps {
  assignment: Assignment;
  timeZone: string;
  now: Date;
  results: ReactNode;
  /** False for who may not. */
  move: ReactNode | false;
}

function Row({ assignment, timeZone, now, results, move }: RowProps) {
  const [opensAt, dueAt] = [new Date(assignment.opensAt), new Date(assignment.dueAt)];
  return (
    <tr>
      <th scope="row">
        <Link to={`assignments/${assignment.id}`}>{assignment.title}</Link>
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
      <td className={classes.nowrap}>{results}</td>
      {move && <td className={classes.actions}>{move}</td>}
    </tr>
  );
}
