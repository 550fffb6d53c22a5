import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this package, found from here: this file runs from src/ and, compiled, from dist/src/. */
export const packageRoot: string = findPackageRoot(dirname(fileURLToPath(import.meta.url)));

export const exercisesDirectory: string = join(packageRoot, 'exercises');

function findPackageRoot(directory: string): string {
  try {
    const { name } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as { name?: unknown };
    if (name === 'interleave') return directory;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const parent = dirname(directory);
  if (parent === directory) throw new Error('The folder of the package "interleave" was not found');
  return findPackageRoot(parent);
}
