/** import(), import.meta and require. Modules themselves are linked by the host, which knows the files. */

import { builtin, defaultOf } from './builtins.js';
import { commonHead } from './common-wrapper.js';
import { call, newToken, nodeError, onEvent } from './host.js';
import { fileURLToPath, URL } from './url.js';

/** What the host says of a specifier, as seen from a file. */
type Resolved =
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'module' | 'commonjs' | 'json'; readonly url: string }
  | { readonly kind: 'error'; readonly code: string; readonly message: string };

function resolve(
  specifier: string,
  fromUrl: string,
  isRequire: boolean,
): Exclude<Resolved, { kind: 'error' }> {
  const resolved = call('resolve', specifier, fromUrl, isRequire) as Resolved;
  if (resolved.kind === 'error') throw nodeError(resolved.code, resolved.message);
  return resolved;
}

interface CommonModule {
  exports: unknown;
  readonly id: string;
  readonly filename: string;
  loaded: boolean;
}

type Wrapper = (
  this: unknown,
  exports: unknown,
  require: (specifier: string) => unknown,
  module: CommonModule,
  filename: string,
  dirname: string,
) => void;

// biome-ignore lint/security/noGlobalEval: inside an isolate; this is how a CommonJS module is run
const realEval = globalThis.eval;
const commonModules = new Map<string, CommonModule>();

function requireFrom(fromUrl: string): (specifier: string) => unknown {
  const require = (specifier: string): unknown => {
    const resolved = resolve(String(specifier), fromUrl, true);
    if (resolved.kind === 'builtin') return defaultOf(resolved.name);
    if (resolved.kind === 'module') {
      const message = `require() of the ES module ${resolved.url} is not supported here; import it`;
      throw nodeError('ERR_REQUIRE_ESM', message);
    }
    return commonModule(resolved.url, resolved.kind).exports;
  };
  return Object.assign(require, { resolve: (specifier: string) => specifier });
}

/** Runs the file when it is asked for first, as Node does. */
export function commonModule(url: string, kind: 'commonjs' | 'json' = 'commonjs'): CommonModule {
  const known = commonModules.get(url);
  if (known) return known;
  const filename = fileURLToPath(url);
  const module: CommonModule = { exports: {}, id: filename, filename, loaded: false };
  commonModules.set(url, module);
  const source = call('source', url) as string;
  if (kind === 'json') {
    module.exports = JSON.parse(source);
  } else {
    const wrapper = compiled(url, `${commonHead}${source}\n})\n//# sourceURL=${filename}`);
    wrapper.call(module.exports, module.exports, requireFrom(url), module, filename, '/box');
  }
  module.loaded = true;
  return module;
}

/** A syntax error does not say where it is. */
function compiled(url: string, source: string): Wrapper {
  try {
    return realEval(source) as Wrapper;
  } catch (error) {
    const place = call('syntax-error-place', url) as string | null;
    if (error instanceof SyntaxError && place !== null) error.stack = `${error}\n    at ${place}`;
    throw error;
  }
}

const importing = new Map<number, { resolve(namespace: unknown): void; reject(error: unknown): void }>();

/** In the place of `import`, where it is called. */
export const dynamicImport =
  (fromUrl: string) =>
  async (specifier: unknown): Promise<unknown> => {
    resolve(String(specifier), fromUrl, false);
    const token = newToken();
    return new Promise((fulfil, reject) => {
      importing.set(token, { resolve: fulfil, reject });
      call('import', token, String(specifier), fromUrl);
    });
  };

/** Called by a module that the host makes around the one that is imported. */
export function imported(token: number, namespace: unknown): void {
  call('imported', token);
  importing.get(token)?.resolve(namespace);
  importing.delete(token);
}

onEvent('import-failed', (token, payload) => {
  importing.get(token)?.reject(payload);
  importing.delete(token);
});

/** In the place of `import.meta`. */
export function metaOf(url: string) {
  const filename = fileURLToPath(url);
  return {
    __proto__: null,
    dirname: '/box',
    filename,
    main: undefined,
    resolve: (specifier: string) => new URL(specifier, url).href,
    url,
  };
}

/** For the host, which writes modules that pass on what is in here. */
export const registry = {
  builtin,
  defaultOf,
  imported,
  started: () => call('started'),
  commonExports: (url: string) => commonModule(url).exports,
  jsonValue: (url: string) => commonModule(url, 'json').exports,
};
