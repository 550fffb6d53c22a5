/** One file of a program: its functions, what its names stand for, and its calls. */
import type { Syntax } from './syntax.js';

export interface PythonFunction {
  readonly name: string;
  readonly isAsync: boolean;
  readonly isMethod: boolean;
  readonly node: Syntax;
}

/** What a variable holds, or a list of such; by name, whatever the scope. `null`: several things, or something else. */
export type Thing =
  | 'thread'
  | 'process'
  | 'thread-pool'
  | 'process-pool'
  | 'lock'
  | 'places'
  | 'client'
  | 'async-client'
  | 'shared-value'
  | 'task'
  | 'future';

const things: readonly (readonly [RegExp, Thing])[] = [
  [/^(threading\.(Thread|Timer)|multiprocessing\.dummy\.Process)$/, 'thread'],
  [/(^multiprocessing\.(context\.)?|\.)(Spawn|Fork|ForkServer)?Process$/, 'process'],
  [/^(concurrent\.futures\.ThreadPoolExecutor|multiprocessing\.pool\.ThreadPool)$/, 'thread-pool'],
  [/^multiprocessing\.dummy\.Pool$/, 'thread-pool'],
  [/(^concurrent\.futures\.ProcessPoolExecutor|\.Pool)$/, 'process-pool'],
  [/^(threading|multiprocessing|asyncio)\.(R?Lock|Condition)$/, 'lock'],
  [/^(threading|multiprocessing|asyncio)\.(Bounded)?Semaphore$/, 'places'],
  [/^(requests\.[Ss]ession|httpx\.Client)$/, 'client'],
  [/^(aiohttp\.ClientSession|httpx\.AsyncClient)$/, 'async-client'],
  [/(^multiprocessing|\.)\.?(Value|RawValue)$/, 'shared-value'],
  [/(^asyncio|\.)\.?(create_task|ensure_future)$/, 'task'],
  [/\.(submit|apply_async)$/, 'future'],
];

const functionTypes: ReadonlySet<string> = new Set(['function_definition', 'lambda']);
const loopTypes: ReadonlySet<string> = new Set([
  'for_statement',
  'while_statement',
  'list_comprehension',
  'generator_expression',
  'set_comprehension',
  'dictionary_comprehension',
]);

export const isFunction = (node: Syntax): boolean => functionTypes.has(node.type);
export const isLoop = (node: Syntax): boolean => loopTypes.has(node.type);

export class Program {
  readonly calls: readonly Syntax[];
  readonly functions: readonly PythonFunction[];
  private readonly mentioned: ReadonlySet<string>;
  private readonly imports = new Map<string, string>();
  private readonly classes = new Map<string, Thing | null>();
  private readonly variables = new Map<string, Thing | null>();

  constructor(
    readonly file: string,
    readonly root: Syntax,
  ) {
    const nodes = [...root.walk()];
    this.calls = nodes.filter(({ type }) => type === 'call');
    this.functions = nodes.filter(({ type }) => type === 'function_definition').map(asFunction);
    this.mentioned = new Set(
      nodes.filter(({ type, field }) => type === 'identifier' && field !== 'name').map(({ text }) => text),
    );
    for (const node of nodes) this.readImport(node);
    for (const node of nodes) if (node.type === 'class_definition') this.readClass(node);
    // Twice: a list may be filled after the loop over it was read.
    for (let round = 0; round < 2; round += 1) for (const node of nodes) this.readVariable(node);
  }

  /** Somewhere besides where it is defined. */
  mentions(name: string): boolean {
    return this.mentioned.has(name);
  }

  /** "time.sleep" for `sleep(…)` after `from time import sleep`; the text itself where nothing was imported. */
  nameOf(expression: Syntax | null): string {
    if (!expression) return '';
    if (expression.type === 'identifier') return this.imports.get(expression.text) ?? expression.text;
    if (expression.type === 'attribute') {
      return `${this.nameOf(expression.child('object'))}.${expression.child('attribute')?.text ?? ''}`;
    }
    if (expression.type === 'call') return `${this.nameOf(expression.child('function'))}()`;
    return expression.text.slice(0, 100);
  }

  calleeOf(call: Syntax): string {
    return this.nameOf(call.child('function'));
  }

  /** What an expression gives, or each element of it. */
  thingIn(expression: Syntax | null): Thing | null {
    switch (expression?.type) {
      case 'call':
        return this.thingMadeBy(expression);
      case 'identifier':
      case 'attribute':
        return this.variables.get(expression.text) ?? null;
      case 'await':
      case 'parenthesized_expression':
        return this.thingIn(namedChildren(expression)[0] ?? null);
      case 'list':
      case 'tuple':
        return this.thingIn(namedChildren(expression)[0] ?? null);
      case 'list_comprehension':
      case 'generator_expression':
        return this.thingIn(expression.child('body'));
      default:
        return null;
    }
  }

  /** Null also when several functions bear the name. */
  functionCalledBy(call: Syntax): PythonFunction | null {
    return this.functionMeant(call.child('function'));
  }

  functionMeant(expression: Syntax | null): PythonFunction | null {
    if (expression?.type === 'identifier') {
      if (this.imports.has(expression.text)) return null;
      return this.only(expression.text, false);
    }
    if (expression?.type === 'attribute') {
      const object = expression.child('object');
      if (object?.type === 'identifier' && this.imports.has(object.text)) return null;
      if (this.thingIn(object) !== null) return null;
      return this.only(expression.child('attribute')?.text ?? '', true);
    }
    return null;
  }

  private only(name: string, isMethod: boolean): PythonFunction | null {
    const found = this.functions.filter((each) => each.name === name && each.isMethod === isMethod);
    return found.length === 1 ? (found[0] ?? null) : null;
  }

  private thingMadeBy(call: Syntax): Thing | null {
    const callee = this.calleeOf(call);
    const own = this.classes.get(callee);
    if (own !== undefined) return own;
    return things.find(([form]) => form.test(callee))?.[1] ?? null;
  }

  private readImport(node: Syntax): void {
    if (node.type !== 'import_statement' && node.type !== 'import_from_statement') return;
    const module = node.child('module_name')?.text;
    for (const imported of node.children.filter(({ field }) => field === 'name')) {
      const name = imported.type === 'aliased_import' ? imported.child('name')?.text : imported.text;
      const alias = imported.type === 'aliased_import' ? imported.child('alias')?.text : undefined;
      if (!name) continue;
      if (module !== undefined) this.imports.set(alias ?? name, `${module}.${name}`);
      else if (alias !== undefined) this.imports.set(alias, name);
      else this.imports.set(name.split('.')[0] ?? name, name.split('.')[0] ?? name);
    }
  }

  private readClass(node: Syntax): void {
    const name = node.child('name')?.text;
    const [first] = namedChildren(node.child('superclasses'));
    if (!name) return;
    const base = this.nameOf(first ?? null);
    const thing = this.classes.get(base) ?? things.find(([form]) => form.test(base))?.[1] ?? null;
    this.classes.set(name, thing);
  }

  private readVariable(node: Syntax): void {
    if (node.type === 'assignment') this.bind(node.child('left'), node.child('right'));
    if (node.type === 'as_pattern') this.bind(node.child('alias'), namedChildren(node)[0] ?? null);
    if (node.type === 'for_statement' || node.type === 'for_in_clause') {
      this.bind(node.child('left'), node.child('right'));
    }
    if (node.type !== 'call') return;
    const callee = node.child('function');
    if (callee?.type === 'attribute' && callee.child('attribute')?.text === 'append') {
      this.bind(callee.child('object'), argumentsOf(node)[0] ?? null);
    }
  }

  private bind(left: Syntax | null, right: Syntax | null): void {
    const name = left?.type === 'as_pattern_target' ? left.children[0] : left;
    if (name?.type !== 'identifier' && name?.type !== 'attribute') return;
    const thing = this.thingIn(right);
    if (thing === null) return;
    const known = this.variables.get(name.text);
    this.variables.set(name.text, known === undefined || known === thing ? thing : null);
  }
}

function asFunction(node: Syntax): PythonFunction {
  const around = node.around((each) => each.type === 'class_definition' || isFunction(each));
  return {
    name: node.child('name')?.text ?? '',
    isAsync: node.children.some(({ type }) => type === ':async'),
    isMethod: around?.type === 'class_definition',
    node,
  };
}

const namedChildren = (node: Syntax | null): Syntax[] =>
  node?.children.filter(({ type }) => !type.startsWith(':') && type !== 'comment') ?? [];

/** Those without a name; of `f(x for x in y)` the generator. */
export function argumentsOf(call: Syntax): Syntax[] {
  const given = call.child('arguments');
  if (given?.type === 'generator_expression') return [given];
  return namedChildren(given).filter(({ type }) => type !== 'keyword_argument');
}

export function argumentNamed(call: Syntax, name: string): Syntax | null {
  const found = namedChildren(call.child('arguments')).find(
    (each) => each.type === 'keyword_argument' && each.child('name')?.text === name,
  );
  return found?.child('value') ?? null;
}

/** The function or lambda whose code this is; null at the left margin, or in a class. */
export const functionAround = (node: Syntax): Syntax | null => node.around(isFunction);

/** The loop that does this again and again, in the same function: not one whose list it is in. */
export function loopAround(node: Syntax): Syntax | null {
  let below = node;
  for (let each = node.parent; each && !isFunction(each); below = each, each = each.parent) {
    if (!isLoop(each)) continue;
    const isRepeated =
      below.field === 'body' || (each.type === 'while_statement' && below.field === 'condition');
    if (isRepeated) return each;
  }
  return null;
}

/** The statement that it is in, as a child of its block. */
export function statementOf(node: Syntax): Syntax {
  let statement = node;
  while (statement.parent && statement.parent.type !== 'block' && statement.parent.type !== 'module') {
    statement = statement.parent;
  }
  return statement;
}

export { namedChildren };
