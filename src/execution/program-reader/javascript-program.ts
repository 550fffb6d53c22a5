/** One file of a program in JavaScript: its calls, its functions, and what its names stand for. */
import { namedChildren } from './program.js';
import type { Syntax } from './syntax.js';

const functionTypes: ReadonlySet<string> = new Set([
  'function_declaration',
  'function_expression',
  'generator_function_declaration',
  'generator_function',
  'arrow_function',
  'method_definition',
]);
const loopTypes: ReadonlySet<string> = new Set([
  'for_statement',
  'for_in_statement',
  'while_statement',
  'do_statement',
]);

const isFunction = ({ type }: Syntax): boolean => functionTypes.has(type);

/** What calling something comes to, by itself or through functions of its file. */
export type Effect = 'request' | 'worker' | 'sleep';

/** The thread whose code it is, as far as `if (isMainThread)` says so. */
export type Side = 'main' | 'worker' | 'either';

export class JavascriptProgram {
  /** Those with `new` too. */
  readonly calls: readonly Syntax[];
  private readonly functions = new Map<string, Syntax | null>();
  private readonly imports = new Map<string, string>();
  private readonly effects = new Map<Syntax, ReadonlySet<Effect>>();

  constructor(
    readonly file: string,
    readonly root: Syntax,
  ) {
    const nodes = [...root.walk()];
    this.calls = nodes.filter(({ type }) => type === 'call_expression' || type === 'new_expression');
    for (const node of nodes) this.readNames(node);
  }

  /** "timers/promises.setTimeout" for `sleep(…)`; the text itself where nothing was imported. */
  nameOf(expression: Syntax | null): string {
    if (!expression) return '';
    switch (expression.type) {
      case 'identifier':
        return this.imports.get(expression.text) ?? expression.text;
      case 'member_expression': {
        const object = this.nameOf(expression.child('object'));
        return `${object === 'globalThis' ? '' : `${object}.`}${expression.child('property')?.text ?? ''}`;
      }
      case 'call_expression':
        return `${this.calleeOf(expression)}()`;
      default:
        return expression.text.slice(0, 100);
    }
  }

  calleeOf(call: Syntax): string {
    return this.nameOf(call.child('function') ?? call.child('constructor'));
  }

  /** Null also when several functions bear the name. */
  functionCalledBy(call: Syntax): Syntax | null {
    const callee = call.child('function');
    return callee?.type === 'identifier' ? (this.functions.get(callee.text) ?? null) : null;
  }

  effectsOf(call: Syntax): ReadonlySet<Effect> {
    const own = this.ownEffect(call);
    if (own) return new Set([own]);
    const called = this.functionCalledBy(call);
    return called ? this.effectsWithin(called) : new Set();
  }

  /** Of all the code in there, that of callbacks too. */
  effectsWithin(code: Syntax): ReadonlySet<Effect> {
    const known = this.effects.get(code);
    if (known) return known;
    const effects = new Set<Effect>();
    // A function that calls itself has been here.
    this.effects.set(code, effects);
    for (const call of callsIn(code)) for (const effect of this.effectsOf(call)) effects.add(effect);
    return effects;
  }

  private ownEffect(call: Syntax): Effect | null {
    const callee = this.calleeOf(call);
    if (callee === 'fetch') return 'request';
    if (call.type === 'new_expression') return /^(worker_threads\.)?Worker$/.test(callee) ? 'worker' : null;
    return /^(timers(\/promises)?\.)?setTimeout$/.test(callee) ? 'sleep' : null;
  }

  private readNames(node: Syntax): void {
    if (node.type === 'import_statement') this.readImport(node);
    if (/^(generator_)?function_declaration$/.test(node.type)) this.define(node.child('name'), node);
    if (node.type !== 'variable_declarator') return;
    const value = node.child('value');
    if (value && isFunction(value)) this.define(node.child('name'), value);
    const inner = value?.type === 'await_expression' ? (namedChildren(value)[0] ?? null) : value;
    const source = inner?.type === 'call_expression' ? argumentsOf(inner)[0] : null;
    if (!inner || !source || !/^(require|import)$/.test(inner.child('function')?.text ?? '')) return;
    this.bindPattern(node.child('name'), moduleOf(source));
  }

  private define(name: Syntax | null, node: Syntax): void {
    if (name?.type !== 'identifier') return;
    this.functions.set(name.text, this.functions.has(name.text) ? null : node);
  }

  private readImport(node: Syntax): void {
    const source = node.child('source');
    if (!source) return;
    const module = moduleOf(source);
    for (const each of node.walk()) {
      if (each.type === 'import_specifier') {
        const name = each.child('name')?.text ?? '';
        this.imports.set(each.child('alias')?.text ?? name, `${module}.${name}`);
      }
      if (each.type === 'namespace_import') this.bindPattern(namedChildren(each)[0] ?? null, module);
      if (each.type === 'identifier' && each.parent?.type === 'import_clause') this.bindPattern(each, module);
    }
  }

  private bindPattern(pattern: Syntax | null, module: string): void {
    if (pattern?.type === 'identifier') this.imports.set(pattern.text, module);
    if (pattern?.type !== 'object_pattern') return;
    for (const each of namedChildren(pattern)) {
      const isPair = each.type === 'pair_pattern';
      const name = isPair ? (each.child('key')?.text ?? '') : each.text;
      this.imports.set(isPair ? (each.child('value')?.text ?? '') : each.text, `${module}.${name}`);
    }
  }
}

const moduleOf = (source: Syntax): string => source.text.slice(1, -1).replace(/^node:/, '');

export const callsIn = (code: Syntax): Syntax[] =>
  [...code.walk()].filter(({ type }) => type === 'call_expression' || type === 'new_expression');

export const argumentsOf = (call: Syntax): Syntax[] => namedChildren(call.child('arguments'));

/** The function whose code this is; null at the left margin, or in a class. */
export const functionAround = (node: Syntax): Syntax | null => node.around(isFunction);

/** The loop that does this again and again, in the same function. */
export function loopAround(node: Syntax): Syntax | null {
  let below = node;
  for (let each = node.parent; each && !isFunction(each); below = each, each = each.parent) {
    const isRepeated = below.field === 'body' || below.field === 'condition' || below.field === 'increment';
    if (loopTypes.has(each.type) && isRepeated) return each;
  }
  return null;
}

export const loopsIn = (code: Syntax): Syntax[] => [...code.walk()].filter(({ type }) => loopTypes.has(type));

/** The statement that it is in, as a child of its block. */
export function statementOf(node: Syntax): Syntax {
  let statement = node;
  while (statement.parent && !/^(statement_block|program)$/.test(statement.parent.type)) {
    statement = statement.parent;
  }
  return statement;
}

export function sideOf(node: Syntax): Side {
  let below = node;
  for (let each = node.parent; each; below = each, each = each.parent) {
    if (each.type !== 'if_statement') continue;
    const condition = each.child('condition')?.text.replace(/[\s()]/g, '');
    if (condition !== 'isMainThread' && condition !== '!isMainThread') continue;
    if (below.field !== 'consequence' && below.field !== 'alternative') continue;
    return (below.field === 'consequence') === (condition === 'isMainThread') ? 'main' : 'worker';
  }
  return 'either';
}

/** The call that a chain begins with: of `fetch(url).then(…).catch(…)` that of fetch; of `(await f()).g()` none. */
export function firstOfChain(expression: Syntax | null): Syntax | null {
  if (expression?.type !== 'call_expression') return null;
  const callee = expression.child('function');
  if (callee?.type !== 'member_expression') return expression;
  const object = callee.child('object');
  return object?.type === 'call_expression' ? firstOfChain(object) : expression;
}
