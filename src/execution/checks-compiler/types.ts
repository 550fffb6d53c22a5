/** What TypeScript says of a checks.ts that imports 'interleave/checks'. Sees those two, its own library, and no other file. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { CompileAnswer } from './messages.js';

const checksFile = '/exercise/checks.ts';
const apiDirectory = '/interleave/';
const apiFile = `${apiDirectory}checks-api.d.ts`;
const libraryDirectory = '/lib/';

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2024.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  // Types are taken out and nothing else is done to the file.
  erasableSyntaxOnly: true,
  verbatimModuleSyntax: true,
};

/** More would only be scrolled past. */
const mostProblems = 50;

type Problem = CompileAnswer['problems'][number];

/** Types are for the author: what runs is the file without them, so an error of types is a warning. */
export class ChecksTypes {
  /** Read once; of checks.ts there is one at a time. */
  private readonly sources = new Map<string, ts.SourceFile>();
  private readonly texts = readTexts();
  private last: ts.Program | undefined;

  problemsIn(text: string): Problem[] {
    const source = ts.createSourceFile(checksFile, text, ts.ScriptTarget.ES2023, true);
    const program = ts.createProgram({
      rootNames: [checksFile],
      options,
      host: this.hostWith(source),
      ...(this.last ? { oldProgram: this.last } : {}),
    });
    this.last = program;
    const syntactic = program.getSyntacticDiagnostics(source);
    const found = syntactic.length > 0 ? syntactic : program.getSemanticDiagnostics(source);
    return found.slice(0, mostProblems).map((each) => problemOf(each, source));
  }

  private hostWith(checks: ts.SourceFile): ts.CompilerHost {
    const sourceOf = (path: string): ts.SourceFile | undefined => {
      if (path === checksFile) return checks;
      const known = this.sources.get(path);
      const text = this.texts.get(path);
      if (known || text === undefined) return known;
      const read = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023);
      this.sources.set(path, read);
      return read;
    };
    return {
      getSourceFile: sourceOf,
      fileExists: (path) => path === checksFile || this.texts.has(path),
      readFile: (path) => this.texts.get(path),
      getDefaultLibFileName: () => `${libraryDirectory}lib.es2024.d.ts`,
      getDefaultLibLocation: () => libraryDirectory,
      writeFile: () => undefined,
      getCurrentDirectory: () => '/exercise',
      getCanonicalFileName: (path) => path,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => '\n',
      resolveModuleNameLiterals: (names, from) =>
        names.map(({ text }) => ({ resolvedModule: resolved(text, from) })),
    };
  }
}

/** 'interleave/checks', and what its own files import of each other. */
function resolved(name: string, from: string): ts.ResolvedModuleFull | undefined {
  const ofApi = from.startsWith(apiDirectory) && /^\.\/[a-z-]+\.js$/.test(name);
  if (name !== 'interleave/checks' && !ofApi) return undefined;
  const resolvedFileName = ofApi ? `${apiDirectory}${name.slice(2, -3)}.d.ts` : apiFile;
  return { resolvedFileName, extension: ts.Extension.Dts };
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

function problemOf({ start = 0, messageText, category }: ts.Diagnostic, source: ts.SourceFile): Problem {
  const { line, character } = source.getLineAndCharacterOfPosition(start);
  const isError = category === ts.DiagnosticCategory.Error;
  return {
    severity: 'warning',
    line: line + 1,
    column: character + 1,
    message: `${isError ? '' : 'Suggestion: '}${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
  };
}
