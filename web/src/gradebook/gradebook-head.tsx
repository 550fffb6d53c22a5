import { IconArrowDown, IconArrowUp, IconChartBar } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { GradebookAssignment, GradebookView } from '../api/gradebook.ts';
import classes from './gradebook-table.module.css';
import { pointsWords } from './points-words.ts';

/** Makes an element the one that stands for a place of the grid. */
export type PlaceProps = (row: number, column: number) => { tabIndex: number; onFocus: () => void };

interface Props {
  courseId: string;
  assignments: readonly GradebookAssignment[];
  total: number;
  view: GradebookView;
  onSort: (column: string) => void;
  at: PlaceProps;
}

export function GradebookHead({ courseId, assignments, total, view, onSort, at }: Props) {
  const sum = assignments.reduce((points, assignment) => points + assignment.points, 0);
  const columns = [
    { key: 'name', words: 'Name' },
    { key: 'points', words: 'Points' },
    ...assignments.map(({ id, title }) => ({ key: id, words: title })),
  ];
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map(({ key, words }, index) => (
          <th
            key={key}
            scope="col"
            aria-sort={view.sort !== key ? 'none' : view.order === 'asc' ? 'ascending' : 'descending'}
          >
            <button
              type="button"
              className={classes.sort}
              title={`Sort by ${words}`}
              onClick={() => onSort(key)}
              {...at(0, index)}
            >
              <span className={classes.columnTitle}>{words}</span>
              {view.sort === key && <SortSign order={view.order} />}
            </button>
          </th>
        ))}
      </tr>
      <tr aria-rowindex={2} className={classes.worth}>
        <td {...at(1, 0)}>{total === 1 ? '1 student' : `${total.toLocaleString('en')} students`}</td>
        <td {...at(1, 1)}>of {pointsWords(sum)}</td>
        {assignments.map(({ id, title, points }, index) => (
          <td key={id}>
            <Link
              to={`/courses/${courseId}/assignments/${id}/statistics`}
              title={`Statistics of ${title}`}
              className={classes.statistics}
              {...at(1, index + 2)}
            >
              <IconChartBar size={16} aria-hidden />
              <span className="visually-hidden">Statistics of {title}, </span>
              of {pointsWords(points)}
            </Link>
          </td>
        ))}
      </tr>
    </thead>
  );
}

function SortSign({ order }: { order: GradebookView['order'] }) {
  const Icon = order === 'asc' ? IconArrowUp : IconArrowDown;
  return <Icon size={15} aria-hidden className={classes.sign} />;
}
