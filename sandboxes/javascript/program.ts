/** The submitted files as modules: what a specifier means, and each file as the text that is compiled. */
import { builtinModules, stripTypeScriptTypes } from 'node:module';
import { type CountedSource, countedSource, isModule } from './counted-source.js';

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

  has(url: string): boolean {
    return this.#compiled.has(url) || this.#files.has(nameOf(url)) || textOfDataUrl(url) !== null;
  }

  notFound(url: string): Error {
    const error = new Error(`Cannot find module '${pathOf(url)}'; ${this.#filesInWords}`);
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
    const inUrl = textOfDataUrl(url);
    const name = inUrl === null ? nameOf(url) : 'data.mjs';
    const source = withoutTypes(name, inUrl ?? this.#files.get(name) ?? '');
    const file = this.#compile(source, url, kindOf(name, source));
    this.#compiled.set(url, file);
    return file;
  }

  #compile(source: string, url: string, kind: FileKind): ProgramFile {
    if (kind === 'json') return { kind, counted: { code: source, originalColumn: (_, column) => column } };
    return { kind, counted: countedSource(source, url, kind) };
  }

  lineOf(url: string, line: number): string | null {
    return this.#files.get(nameOf(url))?.split('\n')[line - 1] ?? null;
  }

  /** A stack trace, or a message with places in it, with the columns that its reader knows. */
  withOriginalColumns(text: string): string {
    return text.replaceAll(
      /((?:file:\/\/)?\/box\/[^:)\n]+):(\d+):(\d+)/g,
      (whole, path: string, line, column) => {
        const url = path.startsWith('file:') ? path : `file://${path}`;
        const counted = this.#compiled.get(url)?.counted;
        return counted ? `${path}:${line}:${counted.originalColumn(Number(line), Number(column))}` : whole;
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

function withoutTypes(name: string, source: string): string {
  return /\.[cm]?ts$/.test(name) ? stripTypeScriptTypes(source, { mode: 'strip' }) : source;
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
