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
  /** To set a grade for which nothing was handed in. */
  onSet: (row: GradebookRow, assignment: GradebookAssignment) => void;
}

/** One person and their grades. */
export function GradebookLine({ courseId, row, assignments, place, at, onSet }: Props) {
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
          onSet={() => onSet(row, assignment)}
        />
      ))}
    </tr>
  );
}

function GradeOf({
  grade,
  worth,
  place,
  onSet,
}: {
  grade: GradeCell | null;
  worth: number;
  place: ReturnType<PlaceProps>;
  onSet: () => void;
}) {
  if (grade && grade.submissionId !== null) {
    return (
      <td>
        <Link to={`/submissions/${grade.submissionId}`} className={classes.grade} {...place}>
          <Points grade={grade} worth={worth} />
        </Link>
      </td>
    );
  }
  if (!grade) {
    return (
      <td>
        <button
          type="button"
          aria-label="Nothing handed in, set points"
          className={`${classes.grade} ${classes.nothing}`}
          {...place}
          onClick={onSet}
        >
          –
        </button>
      </td>
    );
  }
  return (
    <td>
      <button type="button" className={classes.grade} {...place} onClick={onSet}>
        <Points grade={grade} worth={worth} />
        <span className="visually-hidden">, set points</span>
      </button>
    </td>
  );
}

function Points({ grade, worth }: { grade: GradeCell; worth: number }) {
  return (
    <>
      <GradeMarks grade={grade} />
      <span className={classes.points}>{grade.points === null ? '…' : pointsWords(grade.points)}</span>
      {grade.points !== null && <Share share={grade.points / Math.max(worth, 1e-9)} />}
    </>
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
