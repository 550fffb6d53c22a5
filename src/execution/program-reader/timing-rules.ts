/** What a program does with clocks: asking them in place of sleeping, asking the wrong one, or asking too early. */
import type { Finding } from '../../grading/findings.js';
import { found } from './found.js';
import {
  argumentsOf,
  functionAround,
  loopAround,
  namedChildren,
  type Program,
  statementOf,
} from './program.js';
import type { Syntax } from './syntax.js';
import type { Waits } from './waits.js';

const clocks = /^time\.(time|monotonic|perf_counter)(_ns)?$/;
const cpuClocks = /^time\.(process_time|thread_time)(_ns)?$/;

const callsIn = (node: Syntax | null): Syntax[] =>
  node ? [...node.walk()].filter(({ type }) => type === 'call') : [];

/** `while time.monotonic() < end: pass`: a wait that keeps its thread busy. */
export function busyWaits(program: Program, waits: Waits): Finding[] {
  return [...program.root.walk()].flatMap((node) => {
    if (node.type !== 'while_statement') return [];
    const clock = callsIn(node.child('condition')).find((call) => clocks.test(program.calleeOf(call)));
    const body = node.child('body');
    // Whoever asks a queue or waits for a moment in between does not spin.
    const isIdle = callsIn(body).every((call) => clocks.test(program.calleeOf(call)));
    if (!clock || !body || !isIdle || waits.within(body).length > 0) return [];
    return [found(program, 'busy-waits', 'any', node, { name: program.calleeOf(clock), endLine: node.line })];
  });
}

/** `time.process_time()`, which stands still while the program waits. */
export function cpuClock(program: Program): Finding[] {
  const [first] = program.calls.filter((call) => cpuClocks.test(program.calleeOf(call)));
  return first ? [found(program, 'cpu-clock', 'any', first, { name: program.calleeOf(first) })] : [];
}

const calledOn = (node: Syntax, method: string): boolean =>
  callsIn(node).some((call) => call.child('function')?.child('attribute')?.text === method);

/** `… perf_counter() - start` in a block between the statement that starts and the one that joins. */
export function timedBeforeTheJoin(program: Program): Finding[] {
  const differences = [...program.root.walk()].filter(
    (node) =>
      node.type === 'binary_operator' &&
      node.children.some(({ type }) => type === ':-') &&
      callsIn(node.child('left')).some((call) => clocks.test(program.calleeOf(call))),
  );
  return differences.flatMap((difference) => {
    const statement = statementOf(difference);
    const siblings = namedChildren(statement.parent);
    const at = siblings.indexOf(statement);
    const before = siblings.slice(0, at);
    const after = siblings.slice(at + 1);
    const isStarted = before.some((each) => calledOn(each, 'start'));
    const isJoined = before.some((each) => calledOn(each, 'join'));
    const join = after.find((each) => calledOn(each, 'join'));
    if (!isStarted || isJoined || !join || functionAround(join) !== functionAround(statement)) return [];
    const line = callsIn(join).find(
      (call) => call.child('function')?.child('attribute')?.text === 'join',
    )?.line;
    return [found(program, 'timed-before-the-join', 'any', difference, { waitLine: line ?? join.line })];
  });
}

/** `while True:` without a way out. */
export function neverEnds(program: Program): Finding[] {
  const endless = [...program.root.walk()].filter(
    (node) => node.type === 'while_statement' && /^(True|1)$/.test(node.child('condition')?.text ?? ''),
  );
  const [only, ...more] = endless.slice(0, 20).filter((node) => {
    const hasWayOut = [...node.walk()].some(({ type }) => /^(break|return|raise)_statement$/.test(type));
    return !hasWayOut && !callsIn(node).some((call) => /\b_?exit$/.test(program.calleeOf(call)));
  });
  return only && more.length === 0 ? [found(program, 'never-ends', 'any', only, { endLine: only.line })] : [];
}

const randomSeeds = /^random\.(seed|Random)$|\.default_rng$/;

export function fixedSeed(program: Program): Finding[] {
  const [first] = program.calls.filter(
    (call) =>
      randomSeeds.test(program.calleeOf(call)) &&
      /^(integer|float|string)$/.test(argumentsOf(call)[0]?.type ?? ''),
  );
  return first ? [found(program, 'fixed-seed', 'sleep', first, { name: first.text.slice(0, 60) })] : [];
}

/** `seconds = random.uniform(1, 3)` at the left margin, and `time.sleep(seconds)` in a function. */
export function drawnOnce(program: Program, waits: Waits): Finding[] {
  return [...program.root.walk()].flatMap((node) => {
    const name = node.type === 'assignment' ? node.child('left') : null;
    const drawn = callsIn(node.child('right')).some((call) =>
      /^(random|secrets)\./.test(program.calleeOf(call)),
    );
    if (name?.type !== 'identifier' || !drawn || functionAround(node) || loopAround(node)) return [];
    const sleep = waits.all.find(
      ({ kind, call }) =>
        kind === 'sleep' && functionAround(call) && argumentsOf(call)[0]?.text === name.text,
    );
    return sleep
      ? [found(program, 'drawn-once', 'sleep', node, { name: name.text, waitLine: sleep.call.line })]
      : [];
  });
}

/** A print and then a sleep, in one block of a function that prints nothing afterwards. */
export function printsFirst(program: Program, waits: Waits): Finding[] {
  const prints = program.calls.filter((call) => program.calleeOf(call) === 'print');
  const sleeps = waits.all.filter(
    ({ kind, call }) => kind === 'sleep' && functionAround(call) && !loopAround(call),
  );
  const [sleep, ...more] = sleeps;
  // Of several sleeps it would be the first that no print is to come before.
  if (!sleep || more.length > 0) return [];
  const own = prints.filter((call) => functionAround(call) === functionAround(sleep.call));
  const [first] = own;
  const isBeside = first && statementOf(first).parent === statementOf(sleep.call).parent;
  if (!isBeside || own.some((call) => call.line >= sleep.call.line)) return [];
  return [found(program, 'prints-first', 'sleep', first, { waitLine: sleep.call.line })];
}
