import { ProblemError } from '../platform/problem.js';
import type { ExerciseLibrary } from './exercise-library.js';

/** The version wanted by the course, or the newest when it is null. Throws the problem with the field that names what is not there. */
export async function versionOf(
  library: ExerciseLibrary,
  courseId: string,
  slug: string,
  wanted: number | null,
): Promise<number> {
  const versions = await library.versions(slug, courseId);
  const [newest] = versions;
  if (newest === undefined) {
    throw ProblemError.ofField('unknown-exercise', 'exercise', `There is no exercise "${slug}".`);
  }
  if (wanted === null) return newest;
  if (versions.includes(wanted)) return wanted;
  const message = `"${slug}" has no version ${wanted}; there are: ${versions.join(', ')}.`;
  throw ProblemError.ofField('unknown-version', 'exerciseVersion', message);
}
