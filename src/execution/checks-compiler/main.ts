/**
 * The process that reads what instructors write as checks: takes the types out, says what is wrong with them, and tells an
 * editor what fits and what names mean. It is a process of its own because a text can break Node's parser, or keep TypeScript
 * busy for ever; its parent (client.ts) may kill it at any time. Nothing of the text is run here.
 */
import { stripChecks } from '../../exercises/strip-checks.js';
import { answerRequests } from '../warm-process/child.js';
import { completionsAt, descriptionAt } from './help.js';
import type { CompileAnswer, CompilerRequest } from './messages.js';
import { ChecksProject } from './project.js';
import { problemsIn } from './types.js';

const project = new ChecksProject();
// The first time takes a second, which is not the author's.
const first = "import type { Checks } from 'interleave/checks'; export const checks: Checks = {};";
problemsIn(project, first);
completionsAt(project, first, first.length);

function compiled(text: string): CompileAnswer {
  const problems = problemsIn(project, text);
  const stripped = stripChecks(text);
  if (stripped.source !== null) return { source: stripped.source, problems };
  const { line, column, message } = stripped.problem;
  const isKnown = problems.some((problem) => problem.line === line);
  const ofSyntax = isKnown ? [] : [{ severity: 'error' as const, line, column, message }];
  return { source: null, problems: [...ofSyntax, ...problems.map(asError)] };
}

const asError = (problem: CompileAnswer['problems'][number]) => ({ ...problem, severity: 'error' as const });

answerRequests((request: CompilerRequest) => {
  switch (request.kind) {
    case 'compile':
      return compiled(request.text);
    case 'complete':
      return completionsAt(project, request.text, request.offset);
    case 'describe':
      return descriptionAt(project, request.text, request.offset, request.name);
  }
});
