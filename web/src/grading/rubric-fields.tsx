import type { Review } from '../api/reviewing.ts';
import classes from './reviews.module.css';

/** So few points are chosen by one press; more are typed. */
const mostSteps = 10;

/** Points per criterion: each is a group of choices, led through by arrows. */
export function RubricFields({
  criteria,
  chosen,
  onChoose,
}: {
  criteria: Review['rubric'];
  chosen: Readonly<Record<string, number>>;
  onChoose: (id: string, points: number) => void;
}) {
  return criteria.map(({ id, title, points }) => (
    <fieldset key={id} className={classes.criterion}>
      <legend>
        {title} <span className="muted">(of {points})</span>
      </legend>
      {points <= mostSteps && Number.isInteger(points) ? (
        <div className={classes.steps}>
          {Array.from({ length: points + 1 }, (_, value) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its number of points
            <label key={value} className={classes.step}>
              <input
                type="radio"
                name={id}
                className="visually-hidden"
                checked={chosen[id] === value}
                onChange={() => onChoose(id, value)}
              />
              <span className={classes.choice}>{value}</span>
            </label>
          ))}
        </div>
      ) : (
        <input
          type="number"
          aria-label={`Points for ${title}`}
          className={classes.typed}
          min={0}
          max={points}
          step="any"
          value={chosen[id] ?? ''}
          onChange={(event) => {
            if (event.currentTarget.value !== '') onChoose(id, Number(event.currentTarget.value));
          }}
        />
      )}
    </fieldset>
  ));
}
