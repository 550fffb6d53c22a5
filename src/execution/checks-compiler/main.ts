/**
 * The process that reads what instructors write as checks: takes the types out and says what is wrong with them. It is a
 * process of its own because a text can break Node's parser, or keep TypeScript busy for ever; its parent (client.ts) may
 * kill it at any time. Nothing of the text is run here.
 */
import { stripChecks } from '../../exercises/strip-checks.js';
import { answerRequests } from '../warm-process/child.js';
import type { CompileAnswer, CompileRequest } from './messages.js';
import { ChecksTypes } from './types.js';

const types = new ChecksTypes();
// The first time takes half a second, which is not the author's.
types.problemsIn("import type { Checks } from 'interleave/checks'; export const checks: Checks = {};");

function answerTo({ text }: CompileRequest): CompileAnswer {
  const problems = types.problemsIn(text);
  const stripped = stripChecks(text);
  if (stripped.source !== null) return { source: stripped.source, problems };
  const { line, column, message } = stripped.problem;
  const isKnown = problems.some((problem) => problem.line === line);
  const ofSyntax = isKnown ? [] : [{ severity: 'error' as const, line, column, message }];
  return { source: null, problems: [...ofSyntax, ...problems.map(asError)] };
}

const asError = (problem: CompileAnswer['problems'][number]) => ({ ...problem, severity: 'error' as const });

answerRequests(answerTo);
