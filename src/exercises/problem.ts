/** One thing that is wrong with a file of an exercise; its author's fault. */
export interface ExerciseProblem {
  /** With an `error` the exercise cannot be used; a `warning` is for its author to judge. */
  readonly severity: 'error' | 'warning';
  readonly file: string;
  /** From 1, as in an editor; null where the file as a whole is at fault, or missing. */
  readonly line: number | null;
  readonly column: number | null;
  /** `scenarios[1].seed`, in exercise.yaml. */
  readonly field: string | null;
  readonly message: string;
}

export function problemOf(
  file: string,
  message: string,
  at: Partial<Pick<ExerciseProblem, 'line' | 'column' | 'field' | 'severity'>> = {},
): ExerciseProblem {
  return { severity: 'error', file, line: null, column: null, field: null, ...at, message };
}

/** `exercise.yaml:12:5: checks[1].points: what is wrong`, which editors and terminals make a link of. */
export function problemText({ file, line, column, field, message }: ExerciseProblem): string {
  const place = [file, line, column].filter((part) => part !== null).join(':');
  return [place, field, message].filter((part) => part !== null).join(': ');
}

/** The folder cannot be used. */
export class InvalidExerciseError extends Error {
  constructor(
    readonly directory: string,
    readonly problems: readonly ExerciseProblem[],
    options?: ErrorOptions,
  ) {
    super(`The exercise in ${directory} is not valid:\n  ${problems.map(problemText).join('\n  ')}`, options);
  }
}
