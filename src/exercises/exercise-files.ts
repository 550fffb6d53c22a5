/** The files of an exercise, wherever they lie: in a folder, in an archive, or with a course. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ExerciseProblem, InvalidExerciseError, problemOf } from './problem.js';

/** Text by path: `exercise.yaml`, `solutions/right-gather.py`, `solutions/right-report/report.md`. */
export type ExerciseFiles = ReadonlyMap<string, string>;

/** What a course may store of one exercise; our own largest has a hundred files and 200 KiB. */
export const exerciseFileLimits = { files: 400, bytesOfFile: 256 * 1024, bytes: 1024 * 1024 } as const;

/** Plain names, at most two folders deep. */
const goodPath = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*(\/[\p{L}\p{N}_][\p{L}\p{N}_.-]*){0,2}$/u;
const longestPath = 150;

/** Null when the path can be that of a file of an exercise; else why not. */
export function pathProblem(path: string): string | null {
  if (path.length > longestPath) return `a path may have ${longestPath} characters`;
  return goodPath.test(path)
    ? null
    : 'expected a path of plain names, at most two folders deep, such as solutions/right-gather.py';
}

/** Whether it could be stored and read back as it is. */
export function isText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** What is wrong with the files whatever they say: paths, sizes, what is no text. */
export function problemsOfSizes(files: ExerciseFiles): ExerciseProblem[] {
  const problems: ExerciseProblem[] = [];
  let bytes = 0;
  for (const [path, text] of files) {
    const wrongPath = pathProblem(path);
    if (wrongPath !== null) problems.push(problemOf(path, wrongPath));
    if (!isText(text)) problems.push(problemOf(path, 'holds what is not text'));
    const size = Buffer.byteLength(text);
    bytes += size;
    if (size > exerciseFileLimits.bytesOfFile) problems.push(problemOf(path, tooLarge));
  }
  if (bytes > exerciseFileLimits.bytes) {
    problems.push(
      problemOf('exercise.yaml', `all files together may have ${inKiB(exerciseFileLimits.bytes)}`),
    );
  }
  if (files.size > exerciseFileLimits.files) {
    problems.push(problemOf('exercise.yaml', `an exercise may have ${exerciseFileLimits.files} files`));
  }
  return problems;
}

const inKiB = (bytes: number) => `${bytes / 1024} KiB`;
const tooLarge = `a file may have ${inKiB(exerciseFileLimits.bytesOfFile)}`;

const isLeftover = (name: string) => name.startsWith('.') || name === '__pycache__';

/** Throws an InvalidExerciseError for what is no text in UTF-8. */
export function readFolder(directory: string): ExerciseFiles {
  const files = new Map<string, string>();
  const problems: ExerciseProblem[] = [];
  const visit = (folder: string) => {
    const entries = readdirSync(join(directory, folder), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (isLeftover(entry.name)) continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        visit(path);
        continue;
      }
      try {
        files.set(path, textOf(readFileSync(join(directory, path))));
      } catch (error) {
        problems.push(problemOf(path, (error as Error).message));
      }
    }
  };
  visit('');
  if (problems.length > 0) throw new InvalidExerciseError(directory, problems);
  return files;
}

/** Throws when the bytes are not UTF-8. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
