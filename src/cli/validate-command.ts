import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { exercisesDirectory } from '../config/package-root.js';
import { ChecksCompiler } from '../execution/checks-compiler/client.js';
import { type Examined, examineExercise } from '../execution/examine.js';
import { grade } from '../execution/grade.js';
import type { LocalExecution } from '../execution/local-execution.js';
import { type TriedSolution, trySolution } from '../execution/run-solution.js';
import { exerciseFolders } from '../exercises/catalogue.js';
import { readFolder } from '../exercises/exercise-files.js';
import { InvalidExerciseError, problemOf, problemText } from '../exercises/problem.js';
import { yamlFile } from '../exercises/read-yaml.js';
import { maxScoreOf } from '../grading/exercise.js';
import { BadInputError, type InputProblem } from './exit-status.js';
import { withLocalExecution } from './local.js';
import { print } from './terminal.js';

export interface ValidateOptions {
  /** Whether to run the solutions; by default those of a single exercise. */
  readonly run?: boolean;
}

/** Names what is wrong with one exercise, or with each of a folder of them, and tries their solutions. */
export async function validateCommand(folder: string | undefined, options: ValidateOptions): Promise<void> {
  const directory = folder === undefined ? exercisesDirectory : resolve(folder);
  const isOne = existsSync(join(directory, yamlFile));
  const directories = isOne ? [directory] : foldersIn(directory);
  const runs = options.run ?? isOne;
  const problems = await withLocalExecution(async (execution, signal) => {
    const compiler = new ChecksCompiler();
    const found: InputProblem[] = [];
    try {
      for (const each of directories) {
        const examined = await examine(each, execution, compiler);
        found.push(...problemsToShow(each, examined.problems));
        if (!examined.exercise) continue;
        if (runs) found.push(...(await trySolutions(each, examined, execution, signal)));
      }
    } finally {
      await compiler.stop();
    }
    return found;
  });
  if (problems.length > 0) throw new BadInputError(problems);
}

function foldersIn(directory: string): string[] {
  try {
    const folders = exerciseFolders(directory);
    if (folders.length > 0) return folders;
  } catch (error) {
    throw new BadInputError([{ field: 'folder', message: (error as Error).message }]);
  }
  throw new BadInputError([{ field: 'folder', message: `There are no exercises in ${directory}` }]);
}

async function examine(
  directory: string,
  { checkHost }: LocalExecution,
  compiler: ChecksCompiler,
): Promise<Examined> {
  try {
    const slug = basename(directory);
    const examined = await examineExercise(readFolder(directory), slug, { compiler, checkHost });
    const { exercise, solutions } = examined;
    if (exercise) {
      const counts = `${exercise.checks.length} checks, ${maxScoreOf(exercise)} points, ${exercise.scenarios.length} scenarios, ${solutions.length} solutions`;
      print(`✓ ${exercise.slug} (version ${exercise.version}): ${counts}`);
    }
    return examined;
  } catch (error) {
    if (!(error instanceof InvalidExerciseError)) throw error;
    return { exercise: null, solutions: [], problems: error.problems };
  }
}

/** Warnings are printed and change nothing. */
function problemsToShow(directory: string, problems: Examined['problems']): InputProblem[] {
  for (const problem of problems) {
    if (problem.severity === 'warning') print(`  warning: ${problemText(problem)}`);
  }
  return problems
    .filter(({ severity }) => severity === 'error')
    .map((problem) => ({ field: directory, message: problemText(problem) }));
}

async function trySolutions(
  directory: string,
  { exercise, solutions }: Examined,
  execution: LocalExecution,
  signal: AbortSignal,
): Promise<InputProblem[]> {
  if (!exercise || solutions.length === 0) return [];
  const width = Math.max(...solutions.map(({ name }) => name.length));
  print(`  ${'solution'.padEnd(width)}    expected → got: the checks that do not earn full points`);
  const tried = await Promise.all(
    solutions.map(async (solution) => {
      const done = await trySolution(exercise, solution, (submission) =>
        grade(execution, exercise, submission, { signal }),
      );
      print(`  ${done.name.padEnd(width)}  ${done.isAsExpected ? '✓' : '✗'} ${expectedAndGot(done)}`);
      return done;
    }),
  );
  return tried
    .filter(({ isAsExpected }) => !isAsExpected)
    .map((done) => {
      const problem = problemOf(`solutions/${done.name}`, `expected → got: ${expectedAndGot(done)}`);
      return { field: directory, message: problemText(problem) };
    });
}

function expectedAndGot({ expected, got, message }: TriedSolution): string {
  return `${listed(expected)} → ${got === null ? (message ?? 'not graded') : listed(got)}`;
}

const listed = (ids: readonly string[]): string => (ids.length === 0 ? 'none' : [...ids].sort().join(', '));
