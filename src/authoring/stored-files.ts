import type { Prisma } from '../../prisma/client/client.js';
import type { ExerciseFiles } from '../exercises/exercise-files.js';

export interface StoredFile {
  readonly path: string;
  readonly text: string;
}

/** As a list, by path: names of an object would lose some, such as `__proto__`. */
export function storedFiles(files: ExerciseFiles): Prisma.InputJsonArray {
  return listOf(files).map(({ path, text }) => ({ path, text }));
}

export function listOf(files: ExerciseFiles): StoredFile[] {
  return [...files].map(([path, text]) => ({ path, text })).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What was stored by `storedFiles`. */
export function filesOf(stored: Prisma.JsonValue): ExerciseFiles {
  return new Map((stored as unknown as StoredFile[]).map(({ path, text }) => [path, text]));
}
