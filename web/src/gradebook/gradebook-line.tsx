import { Link } from 'react-router';
import type { GradebookAssignment, GradebookRow, GradeCell } from '../api/gradebook.ts';
import { GradeMarks } from './grade-marks.tsx';
import type { PlaceProps } from './gradebook-head.tsx';
import classes from './gradebook-table.module.css';
import { pointsWords } from './points-words.ts';

interface Props {
  courseId: string;
  row: GradebookRow;
  assignments: readonly GradebookAssignment[];
  /** Row of the grid, from 0. */
  place: number;
  at: PlaceProps;
}

/** One person and their grades. */
export function GradebookLine({ courseId, row, assignments, place, at }: Props) {
  return (
    <tr aria-rowindex={place + 1}>
      <th scope="row">
        <Link to={`/courses/${courseId}/people/${row.enrolmentId}`} className={classes.who} {...at(place, 0)}>
          <span className={classes.name}>{row.name}</span>
          {row.externalId && <span className={classes.externalId}>{row.externalId}</span>}
        </Link>
      </th>
      <td className={classes.sum} {...at(place, 1)}>
        {pointsWords(row.points)}
      </td>
      {assignments.map((assignment, index) => (
        <GradeOf
          key={assignment.id}
          grade={row.grades[index] ?? null}
          worth={assignment.points}
          place={at(place, index + 2)}
        />
      ))}
    </tr>
  );
}

function GradeOf({
  grade,
  worth,
  place,
}: {
  grade: GradeCell | null;
  worth: number;
  place: ReturnType<PlaceProps>;
}) {
  if (!grade) {
    return (
      <td className={classes.nothing} {...place}>
        <span aria-hidden="true">–</span>
        <span className="visually-hidden">nothing handed in</span>
      </td>
    );
  }
  const content = (
    <>
      <GradeMarks grade={grade} />
      <span className={classes.points}>{grade.points === null ? '…' : pointsWords(grade.points)}</span>
      {grade.points !== null && <Share share={grade.points / Math.max(worth, 1e-9)} />}
    </>
  );
  if (grade.submissionId === null) {
    return (
      <td className={classes.grade} {...place}>
        {content}
      </td>
    );
  }
  return (
    <td>
      <Link to={`/submissions/${grade.submissionId}`} className={classes.grade} {...place}>
        {content}
      </Link>
    </td>
  );
}

/** How much of the points, as the line below them. */
function Share({ share }: { share: number }) {
  const percent = Math.max(0, Math.min(100, 100 * share));
  return (
    <span className={classes.share} data-full={share >= 1 || undefined} aria-hidden="true">
      <span style={{ width: `${percent}%` }} />
    </span>
  );
}
