import { IconClock, IconHourglass, IconPencil } from '@tabler/icons-react';
import type { GradeCell } from '../api/gradebook.ts';
import classes from './grade-marks.module.css';
import { markWords } from './points-words.ts';

/** Late, set by a person, waits for a person: each a sign of its own shape, and words for who cannot see it. */
export function GradeMarks({
  grade,
}: {
  grade: Pick<GradeCell, 'latePercent' | 'isOverridden' | 'awaitsReview'>;
}) {
  const words = markWords(grade);
  if (words.length === 0) return null;
  return (
    <span className={classes.marks}>
      {grade.latePercent > 0 && <IconClock size={15} aria-hidden className={classes.late} />}
      {grade.isOverridden && <IconPencil size={15} aria-hidden className={classes.overridden} />}
      {grade.awaitsReview && <IconHourglass size={15} aria-hidden className={classes.awaits} />}
      <span className="visually-hidden">, {words.join(', ')}</span>
    </span>
  );
}

/** What the signs mean, once per page. */
export function MarkLegend() {
  return (
    <ul className={classes.legend}>
      <li>
        <IconClock size={15} aria-hidden className={classes.late} /> late
      </li>
      <li>
        <IconPencil size={15} aria-hidden className={classes.overridden} /> set by a person
      </li>
      <li>
        <IconHourglass size={15} aria-hidden className={classes.awaits} /> waits for a person
      </li>
    </ul>
  );
}
