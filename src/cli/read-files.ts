import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { textOfFile } from '../grading/submission-files.js';
import { BadInputError, type InputProblem } from './exit-status.js';

/** Files by their plain names; in place of a folder the files that lie in it. Every one that cannot be used is named. */
export function readFiles(paths: readonly string[]): Record<string, string> {
  const files = new Map<string, string>();
  const problems: InputProblem[] = [];
  for (const path of paths.flatMap(filesAt)) {
    const name = basename(path);
    const text = readText(path, name);
    if (files.has(name)) problems.push({ field: `files.${name}`, message: 'Two files have this name' });
    else if (typeof text === 'string') files.set(name, text);
    else problems.push(text);
  }
  if (problems.length > 0) throw new BadInputError(problems);
  return Object.fromEntries(files);
}

/** Neither what is hidden nor what lies deeper is handed in. */
function filesAt(path: string): string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => join(path, name))
    .sort();
}

function readText(path: string, name: string): string | InputProblem {
  try {
    return textOfFile(name, readFileSync(path));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: `There is no file ${path}`,
      EACCES: `${path} may not be read`,
    };
    return { field: `files.${name}`, message: reasons[code ?? ''] ?? message };
  }
}
