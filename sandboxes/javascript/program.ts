/** The submitted files as modules: what a specifier means, and each file as the text that is compiled. */
import { builtinModules, stripTypeScriptTypes } from 'node:module';
import { type CountedSource, countedSource, isModule, syntaxErrorIn } from './counted-source.js';
import { commonHead } from './guest/common-wrapper.js';

export const folderUrl = 'file:///box/';

/** Modules of Node that exist in here (guest/builtins.ts). */
export const supportedBuiltins = [
  'buffer',
  'console',
  'crypto',
  'events',
  'os',
  'path',
  'perf_hooks',
  'process',
  'timers',
  'timers/promises',
  'url',
  'util',
  'worker_threads',
] as const;

export type FileKind = 'module' | 'commonjs' | 'json';

export type Resolved =
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: FileKind; readonly url: string }
  | { readonly kind: 'error'; readonly code: string; readonly message: string };

interface ProgramFile {
  readonly kind: FileKind;
  readonly counted: CountedSource;
}

export class Program {
  readonly #files: ReadonlyMap<string, string>;
  readonly #compiled = new Map<string, ProgramFile>();
  #evaluated = 0;

  constructor(files: Readonly<Record<string, string>>) {
    this.#files = new Map(Object.entries(files));
  }

  static urlOf(name: string): string {
    return folderUrl + encodeURIComponent(name);
  }

  /** The text of `new Worker(text, {eval: true})`, as a file of its own. */
  addEvaluated(source: string): string {
    this.#evaluated += 1;
    const name = `[worker eval ${this.#evaluated}]`;
    const url = Program.urlOf(name);
    this.#compiled.set(url, this.#compile(source, url, isModule(source) ? 'module' : 'commonjs'));
    return url;
  }

  resolve(specifier: string, fromUrl: string, isRequire: boolean): Resolved {
    const bare = specifier.replace(/^node:/, '');
    if (supportedBuiltins.some((name) => name === bare)) return { kind: 'builtin', name: bare };
    if (specifier.startsWith('node:') || builtinModules.includes(bare)) return notHere(specifier);
    if (textOfDataUrl(specifier) !== null) return { kind: 'module', url: specifier };
    if (!/^(\.\.?\/|\/|file:)/.test(specifier)) return noPackages(specifier);
    const { href } = new URL(specifier, fromUrl);
    const endings = isRequire ? ['', '.js', '.json', '.cjs'] : [''];
    const found = endings.map((ending) => href + ending).find((url) => this.has(url));
    if (found) return { kind: this.kindOf(found), url: found };
    const code = isRequire ? 'MODULE_NOT_FOUND' : 'ERR_MODULE_NOT_FOUND';
    const message = `Cannot find module '${pathOf(href)}'; ${this.#filesInWords}`;
    return { kind: 'error', code, message };
  }

  /** Why a module cannot be linked, with the place of the import. */
  linkError(message: string, code: string, specifier: string, fromUrl: string): Error {
    const lines = (this.#sourceOf(fromUrl) ?? '').split('\n');
    const columns = lines.map((text) =>
      Math.max(text.indexOf(`'${specifier}'`), text.indexOf(`"${specifier}"`)),
    );
    const line = columns.findIndex((column) => column >= 0);
    const error = Object.assign(new Error(message), { code });
    const at = line < 0 ? '' : `:${line + 1}:${(columns[line] ?? 0) + 1}`;
    error.stack = `Error: ${message}\n    at ${fromUrl}${at}`;
    return error;
  }

  has(url: string): boolean {
    return this.#compiled.has(url) || this.#files.has(nameOf(url)) || textOfDataUrl(url) !== null;
  }

  notFound(url: string): Error {
    const error = new Error(`Cannot find module '${pathOf(url)}'; ${this.#filesInWords}`);
    error.stack = `${error}`;
    return Object.assign(error, { code: 'MODULE_NOT_FOUND' });
  }

  get #filesInWords(): string {
    return `the files are ${[...this.#files.keys()].join(', ')}`;
  }

  kindOf(url: string): FileKind {
    return this.#file(url).kind;
  }

  /** As it is compiled: types stripped, and counting. Throws a SyntaxError where types cannot be stripped. */
  codeOf(url: string): string {
    return this.#file(url).counted.code;
  }

  #file(url: string): ProgramFile {
    const known = this.#compiled.get(url);
    if (known) return known;
    const name = textOfDataUrl(url) === null ? nameOf(url) : 'data.mjs';
    const source = withoutTypes(name, url, this.#sourceOf(url) ?? '');
    const file = this.#compile(source, url, kindOf(name, source));
    this.#compiled.set(url, file);
    return file;
  }

  #compile(source: string, url: string, kind: FileKind): ProgramFile {
    if (kind === 'json') return { kind, counted: { code: source, originalColumn: (_, column) => column } };
    return { kind, counted: countedSource(source, url, kind) };
  }

  #sourceOf(url: string): string | null {
    return textOfDataUrl(url) ?? this.#files.get(nameOf(url)) ?? null;
  }

  /** As in a stack trace; for CommonJS, which V8 compiles without a place. */
  syntaxErrorPlace(url: string): string | null {
    const place = syntaxErrorIn(this.codeOf(url));
    return place && `${url}:${place.line}:${place.column}`;
  }

  lineOf(url: string, line: number): string | null {
    return this.#sourceOf(url)?.split('\n')[line - 1] ?? null;
  }

  /** A stack trace, or a message with places in it, with the columns that its reader knows. */
  withOriginalColumns(text: string): string {
    return text.replaceAll(
      /((?:file:\/\/)?\/box\/[^:)\n]+):(\d+):(\d+)/g,
      (whole, path: string, line, column) => {
        const url = path.startsWith('file:') ? path : `file://${path}`;
        const file = this.#compiled.get(url);
        // Only what V8 compiled in its wrapper has the name of a file in place of a URL.
        const head = Number(line) === 1 && path.startsWith('/') ? commonHead.length : 0;
        const shown = file?.counted.originalColumn(Number(line), Number(column) - head);
        return shown === undefined ? whole : `${path}:${line}:${shown}`;
      },
    );
  }
}

const nameOf = (url: string): string =>
  url.startsWith(folderUrl) ? decodeURIComponent(url.slice(folderUrl.length)) : '';

const pathOf = (url: string): string => decodeURI(url).replace('file://', '');

/** A module that stands in its URL; null for any other. */
function textOfDataUrl(url: string): string | null {
  const [, base64, text] =
    /^data:(?:text|application)\/javascript(?:;charset=[\w-]+)?(;base64)?,(.*)$/is.exec(url) ?? [];
  if (text === undefined) return null;
  const plain = decodeURIComponent(text);
  return base64 ? Buffer.from(plain, 'base64').toString() : plain;
}

function withoutTypes(name: string, url: string, source: string): string {
  if (!/\.[cm]?ts$/.test(name)) return source;
  try {
    return stripTypeScriptTypes(source, { mode: 'strip' });
  } catch (error) {
    const { message, stack = '' } = error as Error;
    // Node puts the place before its stack: `:3`, an empty line, the line at fault, and a caret below the column.
    const [place = '', ...shown] = stack.split('\n', 5);
    const caret = shown.find((each) => /^\s*\^+\s*$/.test(each)) ?? '^';
    const told = new SyntaxError(message);
    told.stack = `${told}\n    at ${url}${/:\d+$/.exec(place)?.[0] ?? ':1'}:${caret.indexOf('^') + 1}`;
    throw told;
  }
}

/** By the ending, else by the syntax, as Node 24 decides it without a package.json. */
function kindOf(name: string, source: string): FileKind {
  if (name.endsWith('.json')) return 'json';
  if (/\.m[jt]s$/.test(name)) return 'module';
  if (/\.c[jt]s$/.test(name)) return 'commonjs';
  return isModule(source) ? 'module' : 'commonjs';
}

const listed = supportedBuiltins.map((name) => `node:${name}`).join(', ');

function notHere(specifier: string): Resolved {
  const message = `'${specifier}' is not available here. Of Node's modules there are: ${listed}`;
  return { kind: 'error', code: 'ERR_UNKNOWN_BUILTIN_MODULE', message };
}

function noPackages(specifier: string): Resolved {
  const message = `Cannot find package '${specifier}': no packages are installed here. There are the submitted files, as './name.js', and ${listed}`;
  return { kind: 'error', code: 'ERR_MODULE_NOT_FOUND', message };
}
