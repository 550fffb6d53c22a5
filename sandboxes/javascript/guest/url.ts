/** URL and URLSearchParams: the host parses, by the standard, so that programs see what Node shows them. */
import { call, nodeError } from './host.js';

interface Parts {
  readonly href: string;
  readonly origin: string;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}

type Pairs = [string, string][];

export class URLSearchParams {
  #pairs: Pairs;
  /** The URL to which these belong, if any, hears of every change. */
  #changed: () => void;

  constructor(init: unknown = '', changed: () => void = () => undefined) {
    this.#pairs = pairsOf(init);
    this.#changed = changed;
  }

  append(name: string, value: string): void {
    this.#pairs.push([String(name), String(value)]);
    this.#changed();
  }
  delete(name: string): void {
    this.#pairs = this.#pairs.filter(([each]) => each !== name);
    this.#changed();
  }
  get(name: string): string | null {
    return this.#pairs.find(([each]) => each === name)?.[1] ?? null;
  }
  getAll(name: string): string[] {
    return this.#pairs.filter(([each]) => each === name).map(([, value]) => value);
  }
  has(name: string): boolean {
    return this.#pairs.some(([each]) => each === name);
  }
  set(name: string, value: string): void {
    const at = this.#pairs.findIndex(([each]) => each === name);
    if (at < 0) this.#pairs.push([String(name), String(value)]);
    else {
      this.#pairs = this.#pairs.filter(([each], index) => each !== name || index === at);
      this.#pairs[at] = [String(name), String(value)];
    }
    this.#changed();
  }
  sort(): void {
    this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    this.#changed();
  }
  get size(): number {
    return this.#pairs.length;
  }
  forEach(callback: (value: string, name: string, params: this) => void): void {
    for (const [name, value] of this.#pairs) callback(value, name, this);
  }
  *keys(): Generator<string> {
    for (const [name] of this.#pairs) yield name;
  }
  *values(): Generator<string> {
    for (const [, value] of this.#pairs) yield value;
  }
  *entries(): Generator<[string, string]> {
    for (const [name, value] of this.#pairs) yield [name, value];
  }
  [Symbol.iterator](): Generator<[string, string]> {
    return this.entries();
  }
  toString(): string {
    return call('url-encode', this.#pairs) as string;
  }
}

function pairsOf(init: unknown): Pairs {
  if (typeof init !== 'object' || init === null) return call('url-decode', String(init)) as Pairs;
  if (Symbol.iterator in init) {
    return [...(init as Iterable<Iterable<unknown>>)].map((pair) => {
      const [name, value] = [...pair];
      return [String(name), String(value)];
    });
  }
  return Object.entries(init).map(([name, value]) => [name, String(value)]);
}

const settable = [
  'protocol',
  'username',
  'password',
  'host',
  'hostname',
  'port',
  'pathname',
  'hash',
] as const;

export class URL {
  #parts: Parts;
  readonly #searchParams: URLSearchParams;

  constructor(url: unknown, base?: unknown) {
    const parts = URL.#parsed(url, base);
    if (!parts) {
      const error = nodeError('ERR_INVALID_URL', 'Invalid URL', TypeError);
      throw Object.assign(error, { input: String(url) });
    }
    this.#parts = parts;
    this.#searchParams = new URLSearchParams(parts.search, () => {
      this.#change('search', this.#searchParams.toString());
    });
  }

  static #parsed(url: unknown, base: unknown): Parts | null {
    return call('url-parse', String(url), base === undefined ? null : String(base)) as Parts | null;
  }

  static canParse(url: unknown, base?: unknown): boolean {
    return URL.#parsed(url, base) !== null;
  }

  static parse(url: unknown, base?: unknown): URL | null {
    return URL.canParse(url, base) ? new URL(url, base) : null;
  }

  #change(part: string, value: string): void {
    this.#parts = call('url-change', this.#parts.href, part, value) as Parts;
  }

  get href(): string {
    return this.#parts.href;
  }
  set href(value: string) {
    this.#parts = new URL(value).#parts;
  }
  get origin(): string {
    return this.#parts.origin;
  }
  get search(): string {
    return this.#parts.search;
  }
  set search(value: string) {
    this.#change('search', String(value));
    for (const name of [...this.#searchParams.keys()]) this.#searchParams.delete(name);
    for (const [name, each] of pairsOf(String(value))) this.#searchParams.append(name, each);
  }
  get searchParams(): URLSearchParams {
    return this.#searchParams;
  }
  toString(): string {
    return this.#parts.href;
  }
  toJSON(): string {
    return this.#parts.href;
  }

  static {
    for (const part of settable) {
      Object.defineProperty(URL.prototype, part, {
        configurable: true,
        enumerable: true,
        get(this: URL) {
          return this.#parts[part];
        },
        set(this: URL, value: unknown) {
          this.#change(part, String(value));
        },
      });
    }
  }
}

/** file: URLs of the submitted files. */
export const fileURLToPath = (url: unknown): string => {
  const { protocol, pathname } = call('url-parse', String(url), null) as Parts;
  if (protocol !== 'file:')
    throw nodeError('ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file', TypeError);
  return decodeURIComponent(pathname);
};
export const pathToFileURL = (path: string): URL => new URL(encodeURI(path), 'file:///box/');
