import { resolve } from 'node:path';
import { exercisesDirectory } from '../config/package-root.js';
import type { CheckHost } from '../execution/check-host/client.js';
import { exerciseFolders } from '../exercises/catalogue.js';
import { InvalidExerciseError, readExercise } from '../exercises/read-exercise.js';
import { readSolutions } from '../exercises/solutions.js';
import { maxScoreOf } from '../grading/exercise.js';
import { BadInputError, type InputProblem } from './exit-status.js';
import { withLocalExecution } from './local.js';
import { print } from './terminal.js';

/** Reads every exercise of a folder, loads its checks, and names what is wrong; runs no solutions. */
export async function validateCommand(folder: string | undefined): Promise<void> {
  const directory = folder === undefined ? exercisesDirectory : resolve(folder);
  const directories = foldersIn(directory);
  const problems = await withLocalExecution(async ({ checkHost }) => {
    const found: InputProblem[] = [];
    for (const each of directories) found.push(...(await problemsOf(each, checkHost)));
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

async function problemsOf(directory: string, checkHost: CheckHost): Promise<InputProblem[]> {
  try {
    const exercise = readExercise(directory);
    const solutions = readSolutions(directory, exercise);
    const fault = await checkHost.findFault(exercise);
    if (fault) return [{ field: directory, message: `checks.ts: ${fault.message}` }];
    const counts = `${exercise.checks.length} checks, ${maxScoreOf(exercise)} points, ${exercise.scenarios.length} scenarios, ${solutions.length} solutions`;
    print(`✓ ${exercise.slug} (version ${exercise.version}): ${counts}`);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidExerciseError)) throw error;
    return error.problems.map((message) => ({ field: directory, message }));
  }
}
