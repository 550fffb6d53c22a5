import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, useEffect, useRef } from 'react';
import type { GradebookAssignment, GradebookRow, GradebookView } from '../api/gradebook.ts';
import { GradebookHead } from './gradebook-head.tsx';
import { GradebookLine } from './gradebook-line.tsx';
import classes from './gradebook-table.module.css';
import { useGridFocus } from './use-grid-focus.ts';

const rowPx = 45;
/** Rows of the head: what to sort by, and what each column is worth. */
const headRows = 2;
/** Besides the assignments: who, and the sum. */
const fixedColumns = 2;
/** So many rows before the last one that is loaded, the next page is asked for. */
const readAhead = 30;

interface Props {
  courseId: string;
  assignments: readonly GradebookAssignment[];
  rows: readonly GradebookRow[];
  /** People in all, also those that are not loaded yet. */
  total: number;
  view: GradebookView;
  onSort: (column: string) => void;
  onNearEnd: () => void;
  onSet: (row: GradebookRow, assignment: GradebookAssignment) => void;
}

/** People by assignments. Only the rows on the screen are drawn, so that 5,000 of them scroll as smoothly as 50. */
export function GradebookTable(props: Props) {
  const { courseId, assignments, rows, total, view, onSort, onNearEnd, onSet } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 12,
  });
  const drawn = virtualizer.getVirtualItems();
  const first = drawn[0];
  const last = drawn.at(-1);
  const grid = useGridFocus(scroller, rows.length + headRows, assignments.length + fixedColumns, {
    has: (row) => row < headRows || drawn.some(({ index }) => index === row - headRows),
    show: (row) => {
      if (row >= headRows) virtualizer.scrollToIndex(row - headRows);
    },
  });

  const isNearEnd = last !== undefined && last.index >= rows.length - readAhead;
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, onNearEnd]);

  const columns = assignments.length + fixedColumns;
  return (
    <div ref={scroller} className={classes.scroller}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: one moves among its cells by arrows
        role="grid"
        aria-label="Gradebook"
        aria-rowcount={total + headRows}
        aria-colcount={columns}
        className={classes.table}
        style={{ '--columns': assignments.length } as CSSProperties}
        onKeyDown={grid.onKeyDown}
      >
        <colgroup>
          <col className={classes.whoColumn} />
          <col className={classes.sumColumn} />
          {assignments.map(({ id }) => (
            <col key={id} className={classes.gradeColumn} />
          ))}
        </colgroup>
        <GradebookHead
          courseId={courseId}
          assignments={assignments}
          total={total}
          view={view}
          onSort={onSort}
          at={grid.at}
        />
        <tbody>
          {first && <Gap heightPx={first.start} columns={columns} />}
          {drawn.map(({ index }) => {
            const row = rows[index];
            return (
              row && (
                <GradebookLine
                  key={row.enrolmentId}
                  courseId={courseId}
                  row={row}
                  assignments={assignments}
                  place={index + headRows}
                  at={grid.at}
                  onSet={onSet}
                />
              )
            );
          })}
          {last && <Gap heightPx={virtualizer.getTotalSize() - last.end} columns={columns} />}
        </tbody>
      </table>
    </div>
  );
}

/** The room of the rows that are not drawn. */
function Gap({ heightPx, columns }: { heightPx: number; columns: number }) {
  if (heightPx <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can be focused
    <tr aria-hidden="true" style={{ height: heightPx }}>
      <td colSpan={columns} />
    </tr>
  );
}
