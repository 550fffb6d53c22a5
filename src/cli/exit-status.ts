/** What the command line ends with. */
export const exitStatus = { done: 0, badInput: 2, ourFault: 3 } as const;
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

export interface InputProblem {
  /** As in the problem details of the API: `exercise`, `language`, `files`, `files.<name>`. */
  readonly field: string;
  readonly message: string;
}

/** The caller's fault: ends the command with the status for bad input. */
export class BadInputError extends Error {
  constructor(readonly problems: readonly InputProblem[]) {
    super(problems.map(({ field, message }) => `${field}: ${message}`).join('\n'));
  }
}

/** Ours: something is not built, or the sandbox or the exercise failed. No fault of a submission. */
export class OurFaultError extends Error {
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
