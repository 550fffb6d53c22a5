/** The labelled programs under solutions/ of an exercise: what its checks are tested against. */
import type { CheckOfExercise, Exercise, Language } from '../grading/exercise.js';
import { languageOf } from '../grading/program-names.js';
import { type ExerciseFiles, readFolder } from './exercise-files.js';
import { type ExerciseProblem, InvalidExerciseError, problemOf } from './problem.js';

export interface Solution {
  /** Name of the file or folder: `right-taskgroup.py`. */
  readonly name: string;
  readonly language: Language;
  readonly files: Readonly<Record<string, string>>;
  /** Ids of exactly the checks that must not earn full points; empty: all do. */
  readonly failing: readonly string[];
}

export interface ReadSolutions {
  /** Those whose label can be read, by name. */
  readonly solutions: readonly Solution[];
  readonly problems: readonly ExerciseProblem[];
}

const folder = 'solutions/';
const labelFile = 'EXPECT';

export function readSolutionFiles(files: ExerciseFiles, checks: readonly CheckOfExercise[]): ReadSolutions {
  const named = new Map<string, Map<string, string>>();
  for (const [path, text] of files) {
    if (!path.startsWith(folder)) continue;
    const [name = '', file = ''] = path.slice(folder.length).split('/');
    named.set(name, (named.get(name) ?? new Map()).set(file, text));
  }
  const solutions: Solution[] = [];
  const problems: ExerciseProblem[] = [];
  for (const [name, texts] of [...named].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const program = texts.get('');
    const labelled = program === undefined ? `${folder}${name}/${labelFile}` : `${folder}${name}`;
    const label = readLabel(program ?? texts.get(labelFile) ?? '', labelled, checks);
    if ('problem' in label) {
      problems.push(label.problem);
      continue;
    }
    texts.delete(labelFile);
    const files = program === undefined ? recordOf(texts) : { [name]: program };
    solutions.push({ name, language: languageOfFiles(files), files, ...label });
  }
  return { solutions, problems };
}

/** Of one of our own folders. Throws an InvalidExerciseError. */
export function readSolutions(directory: string, { checks }: Exercise): readonly Solution[] {
  const { solutions, problems } = readSolutionFiles(readFolder(directory), checks);
  if (problems.length > 0) throw new InvalidExerciseError(directory, problems);
  return solutions;
}

/** That of its program; what has none is refused as a program in Python would be. */
const languageOfFiles = (files: Solution['files']): Language =>
  Object.keys(files)
    .map(languageOf)
    .find((language) => language !== null) ?? 'python';

/** Also with names such as `__proto__`. */
const recordOf = (texts: ReadonlyMap<string, string>): Record<string, string> => Object.fromEntries(texts);

/** `# expect: all`, or `# expect-fail: concurrent, follows-the-longest`, on the first line. */
function readLabel(
  text: string,
  file: string,
  checks: readonly CheckOfExercise[],
): { failing: string[] } | { problem: ExerciseProblem } {
  const at = { line: 1, column: 1 };
  const [first = ''] = text.split(/\r?\n/, 1);
  if (/^((#|\/\/)\s*)?expect:\s*all\s*$/.test(first)) return { failing: [] };
  const list = /^(?:(?:#|\/\/)\s*)?expect-fail:\s*(.+)$/.exec(first)?.[1];
  if (list === undefined) {
    const message = 'the first line must be "# expect: all" or "# expect-fail: <ids of checks>"';
    return { problem: problemOf(file, message, at) };
  }
  const ids = list.split(',').map((id) => id.trim());
  const unknown = ids.filter((id) => !checks.some((check) => check.id === id));
  if (unknown.length === 0) return { failing: ids };
  return { problem: problemOf(file, `no check is called ${unknown.join(', ')}`, at) };
}
