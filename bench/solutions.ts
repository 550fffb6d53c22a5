import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A labelled solution of an exercise: `exercises/<slug>/solutions/<name>`, a program or a folder of files. */
export interface Solution {
  /** `async-two-requests/wrong-sequential.py` */
  readonly name: string;
  readonly exercise: string;
  readonly files: Readonly<Record<string, string>>;
  /** Its label, in the words of `wordsOf`. */
  readonly expected: string;
}

export function readSolutions(exercisesDirectory: string): Solution[] {
  return readdirSync(exercisesDirectory).flatMap((exercise) => {
    const directory = join(exercisesDirectory, exercise, 'solutions');
    return readdirSync(directory).map((entry) => readSolution(exercise, directory, entry));
  });
}

function readSolution(exercise: string, directory: string, entry: string): Solution {
  const path = join(directory, entry);
  const name = `${exercise}/${entry}`;
  if (!statSync(path).isDirectory()) {
    const text = readFileSync(path, 'utf8');
    return { name, exercise, files: { 'main.py': text }, expected: labelOf(text, name) };
  }
  const files = readdirSync(path).filter((file) => file !== 'EXPECT');
  return {
    name,
    exercise,
    files: Object.fromEntries(files.map((file) => [file, readFileSync(join(path, file), 'utf8')])),
    expected: labelOf(readFileSync(join(path, 'EXPECT'), 'utf8'), name),
  };
}

/** The first line is `# expect: all` or `# expect-fail: concurrent, follows-the-longest` (the `#` may be missing). */
export function labelOf(text: string, name: string): string {
  const line = text.split('\n', 1)[0] ?? '';
  if (/^(# *)?expect: *all *$/.test(line)) return wordsOf([]);
  const failing = /^(?:# *)?expect-fail: *(.+)$/.exec(line)?.[1];
  if (failing === undefined)
    throw new Error(`${name} does not say on its first line what to expect: ${line}`);
  return wordsOf(failing.split(',').map((id) => id.trim()));
}

export function wordsOf(failing: readonly string[]): string {
  return failing.length === 0 ? 'all' : `fails ${failing.toSorted().join(', ')}`;
}
