/**
 * Makes a program count its own work: every round of a loop and every call of a function takes one from a counter. The
 * virtual clock of a lane runs by that counter, so that it shows the same work as the same time on every machine.
 *
 * Text is only inserted, never across a line break: lines stay what they are, and `originalColumn` takes a column back.
 */
import {
  type ArrowFunctionExpression,
  type Function as FunctionNode,
  type Node,
  parse,
  type Token,
} from 'acorn';

/** Names in the program that only we give; lexical, so that they are no properties of globalThis. */
export const counterName = '__interleaveWork';
export const payName = '__interleavePay';
export const importName = '__interleaveImport';
export const metaName = '__interleaveMeta';
export const registryName = '__interleaveRegistry';

const count = `if(--${counterName}[0]<0)${payName}();`;
const countInExpression = `(--${counterName}[0]<0&&${payName}(),`;

interface Insertion {
  readonly at: number;
  readonly text: string;
  /** Characters of the original that the text takes the place of. */
  readonly replaced: number;
  /** Of a text that closes what another opened: where that one stands. */
  readonly opened?: number;
}

export interface CountedSource {
  readonly code: string;
  /** Line and column count from 1, as in a stack trace. */
  originalColumn(line: number, column: number): number;
}

/** What cannot be parsed here stays as it is: V8 says what is wrong with it, or knows more of the language than we do. */
export function countedSource(source: string, url: string, sourceType: 'module' | 'commonjs'): CountedSource {
  const insertions = insertionsIn(source, url, sourceType)?.sort(inOrder) ?? [];
  return {
    code: inserted(source, insertions),
    originalColumn: (line, column) => originalColumn(source, insertions, line, column),
  };
}

/** At one place what is inside closes first, and nothing opens before all is closed. */
function inOrder(a: Insertion, b: Insertion): number {
  return a.at - b.at || (b.opened ?? -1) - (a.opened ?? -1);
}

/** The expressions of a file that make it a module of ECMAScript; null when it can be parsed as neither kind. */
export function isModule(source: string): boolean {
  for (const sourceType of ['commonjs', 'module'] as const) {
    if (parsed(source, sourceType)) return sourceType === 'module';
  }
  return /^\s*(import|export)\b/m.test(source);
}

/** Of what cannot be parsed; line and column count from 1. */
export function syntaxErrorIn(source: string): { readonly line: number; readonly column: number } | null {
  try {
    parse(source, { ecmaVersion: 'latest', sourceType: 'commonjs', allowHashBang: true });
    return null;
  } catch (error) {
    const { loc } = error as { readonly loc?: { readonly line: number; readonly column: number } };
    return loc ? { line: loc.line, column: loc.column + 1 } : null;
  }
}

function parsed(source: string, sourceType: 'module' | 'commonjs', onToken?: (token: Token) => void) {
  try {
    return parse(source, {
      ecmaVersion: 'latest',
      sourceType,
      allowHashBang: true,
      allowAwaitOutsideFunction: sourceType === 'module',
      ...(onToken ? { onToken } : {}),
    });
  } catch {
    return null;
  }
}

function insertionsIn(source: string, url: string, sourceType: 'module' | 'commonjs'): Insertion[] | null {
  const arrows: number[] = [];
  const program = parsed(source, sourceType, ({ type, end }) => {
    if (type.label === '=>') arrows.push(end);
  });
  if (!program) return null;
  const insertions: Insertion[] = [];
  for (const node of nodesIn(program)) {
    if (isLoop(node)) insertions.push(...intoBody(node.body));
    else if (isFunction(node)) insertions.push(...intoFunction(node, arrows));
    else insertions.push(...intoImport(node, JSON.stringify(url)));
  }
  return insertions;
}

type LoopNode = Node & { readonly body: Node };

function isLoop(node: Node): node is LoopNode {
  return /^(For|ForIn|ForOf|While|DoWhile)Statement$/.test(node.type);
}

function isFunction(node: Node): node is FunctionNode | ArrowFunctionExpression {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
}

function intoBody(body: Node): Insertion[] {
  if (body.type === 'BlockStatement') return [insertion(body.start + 1, count)];
  return [insertion(body.start, `{${count}`), closing(body.end, '}', body.start)];
}

function intoFunction(node: FunctionNode | ArrowFunctionExpression, arrows: readonly number[]): Insertion[] {
  const { body } = node;
  if (body.type === 'BlockStatement') {
    const directives = body.body.filter((statement) => 'directive' in statement && statement.directive);
    return [insertion(directives.at(-1)?.end ?? body.start + 1, directives.length > 0 ? `;${count}` : count)];
  }
  // The body may stand in brackets, which are no part of its node.
  const arrow = arrows.findLast((end) => end <= body.start) ?? body.start;
  return [insertion(arrow, countInExpression), closing(node.end, ')', arrow)];
}

/** isolated-vm knows neither `import()` nor `import.meta`. */
function intoImport(node: Node, url: string): Insertion[] {
  if (node.type === 'ImportExpression') {
    return [{ at: node.start, text: `${importName}(${url})`, replaced: 'import'.length }];
  }
  if (node.type === 'MetaProperty' && 'meta' in node && (node.meta as { name?: string }).name === 'import') {
    return [{ at: node.start, text: `${metaName}(${url})`, replaced: node.end - node.start }];
  }
  return [];
}

const insertion = (at: number, text: string): Insertion => ({ at, text, replaced: 0 });
const closing = (at: number, text: string, opened: number): Insertion => ({ at, text, replaced: 0, opened });

/** Without recursion: a program may be nested deeper than our stack. */
function* nodesIn(program: Node): Generator<Node> {
  const stack: Node[] = [program];
  for (let node = stack.pop(); node; node = stack.pop()) {
    yield node;
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) stack.push(child);
    }
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function inserted(source: string, insertions: readonly Insertion[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { at, text, replaced } of insertions) {
    pieces.push(source.slice(from, at), text);
    from = at + replaced;
  }
  return pieces.join('') + source.slice(from);
}

function originalColumn(
  source: string,
  insertions: readonly Insertion[],
  line: number,
  column: number,
): number {
  const lineStart = startOfLine(source, line);
  let shift = 0;
  for (const { at, text, replaced } of insertions) {
    if (at < lineStart) continue;
    const shownAt = at - lineStart + 1 + shift;
    if (shownAt >= column) break;
    shift += Math.min(text.length, column - shownAt) - replaced;
  }
  return Math.max(1, column - shift);
}

function startOfLine(source: string, line: number): number {
  let start = 0;
  for (let passed = 1; passed < line; passed += 1) {
    const next = source.indexOf('\n', start);
    if (next < 0) return source.length;
    start = next + 1;
  }
  return start;
}
