/** The labelled programs under exercises/<slug>/solutions: what the checks are tested against. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Exercise } from '../grading/exercise.js';
import { InvalidExerciseError } from './read-exercise.js';

export interface Solution {
  /** Name of the file or folder: `right-taskgroup.py`. */
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** Ids of exactly the checks that must not earn full points; empty: all do. */
  readonly failing: readonly string[];
}

const labelFile = 'EXPECT';

export function readSolutions(directory: string, exercise: Exercise): Solution[] {
  const folder = join(directory, 'solutions');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.') && name !== '__pycache__')
    .sort()
    .map((name) => readSolution(directory, name, exercise));
}

function readSolution(directory: string, name: string, exercise: Exercise): Solution {
  const path = join(directory, 'solutions', name);
  const file = `solutions/${name}`;
  if (!statSync(path).isDirectory()) {
    const text = readFileSync(path, 'utf8');
    return { name, files: { [name]: text }, failing: failingIn(text, directory, file, exercise) };
  }
  const names = readdirSync(path).filter((each) => each !== labelFile && each !== '__pycache__');
  const label = join(path, labelFile);
  const text = existsSync(label) ? readFileSync(label, 'utf8') : '';
  return {
    name,
    files: Object.fromEntries(names.map((each) => [each, readFileSync(join(path, each), 'utf8')])),
    failing: failingIn(text, directory, `${file}/${labelFile}`, exercise),
  };
}

/** `# expect: all`, or `# expect-fail: concurrent, follows-the-longest`, on the first line. */
function failingIn(text: string, directory: string, file: string, exercise: Exercise): string[] {
  const [first = ''] = text.split('\n', 1);
  if (/^(#\s*)?expect:\s*all\s*$/.test(first)) return [];
  const list = /^(?:#\s*)?expect-fail:\s*(.+)$/.exec(first)?.[1];
  if (list === undefined) {
    const problem = `${file}: the first line must be "# expect: all" or "# expect-fail: <ids of checks>"`;
    throw new InvalidExerciseError(directory, [problem]);
  }
  const ids = list.split(',').map((id) => id.trim());
  const unknown = ids.filter((id) => !exercise.checks.some((check) => check.id === id));
  if (unknown.length > 0) {
    throw new InvalidExerciseError(directory, [`${file}: no check is called ${unknown.join(', ')}`]);
  }
  return ids;
}
