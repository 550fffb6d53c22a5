import type { ExerciseFiles } from '../exercises/exercise-files.js';
import { type ExerciseProblem, problemOf } from '../exercises/problem.js';
import { readExerciseFiles } from '../exercises/read-exercise.js';
import type { Solution } from '../exercises/solutions.js';
import { checksFile } from '../exercises/strip-checks.js';
import type { Exercise } from '../grading/exercise.js';
import type { CheckHost } from './check-host/client.js';
import type { ExerciseFault } from './check-host/messages.js';
import type { ChecksCompiler } from './checks-compiler/client.js';

export interface Examined {
  /** Null when there is a problem of severity `error` that is not one of its solutions. */
  readonly exercise: Exercise | null;
  readonly solutions: readonly Solution[];
  readonly problems: readonly ExerciseProblem[];
}

/** Everything that is wrong with the files of an exercise, whoever wrote them; runs none of its solutions. */
export async function examineExercise(
  files: ExerciseFiles,
  slug: string,
  { compiler, checkHost }: { compiler: ChecksCompiler; checkHost: CheckHost },
): Promise<Examined> {
  const read = readExerciseFiles(files, slug);
  const text = files.get(checksFile);
  const checks = text === undefined ? { source: null, problems: [] } : await compiler.compile(text);
  const problems = [...read.problems, ...checks.problems];
  if (!read.exercise || checks.source === null) return { exercise: null, solutions: [], problems };
  const exercise = { ...read.exercise, checksSource: checks.source };
  const fault = await checkHost.findFault(exercise);
  if (fault) return { exercise: null, solutions: [], problems: [...problems, problemOfFault(fault)] };
  return { exercise, solutions: read.solutions, problems };
}

/** V8 puts the place at the end of what it says: `… [checks.ts:2:5]`. */
function problemOfFault({ message }: ExerciseFault): ExerciseProblem {
  const place = / \[checks\.ts:(\d+):(\d+)\]$/.exec(message);
  if (!place) return problemOf(checksFile, message);
  const [line, column] = [Number(place[1]), Number(place[2])];
  return problemOf(checksFile, message.slice(0, place.index), { line, column });
}
