import type { ProgressAtAssignment } from '../api/gradebook.ts';
import { momentWords } from '../courses/dates.ts';
import { pointsWords } from './points-words.ts';
import classes from './progress.module.css';

type Decided = Pick<ProgressAtAssignment, 'overrides'>;

/** The points that a person has set for a grade and that count; null when nobody has. */
export const standingOverride = ({ overrides }: Decided) =>
  overrides.find(({ endedAt }) => endedAt === null) ?? null;

/** What people have granted and set, below the title of an assignment. */
export function GradeDecisions({ step, timeZone }: { step: ProgressAtAssignment; timeZone: string }) {
  const now = new Date();
  const words = (moment: string): string => momentWords(new Date(moment), timeZone, now);
  const { extension } = step;
  const standing = standingOverride(step);
  const ended = step.overrides.filter(({ endedAt }) => endedAt !== null);
  return (
    <>
      {extension && (
        <span className={classes.decision}>
          Extended to {words(extension.dueAt)}
          {extension.closesAt !== extension.dueAt && `, late work until ${words(extension.closesAt)}`}
          {extension.extraAttempts > 0 && `, ${extension.extraAttempts} more attempts`}: {extension.reason}
        </span>
      )}
      {standing && (
        <span className={classes.decision}>
          {pointsWords(standing.points)} points set by {standing.author?.name ?? 'somebody who has left'},{' '}
          {words(standing.createdAt)}: {standing.reason}
        </span>
      )}
      {ended.length > 0 && (
        <details className={classes.ended}>
          <summary>Set before ({ended.length})</summary>
          {ended.map((override) => (
            <span key={override.id} className={classes.decision}>
              {pointsWords(override.points)} points by {override.author?.name ?? 'somebody who has left'},{' '}
              {words(override.createdAt)}: {override.reason}
            </span>
          ))}
        </details>
      )}
    </>
  );
}
