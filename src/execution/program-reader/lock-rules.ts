/** Locks that are held too long, or not at all. */
import type { Finding } from '../../grading/findings.js';
import { found, onlyLine } from './found.js';
import { argumentsOf, functionAround, isLoop, namedChildren, type Program, statementOf } from './program.js';
import type { Syntax } from './syntax.js';
import { literalNumber, type Wait, type Waits } from './waits.js';

/** How many may hold it at once; null for what is no lock, or a number that is not written there. */
function placesOf(program: Program, expression: Syntax | null): number | null {
  const thing = program.thingIn(expression);
  if (thing === 'lock') return 1;
  if (thing !== 'places') return null;
  const makers = program.calls.filter(
    (call) =>
      program.thingIn(call) === 'places' &&
      call.parent?.type === 'assignment' &&
      call.parent.child('left')?.text === expression?.text,
  );
  const [maker] = makers;
  if (!maker || makers.length > 1) return null;
  const [value] = argumentsOf(maker);
  return value === undefined ? 1 : literalNumber(value);
}

interface Held {
  readonly at: Syntax;
  readonly lock: Syntax;
  readonly waits: readonly Wait[];
}

function heldByWith(waits: Waits, node: Syntax): Held[] {
  const clause = node.children.find(({ type }) => type === 'with_clause');
  const items = namedChildren(clause ?? null).flatMap((item) => item.child('value') ?? []);
  return items.flatMap((value, index) => {
    if (value.type !== 'identifier' && value.type !== 'attribute') return [];
    const later = items.slice(index + 1).flatMap((item) => waits.within(item));
    const body = node.child('body');
    return [{ at: value, lock: value, waits: [...later, ...(body ? waits.within(body) : [])] }];
  });
}

/** From `lock.acquire()` to `lock.release()`, or to the end of its block. */
function heldByAcquire(waits: Waits, call: Syntax): Held[] {
  const callee = call.child('function');
  const lock = callee?.child('object');
  if (callee?.child('attribute')?.text !== 'acquire' || !lock) return [];
  const statement = statementOf(call);
  const siblings = namedChildren(statement.parent);
  const after = siblings.slice(siblings.indexOf(statement) + 1);
  const end = after.findIndex((each) => each.text.startsWith(`${lock.text}.release`));
  const held = end < 0 ? after : after.slice(0, end);
  return [{ at: call, lock, waits: held.flatMap((each) => waits.within(each)) }];
}

export function lockAcrossAWait(program: Program, waits: Waits): Finding[] {
  const statements = [...program.root.walk()].filter(({ type }) => type === 'with_statement');
  const held = [
    ...statements.flatMap((node) => heldByWith(waits, node)),
    ...program.calls.flatMap((call) => heldByAcquire(waits, call)),
  ];
  return held.flatMap(({ at, lock, waits: during }) => {
    const limit = placesOf(program, lock);
    const kinds = during.map(({ kind }) => kind);
    if (limit === null || kinds.length === 0) return [];
    const subject = kinds.includes('request') ? 'request' : 'sleep';
    const waitLine = onlyLine(during, at.line);
    return found(program, 'lock-across-a-wait', subject, at, {
      name: lock.text.slice(0, 60),
      waitLine,
      limit,
    });
  });
}

/** A lock around a loop, or around a function that has one, without any wait in it. */
export function lockAcrossComputing(program: Program, waits: Waits): Finding[] {
  const statements = [...program.root.walk()].filter(({ type }) => type === 'with_statement');
  return statements.flatMap((node) => {
    const items = namedChildren(node.children.find(({ type }) => type === 'with_clause') ?? null);
    const lock = items.map((item) => item.child('value')).find((value) => isLock(program, value)) ?? null;
    const body = node.child('body');
    if (!lock || !body || waits.within(body).length > 0 || !loops(program, body)) return [];
    return found(program, 'lock-across-computing', 'any', lock, { name: lock.text.slice(0, 60) });
  });
}

/** Also a parameter that is called so: it is handed over with the task. */
const isLock = (program: Program, value: Syntax | null): boolean =>
  placesOf(program, value) === 1 ||
  (value?.type === 'identifier' && /lock|mutex/i.test(value.text) && program.thingIn(value) === null);

const loops = (program: Program, code: Syntax): boolean =>
  [...code.walk()].some(
    (node) =>
      isLoop(node) ||
      (node.type === 'call' && [...(program.functionCalledBy(node)?.node.walk() ?? [])].some(isLoop)),
  );

/** `total.value += x`, where nothing around it is a lock. */
export function changeWithoutALock(program: Program): Finding[] {
  const text = program.root.text;
  return [...program.root.walk()].flatMap((node) => {
    if (node.type !== 'augmented_assignment' || functionAround(node) === null) return [];
    const left = node.child('left');
    const isShared = left?.type === 'attribute' && left.child('attribute')?.text === 'value';
    const object = left?.child('object');
    if (!isShared || !object || !/\b(Raw)?Value\(/.test(text)) return [];
    const isHeld =
      node.around(({ type }) => type === 'with_statement') !== null || text.includes('.acquire()');
    if (isHeld) return [];
    return found(program, 'change-without-a-lock', 'process', node, { name: left.text.slice(0, 60) });
  });
}

export function lockNeverReleased(program: Program): Finding[] {
  return program.calls.flatMap((call) => {
    const callee = call.child('function');
    const lock = callee?.child('object') ?? null;
    if (callee?.child('attribute')?.text !== 'acquire' || program.thingIn(lock) !== 'lock') return [];
    if (program.root.text.includes('.release')) return [];
    return found(program, 'lock-never-released', 'any', call, { name: lock?.text.slice(0, 60) ?? '' });
  });
}
