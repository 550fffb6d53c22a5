/** One isolate: the main thread of a program, or a worker. It runs one piece at a time, and may stand still in between. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ivm from 'isolated-vm';
import { counterName, importName, metaName, payName, registryName } from './counted-source.js';
import type { LaneDescription } from './guest/host.js';
import { LaneModules } from './lane-modules.js';
import type { Program } from './program.js';
import { msPerStep, stepsPerSlice } from './virtual-cost.js';

const here = dirname(fileURLToPath(import.meta.url));

/** How a piece ended: all of it is done, it threw, or the lane stands still until it is let go on. */
export type Advance =
  | { readonly kind: 'done' }
  | { readonly kind: 'threw'; readonly error: unknown }
  | { readonly kind: 'paused'; readonly operation: string; readonly values: readonly unknown[] };

export interface IsolateOptions {
  readonly memoryLimitMegabytes: number;
  readonly onCatastrophe: () => void;
}

/** What the lane asks for, answered at once. */
type Answer = (operation: string, values: readonly unknown[]) => unknown;

type Deliver = ivm.Reference<(kind: string, token: number, payload: unknown) => void>;

export class LaneIsolate {
  readonly #isolate: ivm.Isolate;
  readonly #work = new Int32Array(new SharedArrayBuffer(4));
  readonly #slice = new Float64Array(new SharedArrayBuffer(16));
  #paused: ((paused: Advance) => void) | null = null;
  #resume: ((value: unknown) => void) | null = null;
  #task: Promise<Advance> = Promise.resolve({ kind: 'done' });
  #deliver: Deliver | null = null;
  #runCommonJs: ivm.Reference<(url: string) => void> | null = null;
  #modules: LaneModules | null = null;

  constructor(
    private readonly program: Program,
    options: IsolateOptions,
  ) {
    this.#isolate = new ivm.Isolate({
      memoryLimit: options.memoryLimitMegabytes,
      onCatastrophicError: options.onCatastrophe,
    });
  }

  async prepare(description: LaneDescription, answer: Answer, startMs: number): Promise<void> {
    const isolate = this.#isolate;
    const context = await isolate.createContext();
    this.beginSlice(startMs);
    const guest = await new GuestModules(isolate, context).load();
    const pausing = new ivm.Reference((operation: string, ...values: unknown[]) =>
      this.#pause(operation, values),
    );
    const call = new ivm.Callback((operation: string, ...values: unknown[]) => answer(operation, values));
    const start = await guest.namespace.get('start', { reference: true });
    const memory = [this.#work.buffer, this.#slice.buffer].map((each) =>
      new ivm.ExternalCopy(each).copyInto(),
    );
    const described = new ivm.ExternalCopy(description).copyInto();
    await start.apply(undefined, [call, pausing, described, ...memory], { result: { copy: true } });
    await context.eval(lexicalNames);
    this.#deliver = await guest.namespace.get('deliver', { reference: true });
    this.#runCommonJs = await guest.namespace.get('runCommonJs', { reference: true });
    this.#modules = new LaneModules(isolate, context, this.program);
  }

  /** Virtual ms, as the lane itself has it now. */
  get nowMs(): number {
    return this.#slice[0]! + (this.#slice[1]! - this.#work[0]!) * msPerStep;
  }

  beginSlice(startMs: number): void {
    this.#slice[0] = startMs;
    this.#slice[1] = stepsPerSlice;
    this.#work[0] = stepsPerSlice;
  }

  runEntry(url: string): Promise<Advance> {
    const modules = this.#modules;
    if (this.program.kindOf(url) === 'commonjs') {
      return this.#begin(() => this.#runCommonJs!.apply(undefined, [url]));
    }
    return this.#begin(() => modules!.evaluate(`import ${JSON.stringify(url)}; ${registryName}.started();`));
  }

  /** For `import()`: the namespace reaches the lane by itself; a failure is found by `failureOf`. */
  runImport(token: number, url: string): Promise<Advance> {
    const source = `import * as it from ${JSON.stringify(url)}; ${registryName}.imported(${token}, it);`;
    return this.#begin(() => this.#modules!.evaluate(source));
  }

  /** What a module has failed with; null while it has not. */
  async failureOf(url: string): Promise<{ readonly error: unknown } | null> {
    try {
      await this.#modules!.evaluate(`import ${JSON.stringify(url)};`);
      return null;
    } catch (error) {
      return { error };
    }
  }

  handle(kind: string, token: number, payload: unknown): Promise<Advance> {
    return this.#begin(() =>
      this.#deliver!.apply(undefined, [kind, token, payload], { arguments: { copy: true } }),
    );
  }

  /** Goes on where the lane stands still, with what it waited for. */
  goOn(value: unknown): Promise<Advance> {
    const resume = this.#resume;
    this.#resume = null;
    const paused = this.#nextPause();
    resume?.(value);
    return Promise.race([this.#task, paused]);
  }

  dispose(): void {
    if (!this.#isolate.isDisposed) this.#isolate.dispose();
  }

  #begin(act: () => Promise<unknown>): Promise<Advance> {
    const paused = this.#nextPause();
    this.#task = act().then(
      (): Advance => ({ kind: 'done' }),
      (error: unknown): Advance => ({ kind: 'threw', error }),
    );
    return Promise.race([this.#task, paused]);
  }

  #nextPause(): Promise<Advance> {
    return new Promise((resolve) => {
      this.#paused = resolve;
    });
  }

  #pause(operation: string, values: readonly unknown[]): Promise<unknown> {
    return new Promise((resume) => {
      this.#resume = resume;
      this.#paused?.({ kind: 'paused', operation, values });
    });
  }
}

const lexicalNames = `
  const { work: ${counterName}, pay: ${payName}, dynamicImport: ${importName}, metaOf: ${metaName},
    registry: ${registryName} } = globalThis.__interleave;
  delete globalThis.__interleave;`;

const guestSources = new Map<string, string>();

/** Read once, before any program runs. */
function guestSource(file: string): string {
  const known = guestSources.get(file);
  if (known !== undefined) return known;
  const source = readFileSync(join(here, file), 'utf8').replace(/\n\/\/# sourceMappingURL.*\s*$/, '\n');
  guestSources.set(file, source);
  return source;
}

class GuestModules {
  readonly #files = new Map<string, Promise<ivm.Module>>();
  readonly #names = new Map<ivm.Module, string>();

  constructor(
    private readonly isolate: ivm.Isolate,
    private readonly context: ivm.Context,
  ) {}

  async load(): Promise<ivm.Module> {
    const lane = await this.#file('guest/lane.js');
    await lane.instantiate(this.context, (specifier, from) => {
      const folder = dirname(this.#names.get(from) ?? '');
      return this.#file(join(folder, specifier));
    });
    await lane.evaluate();
    return lane;
  }

  #file(file: string): Promise<ivm.Module> {
    const known = this.#files.get(file);
    if (known) return known;
    const filename = `node:internal/${file.replace(/^guest\/|\.js$/g, '')}`;
    const module = this.isolate.compileModule(guestSource(file), { filename }).then((compiled) => {
      this.#names.set(compiled, file);
      return compiled;
    });
    this.#files.set(file, module);
    return module;
  }
}
