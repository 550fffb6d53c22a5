import type { ExerciseFiles } from '../exercises/exercise-files.js';
import { type ExerciseProblem, problemOf } from '../exercises/problem.js';
import { readExerciseFiles } from '../exercises/read-exercise.js';
import type { Solution } from '../exercises/solutions.js';
import { checksFile } from '../exercises/strip-checks.js';
import {
  type Exercise,
  inLanguage,
  type Language,
  type LanguageOfExercise,
  languages,
} from '../grading/exercise.js';
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
  const own = await ownChecks(files, read.exercise.languages, compiler);
  problems.push(...own.problems);
  if (!own.languages) return { exercise: null, solutions: [], problems };
  const exercise = { ...read.exercise, languages: own.languages, checksSource: checks.source };
  for (const language of [null, ...languages.filter((each) => exercise.languages[each]?.checksFile)]) {
    const fault = await checkHost.findFault(language ? inLanguage(exercise, language) : exercise);
    const file = (language && exercise.languages[language]?.checksFile) ?? checksFile;
    if (fault) return { exercise: null, solutions: [], problems: [...problems, problemOfFault(fault, file)] };
  }
  return { exercise, solutions: read.solutions, problems };
}

interface OwnChecks {
  /** Null when checks of a language could not be compiled. */
  readonly languages: Exercise['languages'] | null;
  readonly problems: readonly ExerciseProblem[];
}

/** The checks that some languages have in place of checks.ts. */
async function ownChecks(
  files: ExerciseFiles,
  given: Exercise['languages'],
  compiler: ChecksCompiler,
): Promise<OwnChecks> {
  const problems: ExerciseProblem[] = [];
  const compiled: Partial<Record<Language, LanguageOfExercise>> = { ...given };
  let isWhole = true;
  for (const language of languages) {
    const file = given[language]?.checksFile;
    if (!file) continue;
    const { source, problems: found } = await compiler.compile(files.get(file) ?? '');
    problems.push(...found.map((problem) => ({ ...problem, file })));
    if (source === null) isWhole = false;
    else compiled[language] = { ...given[language]!, checksSource: source };
  }
  return { languages: isWhole ? compiled : null, problems };
}

/** V8 puts the place at the end of what it says: `… [checks.ts:2:5]`. */
function problemOfFault({ message }: ExerciseFault, file: string): ExerciseProblem {
  const place = / \[checks\.ts:(\d+):(\d+)\]$/.exec(message);
  if (!place) return problemOf(file, message);
  const [line, column] = [Number(place[1]), Number(place[2])];
  return problemOf(file, message.slice(0, place.index), { line, column });
}
