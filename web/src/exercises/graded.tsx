import type { Exercise } from '../api/types.ts';
import classes from './exercise.module.css';

/** What earns points, and under which conditions. */
export function Graded({ exercise }: { exercise: Exercise }) {
  return (
    <section className={classes.section}>
      <h2 className="section-title">What is graded</h2>
      <ul className={classes.checks}>
        {exercise.checks.map(({ id, title, points }) => (
          <li key={id}>
            <span>{title}</span>
            <span className="tabular">{points}</span>
          </li>
        ))}
        <li className={classes.total}>
          <span>Points in all</span>
          <span className="tabular">{exercise.maxScore}</span>
        </li>
      </ul>
      {exercise.scenarios.length > 1 && (
        <>
          <p className={classes.scenarioIntro}>
            Your program runs {exercise.scenarios.length} times, and must hold each time:
          </p>
          <ol className={classes.scenarios}>
            {exercise.scenarios.map(({ id, title }) => (
              <li key={id}>{title}</li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
