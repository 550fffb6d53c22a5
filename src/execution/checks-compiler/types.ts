import ts from 'typescript';
import type { CompileAnswer } from './messages.js';
import { type ChecksProject, checksPath } from './project.js';

/** More would only be scrolled past. */
const mostProblems = 50;

type Problem = CompileAnswer['problems'][number];

/** What TypeScript says of a checks.ts. Types are for the author: what runs is the file without them, so an error of types is a warning. */
export function problemsIn(project: ChecksProject, text: string): Problem[] {
  const program = project.about(text).getProgram();
  const source = program?.getSourceFile(checksPath);
  if (!program || !source) throw new Error('TypeScript has not read the file');
  const syntactic = program.getSyntacticDiagnostics(source);
  const found = syntactic.length > 0 ? syntactic : program.getSemanticDiagnostics(source);
  return found.slice(0, mostProblems).map((each) => problemOf(each, source));
}

function problemOf({ start = 0, messageText, category }: ts.Diagnostic, source: ts.SourceFile): Problem {
  const { line, character } = source.getLineAndCharacterOfPosition(start);
  const isError = category === ts.DiagnosticCategory.Error;
  return {
    severity: 'warning',
    line: line + 1,
    column: character + 1,
    message: `${isError ? '' : 'Suggestion: '}${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
  };
}
