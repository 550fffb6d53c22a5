import type { Review } from '../api/reviewing.ts';
import classes from './reviews.module.css';

/** So few points are chosen by one press; more are typed. */
const mostSteps = 10;

/** By id of the criterion; null or absent: not chosen. */
export type Points = Readonly<Record<string, number | null>>;

/** Points per criterion, all of them needed: each is a group of choices, led through by arrows. */
export function RubricFields({
  criteria,
  chosen,
  onChoose,
}: {
  criteria: Review['rubric'];
  chosen: Points;
  onChoose: (id: string, points: number | null) => void;
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
                required
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
          required
          value={chosen[id] ?? ''}
          onChange={({ currentTarget: { value } }) => onChoose(id, value === '' ? null : Number(value))}
        />
      )}
    </fieldset>
  ));
}
