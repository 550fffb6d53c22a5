/** What threads and processes do with what they have got: results that nobody receives, files that are no copies. */
import type { Finding } from '../../grading/findings.js';
import { found } from './found.js';
import {
  argumentNamed,
  argumentsOf,
  functionAround,
  loopAround,
  namedChildren,
  type Program,
  type PythonFunction,
} from './program.js';
import type { Syntax } from './syntax.js';
import type { Waits } from './waits.js';

interface HandedOver {
  readonly called: PythonFunction;
  /** A pool gives back what its functions return. */
  readonly isOfPool: boolean;
}

const poolMethods: ReadonlySet<string> = new Set([
  'map',
  'imap',
  'imap_unordered',
  'starmap',
  'submit',
  'apply',
  'apply_async',
  'map_async',
  'starmap_async',
]);

/** Functions of the program that processes run. */
function functionsOfProcesses(program: Program): HandedOver[] {
  return program.calls.flatMap((call): HandedOver[] => {
    const callee = call.child('function');
    const isPool =
      poolMethods.has(callee?.child('attribute')?.text ?? '') &&
      program.thingIn(callee?.child('object') ?? null) === 'process-pool';
    const isProcess = program.thingIn(call) === 'process';
    const handed = isPool ? argumentsOf(call)[0] : isProcess ? argumentNamed(call, 'target') : null;
    const called = handed ? program.functionMeant(handed) : null;
    return called ? [{ called, isOfPool: isPool }] : [];
  });
}

const isAtTheMargin = (program: Program, name: string): boolean =>
  [...program.root.walk()].some(
    (node) =>
      node.type === 'assignment' && node.child('left')?.text === name && functionAround(node) === null,
  );

const changing: ReadonlySet<string> = new Set(['append', 'add', 'extend', 'update', 'insert', 'setdefault']);

/** The variable outside of the function that a statement changes: `results[n] = …`, `results.append(…)`, `total += …`. */
function changedVariable(node: Syntax, globals: ReadonlySet<string>): string | null {
  if (node.type === 'assignment' || node.type === 'augmented_assignment') {
    const left = node.child('left');
    if (left?.type === 'identifier') return globals.has(left.text) ? left.text : null;
    const value = left?.type === 'subscript' ? left.child('value') : null;
    return value?.type === 'identifier' ? value.text : null;
  }
  const callee = node.type === 'call' ? node.child('function') : null;
  const object = callee?.child('object');
  return object?.type === 'identifier' && changing.has(callee?.child('attribute')?.text ?? '')
    ? object.text
    : null;
}

const namesIn = (node: Syntax, type: string): Set<string> =>
  new Set([...node.walk()].filter((each) => each.type === type).flatMap(wordsOf));
const wordsOf = (node: Syntax): string[] =>
  namedChildren(node).map(({ text }) => text.replace(/[:=].*/s, '').trim());

/** A variable of the main program that a process changes, and that is looked at elsewhere: each process has its own. */
export function changeIsLost(program: Program): Finding[] {
  const functions = new Set(functionsOfProcesses(program).map(({ called }) => called.node));
  return [...functions].flatMap((node) => {
    const globals = namesIn(node, 'global_statement');
    const own = namesIn(node, 'parameters');
    for (const each of node.walk()) {
      if (each.type === 'identifier' && each.field === 'left' && !globals.has(each.text)) own.add(each.text);
    }
    const [change] = [...node.walk()].flatMap((each) => {
      const name = changedVariable(each, globals);
      const isLost =
        name !== null && !own.has(name) && isPlain(program, name) && isReadOutside(program, node, name);
      return isLost ? [{ at: each, name }] : [];
    });
    return change ? [found(program, 'change-is-lost', 'process', change.at, { name: change.name })] : [];
  });
}

const isReadOutside = (program: Program, code: Syntax, name: string): boolean =>
  [...program.root.walk()].some(
    (each) => each.type === 'identifier' && each.text === name && each.field !== 'left' && !each.isIn(code),
  );

/** A number, list, dictionary or set of the main program, and nothing that is made to be shared. */
function isPlain(program: Program, name: string): boolean {
  if (!isAtTheMargin(program, name)) return false;
  const makers = [...program.root.walk()].filter(
    (node) =>
      node.type === 'assignment' && node.child('left')?.text === name && functionAround(node) === null,
  );
  return makers.every((node) => {
    const right = node.child('right');
    if (right?.type === 'call') return /^(dict|list|set|collections\.\w+)$/.test(program.calleeOf(right));
    return /^(integer|float|list|dictionary|set|list_comprehension)$/.test(right?.type ?? '');
  });
}

/** Results that are printed, sent, or put into something shared. */
const otherWaysOut = /\.(put|send|write|append|update)\w*\(|\bprint\(|\.value\b|\]\s*[-+*]?=[^=]/;

/** `return total` in the function of a Process: nobody gets it. */
export function resultIsLost(program: Program): Finding[] {
  const handed = functionsOfProcesses(program);
  return handed.flatMap(({ called, isOfPool }) => {
    const isOfAPoolToo =
      isOfPool || handed.some((other) => other.isOfPool && other.called.node === called.node);
    const isCalled = program.calls.some((call) => program.functionCalledBy(call)?.node === called.node);
    if (isOfAPoolToo || isCalled) return [];
    const returns = [...called.node.walk()].filter(
      (node) =>
        node.type === 'return_statement' &&
        functionAround(node) === called.node &&
        namedChildren(node).some(({ type }) => type !== 'none'),
    );
    const [first, ...more] = returns;
    if (!first || more.length > 0 || otherWaysOut.test(called.node.text)) return [];
    return [found(program, 'result-is-lost', 'process', first, { name: called.name })];
  });
}

/** The name of a file, where it stands there as a text. */
function literalName(node: Syntax | null | undefined): string | null {
  if (node?.type !== 'string' || node.children.some(({ type }) => type === 'interpolation')) return null;
  return node.children.find(({ type }) => type === 'string_content')?.text.slice(0, 100) ?? null;
}

/** Where a file is opened for writing, or a download is saved. */
function savings(
  program: Program,
): { readonly call: Syntax; readonly name: string | null; readonly isText: boolean }[] {
  return program.calls.flatMap((call) => {
    const callee = program.calleeOf(call);
    const [first, second] = argumentsOf(call);
    if (callee === 'urllib.request.urlretrieve') {
      return [{ call, name: literalName(second ?? argumentNamed(call, 'filename')), isText: false }];
    }
    const mode = literalName(second ?? argumentNamed(call, 'mode'));
    if (callee !== 'open' || !mode || !/[wx]/.test(mode)) return [];
    return [{ call, name: literalName(first), isText: !mode.includes('b') }];
  });
}

const isRepeated = (call: Syntax): boolean => functionAround(call) !== null || loopAround(call) !== null;

/** All downloads are saved under one name. */
export function oneFileForAll(program: Program): Finding[] {
  return savings(program).flatMap(({ call, name }) =>
    name !== null && isRepeated(call) ? [found(program, 'one-file-for-all', 'file', call, { name })] : [],
  );
}

/** A download is written as text, and so not byte by byte. */
export function savedAsText(program: Program, waits: Waits): Finding[] {
  if (!waits.all.some(({ kind }) => kind === 'request')) return [];
  return savings(program).flatMap(({ call, name, isText }) =>
    isText && isRepeated(call) ? [found(program, 'saved-as-text', 'file', call, { name: name ?? '' })] : [],
  );
}
