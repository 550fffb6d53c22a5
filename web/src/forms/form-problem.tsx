import { IconAlertCircle } from '@tabler/icons-react';
import { restOfProblem } from './field-errors.ts';
import classes from './form-problem.module.css';

/** Why a form was refused, as far as it is not said beside a field (`shownFields`). Read out when it appears. */
export function FormProblem({
  error,
  shownFields = [],
}: {
  error: unknown;
  shownFields?: readonly string[];
}) {
  const problem = restOfProblem(error, shownFields);
  return (
    <div role="alert" className={classes.place}>
      {problem && (
        <div className={classes.problem}>
          <IconAlertCircle size={18} aria-hidden />
          <div>
            <strong>{problem.title}.</strong>
            {problem.messages.map((message) => (
              <p key={message}>{message}</p>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}
