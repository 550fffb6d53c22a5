/** The modules of a program in one isolate. Each file is compiled once; what is no ES module is wrapped by one. */
import ivm from 'isolated-vm';
import { registryName } from './counted-source.js';
import type { Program, Resolved } from './program.js';

export class LaneModules {
  readonly #modules = new Map<string, Promise<ivm.Module>>();
  readonly #urls = new Map<ivm.Module, string>();

  constructor(
    private readonly isolate: ivm.Isolate,
    private readonly context: ivm.Context,
    private readonly program: Program,
  ) {}

  /** Ends when the module has run as far as it can; its top-level await may still be open. */
  async evaluate(source: string): Promise<void> {
    const module = await this.isolate.compileModule(source, { filename: 'node:internal/entry' });
    await module.instantiate(this.context, (specifier, from) => this.#link(specifier, from));
    await module.evaluate();
  }

  #link(specifier: string, from: ivm.Module): Promise<ivm.Module> {
    const fromUrl = this.#urls.get(from) ?? specifier;
    const resolved = this.program.resolve(specifier, fromUrl, false);
    if (resolved.kind === 'error')
      throw this.program.linkError(resolved.message, resolved.code, specifier, fromUrl);
    const key = resolved.kind === 'builtin' ? `node:${resolved.name}` : resolved.url;
    const known = this.#modules.get(key);
    if (known) return known;
    const module = this.#compile(resolved, key);
    this.#modules.set(key, module);
    return module;
  }

  async #compile(resolved: Exclude<Resolved, { kind: 'error' }>, key: string): Promise<ivm.Module> {
    const source =
      resolved.kind === 'module' ? this.program.codeOf(resolved.url) : await this.#wrapper(resolved);
    const module = await this.isolate.compileModule(source, { filename: key });
    this.#urls.set(module, key);
    return module;
  }

  async #wrapper(resolved: Exclude<Resolved, { kind: 'error' | 'module' }>): Promise<string> {
    if (resolved.kind === 'json')
      return `export default ${registryName}.jsonValue(${JSON.stringify(resolved.url)});`;
    if (resolved.kind === 'builtin') {
      const name = JSON.stringify(resolved.name);
      const names = await this.context.eval(`Object.keys(${registryName}.builtin(${name})).join()`);
      return wrapped(
        `${registryName}.builtin(${name})`,
        `${registryName}.defaultOf(${name})`,
        String(names).split(','),
      );
    }
    const code = this.program.codeOf(resolved.url);
    const names = [...code.matchAll(/\bexports\.([A-Za-z_$][\w$]*)\s*=[^=]/g)].map((match) => match[1]!);
    const exports = wrapped(`${registryName}.commonExports(${JSON.stringify(resolved.url)})`, 'all', names);
    return `${exports} export { all as 'module.exports' };`;
  }
}

/** A name may be a reserved word, so that it cannot be declared but only exported. */
function wrapped(exports: string, byDefault: string, names: readonly string[]): string {
  const unique = [...new Set(names)].filter((name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== 'default');
  const declared = unique.map((name, at) => `const e${at} = all.${name};`).join(' ');
  const list = unique.map((name, at) => `e${at} as ${name}`).join(', ');
  return `const all = ${exports}; export default ${byDefault}; ${declared} export { ${list} };`;
}
