import { pointsWords } from './assignment-words.ts';
import classes from './points-bar.module.css';

/** Points out of those that can be had, as a figure and a bar; `null` while there is nothing to count. */
export function PointsBar({ points, of }: { points: number | null; of: number }) {
  const share = of > 0 ? Math.min(1, (points ?? 0) / of) : 0;
  return (
    <span className={classes.points} data-full={share === 1 || undefined}>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect width="100" height="6" className={classes.ground} />
        <rect width={100 * share} height="6" className={classes.part} />
      </svg>
      <span className={classes.words}>
        <span className={classes.earned}>{points === null ? '–' : pointsWords(points)}</span>
        {' of '}
        {pointsWords(of)}
      </span>
    </span>
  );
}
