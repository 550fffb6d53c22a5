import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

/** What the documents name must exist: links, files, make targets. */

const project = resolve(import.meta.dirname, '../..');
const documents = globSync(['*.md', 'docs/**/*.md'], { cwd: project });
const makefile = readFileSync(join(project, 'Makefile'), 'utf8');
const targets = [...makefile.matchAll(/^([a-z-]+):/gm)].map((match) => match[1]);

describe.each(documents)('%s', (document) => {
  const text = readFileSync(join(project, document), 'utf8');

  test('links lead to files', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map((match) => match[1] ?? '');
    expect(links.filter((link) => !existsSync(join(project, dirname(document), link)))).toEqual([]);
  });

  test('files and folders that it names exist', () => {
    // `src/queue/grade.processor.ts`; no placeholders (<slug>, …), globs, or things that are built.
    const names = [
      ...text.matchAll(/`((?:src|sandboxes|exercises|web|test|docs|bench|prisma|setup|bin)\/[\w./-]*)`/g),
    ];
    const missing = names.map((match) => match[1] ?? '').filter((name) => !existsSync(join(project, name)));
    expect(missing.filter((name) => !name.startsWith('prisma/client'))).toEqual([]);
  });

  test('make targets that it names exist', () => {
    const named = [...text.matchAll(/(?:`|^)make ([a-z][a-z-]*)/gm)].map((match) => match[1]);
    expect(named.filter((name) => !targets.includes(name))).toEqual([]);
  });
});

test('docs/operating.md explains every variable that the service reads', () => {
  const schema = readFileSync(join(project, 'src/config/config.ts'), 'utf8');
  const variables = [...schema.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map((match) => match[1] ?? '');
  const explained = readFileSync(join(project, 'docs/operating.md'), 'utf8');
  expect(variables.length).toBeGreaterThan(5);
  expect(variables.filter((variable) => !explained.includes(`| \`${variable}\` |`))).toEqual([]);
});
