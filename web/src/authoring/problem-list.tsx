import { IconAlertCircle, IconCircleCheck } from '@tabler/icons-react';
import type { ExerciseProblem } from '../api/authoring.ts';
import { Trouble } from '../shell/trouble.tsx';
import classes from './author.module.css';
import type { FoundProblems } from './use-problems.ts';

/** What is wrong, by file and line; a click goes there. */
export function ProblemList({
  found: { problems, isPublishable, error },
  onChoose,
}: {
  found: FoundProblems;
  onChoose: (problem: ExerciseProblem) => void;
}) {
  if (error) return <Trouble error={error} />;
  if (problems.length === 0) {
    return (
      <p className={classes.fine}>
        {isPublishable === null ? (
          'Reading…'
        ) : (
          <>
            <IconCircleCheck size={18} aria-hidden /> Nothing is wrong. Run the solutions to see whether the
            checks judge rightly.
          </>
        )}
      </p>
    );
  }
  return (
    <ul className={classes.problems}>
      {problems.map((problem) => (
        <li key={JSON.stringify(problem)}>
          <button type="button" data-severity={problem.severity} onClick={() => onChoose(problem)}>
            <IconAlertCircle size={16} aria-hidden />
            <span>
              <code>{placeWords(problem)}</code>
              {problem.severity === 'warning' && <em> warning</em>}
              <span className={classes.message}>
                {problem.field !== null && <b>{problem.field}: </b>}
                {problem.message}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

const placeWords = ({ file, line, column }: ExerciseProblem): string =>
  line === null ? file : `${file}:${line}:${column ?? 1}`;
