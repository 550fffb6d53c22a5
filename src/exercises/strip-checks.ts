import { stripTypeScriptTypes } from 'node:module';
import { type ExerciseProblem, problemOf } from './problem.js';

export const checksFile = 'checks.ts';

export type StrippedChecks =
  /** As JavaScript, with every line and column where it was. */
  { readonly source: string } | { readonly source: null; readonly problem: ExerciseProblem };

/**
 * Takes the types out of checks.ts. Only for text that is trusted: one that is nested deep enough breaks Node's parser for
 * the rest of the process (src/execution/checks-compiler does it for the others). Then it throws.
 */
export function stripChecks(text: string, file = checksFile): StrippedChecks {
  try {
    return { source: stripTypeScriptTypes(text, { mode: 'strip' }) };
  } catch (error) {
    const { code, message, stack = '' } = error as NodeJS.ErrnoException;
    if (!faultsOfTheText.includes(code ?? '')) throw error;
    return { source: null, problem: problemOf(file, message, placeIn(stack)) };
  }
}

const faultsOfTheText = ['ERR_INVALID_TYPESCRIPT_SYNTAX', 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX'];

/** Node puts the place before its stack: `:3`, an empty line, the line at fault, and a caret below the column. */
function placeIn(stack: string): Pick<ExerciseProblem, 'line' | 'column'> {
  const [place = '', ...shown] = stack.split('\n', 5);
  const line = Number(/:(\d+)$/.exec(place)?.[1] ?? Number.NaN);
  if (Number.isNaN(line)) return { line: null, column: null };
  const caret = shown.find((each) => /^\s*\^+\s*$/.test(each));
  return { line, column: caret === undefined ? 1 : caret.indexOf('^') + 1 };
}
