/** A checks.ts as TypeScript sees it: that file, 'interleave/checks', the library of the language, and nothing else. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const checksPath = '/exercise/checks.ts';
/** What authors import the API as. */
export const apiName = 'interleave/checks';
const apiDirectory = '/interleave/';
const apiPath = `${apiDirectory}checks-api.d.ts`;
const libraryDirectory = '/lib/';

export const isOfApi = (path: string): boolean => path.startsWith(apiDirectory);

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2024.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  paths: { [apiName]: [apiPath] },
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  // Types are taken out and nothing else is done to the file.
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
};

/** Of checks.ts there is one at a time; the rest is read once. */
export class ChecksProject {
  private readonly texts = readTexts();
  private checks = '';
  private version = 0;
  private readonly service = ts.createLanguageService(this.host());

  /** What is asked of it is about `text` until it is given another one. */
  about(text: string): ts.LanguageService {
    if (text !== this.checks) {
      this.checks = text;
      this.version += 1;
    }
    return this.service;
  }

  private host(): ts.LanguageServiceHost {
    const textOf = (path: string) => (path === checksPath ? this.checks : this.texts.get(path));
    return {
      getCompilationSettings: () => options,
      // The API also where it is not imported yet: its names are offered.
      getScriptFileNames: () => [checksPath, apiPath],
      getScriptVersion: (path) => (path === checksPath ? String(this.version) : '0'),
      getScriptSnapshot: (path) => {
        const text = textOf(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      fileExists: (path) => textOf(path) !== undefined,
      readFile: textOf,
      getDefaultLibFileName: () => `${libraryDirectory}lib.es2024.d.ts`,
      getCurrentDirectory: () => '/exercise',
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => '\n',
    };
  }
}

function readTexts(): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const library = dirname(fileURLToPath(import.meta.resolve('typescript')));
  for (const name of readdirSync(library)) {
    if (/^lib\.(es|decorators).*\.d\.ts$/.test(name)) {
      texts.set(`${libraryDirectory}${name}`, readFileSync(join(library, name), 'utf8'));
    }
  }
  // Written by setup/build.sh beside the code.
  const grading = join(dirname(fileURLToPath(import.meta.url)), '../../grading');
  for (const name of readdirSync(grading)) {
    if (name.endsWith('.d.ts'))
      texts.set(`${apiDirectory}${name}`, readFileSync(join(grading, name), 'utf8'));
  }
  return texts;
}
