import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Exercise } from '../grading/exercise.js';
import { readExercise } from './read-exercise.js';

/** All exercises, in the order of the lessons and, within one, of their places in it. Read once at start and never changed. */
export class Catalogue {
  readonly exercises: readonly Exercise[];

  constructor(exercises: readonly Exercise[]) {
    this.exercises = [...exercises].sort(
      (a, b) => a.lesson - b.lesson || a.position - b.position || (a.slug < b.slug ? -1 : 1),
    );
  }

  find(slug: string): Exercise | null {
    return this.exercises.find((exercise) => exercise.slug === slug) ?? null;
  }

  get slugs(): readonly string[] {
    return this.exercises.map(({ slug }) => slug);
  }
}

/** Throws an InvalidExerciseError at the first folder that cannot be used. */
export function readCatalogue(directory: string): Catalogue {
  return new Catalogue(exerciseFolders(directory).map(readExercise));
}

/** Folders of exercises, whether valid or not. */
export function exerciseFolders(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => join(directory, entry.name))
    .sort();
}
