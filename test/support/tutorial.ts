import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/config/package-root.js';

/** The files that docs/authoring-exercises.md has its reader write: fenced blocks with a path after their language. */
export function tutorialFiles(): { readonly path: string; readonly text: string }[] {
  const document = readFileSync(join(packageRoot, 'docs/authoring-exercises.md'), 'utf8');
  const blocks = document.matchAll(/^```[a-z]+ (\S+)\n([\s\S]*?)^```$/gm);
  return [...blocks].map(([, path = '', text = '']) => ({ path, text }));
}
