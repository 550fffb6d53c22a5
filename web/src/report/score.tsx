import type { Report } from '../api/types.ts';
import classes from './score.module.css';
import { scoreWords } from './score-words.ts';

/** The score as a figure, and as a strip in which each check is as wide as its points. */
export function Score({ report }: { report: Report }) {
  const { score, maxScore, checks } = report;
  return (
    <div className={classes.score}>
      <p className={classes.figure} data-testid="score">
        <span className={classes.earned}>{score}</span>
        <span className={classes.of}>
          <span className="visually-hidden">of</span>
          <span aria-hidden="true">/</span> {maxScore}
        </span>
      </p>
      <div className={classes.rest}>
        {checks.length > 0 && <p className={classes.words}>{scoreWords(checks)}</p>}
        <ul className={classes.strip} aria-hidden="true">
          {checks.map((check) => (
            <li
              key={check.id}
              style={{ flexGrow: Math.max(1, check.points) }}
              data-status={check.status}
              title={`${check.title}: ${check.earned} of ${check.points}`}
            >
              <span style={{ width: `${(100 * check.earned) / Math.max(1, check.points)}%` }} />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
