import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { textOfFile } from '../grading/submission-files.js';
import { BadInputError, type InputProblem } from './exit-status.js';

/** Files by their plain names; every one that cannot be used is named. */
export function readFiles(paths: readonly string[]): Record<string, string> {
  const files = new Map<string, string>();
  const problems: InputProblem[] = [];
  for (const path of paths) {
    const name = basename(path);
    const text = readText(path, name);
    if (files.has(name)) problems.push({ field: `files.${name}`, message: 'Two files have this name' });
    else if (typeof text === 'string') files.set(name, text);
    else problems.push(text);
  }
  if (problems.length > 0) throw new BadInputError(problems);
  return Object.fromEntries(files);
}

function readText(path: string, name: string): string | InputProblem {
  try {
    return textOfFile(name, readFileSync(path));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: `There is no file ${path}`,
      EISDIR: `${path} is a folder`,
      EACCES: `${path} may not be read`,
    };
    return { field: `files.${name}`, message: reasons[code ?? ''] ?? message };
  }
}
