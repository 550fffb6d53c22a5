/** What goes wrong in programs in JavaScript, around the event loop and with workers. */
import type { Finding } from '../../grading/findings.js';
import { found } from './found.js';
import {
  callsIn,
  firstOfChain,
  functionAround,
  type JavascriptProgram,
  loopAround,
  loopsIn,
  sideOf,
  statementOf,
} from './javascript-program.js';
import { namedChildren } from './program.js';
import type { Syntax } from './syntax.js';

interface Awaited {
  readonly at: Syntax;
  readonly subject: 'request' | 'worker';
  /** It stands among what Promise.all is given: then nothing is left to do at once. */
  readonly isInPromiseAll: boolean;
}

/** Every `await` for a call that comes to a request, or to a worker. */
function awaitedWork(program: JavascriptProgram): Awaited[] {
  return [...program.root.walk()].flatMap((at): Awaited[] => {
    if (at.type !== 'await_expression') return [];
    const subject = subjectOf(program, at);
    if (!subject) return [];
    const around = at.around(({ type }) => type === 'call_expression' || type.includes('function'));
    const isInPromiseAll = /^Promise\.all/.test(
      around?.type === 'call_expression' ? program.calleeOf(around) : '',
    );
    return [{ at, subject, isInPromiseAll }];
  });
}

function subjectOf(program: JavascriptProgram, at: Syntax): 'request' | 'worker' | null {
  const awaited = namedChildren(at)[0] ?? null;
  const call = firstOfChain(awaited);
  const effects = call ? program.effectsOf(call) : new Set();
  if (effects.has('worker')) return 'worker';
  if (effects.has('request')) return 'request';
  // `await once(worker, 'exit')`, `await new Promise((done) => worker.on('exit', done))`, where the worker is made beside it.
  const loop = loopAround(at);
  const made = loop ? callsIn(loop).filter((each) => program.effectsOf(each).has('worker')) : [];
  const variables = made.flatMap((each) => {
    const declared = each.parent?.type === 'variable_declarator' ? each.parent.child('name') : null;
    return declared?.type === 'identifier' ? [declared.text] : [];
  });
  const names = new Set(
    [...(awaited?.walk() ?? [])].filter(({ type }) => type === 'identifier').map(({ text }) => text),
  );
  return variables.some((name) => names.has(name)) ? 'worker' : null;
}

const ruleOf = { request: 'awaits-one-by-one', worker: 'waits-in-the-starting-loop' } as const;

export function awaitsOneByOne(program: JavascriptProgram): Finding[] {
  const all = awaitedWork(program);
  const inLoops = all.filter(({ at }) => loopAround(at) !== null);
  const rest = all.filter(({ at }) => loopAround(at) === null);
  const inBlocks = [...Map.groupBy(rest, ({ at }) => statementOf(at).parent).values()].flatMap((beside) => {
    const [first, second] = beside;
    if (!first || !second || functionAround(first.at) !== functionAround(second.at)) return [];
    if (first.subject !== second.subject) return [];
    const waitLine = second.at.line === first.at.line ? null : second.at.line;
    return [{ ...first, waitLine }];
  });
  return [...inLoops.map((each) => ({ ...each, waitLine: null })), ...inBlocks].map(
    ({ at, subject, isInPromiseAll, waitLine }) =>
      found(program, ruleOf[subject], subject, at, {
        name: isInPromiseAll ? 'Promise.all' : 'await',
        waitLine,
      }),
  );
}

const clocks = /^(Date\.now|(perf_hooks\.)?performance\.now|process\.hrtime(\.bigint)?)$/;

/** `while (Date.now() < until);`: a wait that keeps its thread busy. */
export function busyWaits(program: JavascriptProgram): Finding[] {
  return loopsIn(program.root).flatMap((loop) => {
    const condition = loop.child('condition');
    const clock = condition
      ? callsIn(condition).find((call) => clocks.test(program.calleeOf(call)))
      : undefined;
    const isGivingWay = [...loop.walk()].some(({ type }) => /^(await|yield)_expression$/.test(type));
    const isIdle = callsIn(loop).every((call) => clocks.test(program.calleeOf(call)));
    if (!clock || isGivingWay || !isIdle) return [];
    return [found(program, 'busy-waits', 'any', loop, { name: program.calleeOf(clock), endLine: loop.line })];
  });
}

/** `Atomics.wait`, where it is not the code of a worker. */
export function atomicsWait(program: JavascriptProgram): Finding[] {
  return program.calls.flatMap((call) =>
    program.calleeOf(call) === 'Atomics.wait' && sideOf(call) !== 'worker'
      ? [found(program, 'blocks-the-loop', 'lock', call, { name: 'Atomics.wait' })]
      : [],
  );
}

/** `sleep(1000)` as a statement of its own. */
export function neverAwaited(program: JavascriptProgram): Finding[] {
  return program.calls.flatMap((call) => {
    if (call.parent?.type !== 'expression_statement') return [];
    const called = program.functionCalledBy(call);
    const effects = program.effectsOf(call);
    const isPromise = called
      ? effects.size === 1 && /\bnew Promise\b|\basync\b/.test(called.text)
      : program.calleeOf(call) === 'timers/promises.setTimeout';
    if (!isPromise || !effects.has('sleep')) return [];
    return [
      found(program, 'never-awaited', 'sleep', call, {
        name: call.child('function')?.text.slice(0, 60) ?? '',
      }),
    ];
  });
}

/** `process.exit()` or `worker.terminate()`, while there may be something under way. */
export function endsEarly(program: JavascriptProgram): Finding[] {
  return program.calls.flatMap((call) => {
    if (sideOf(call) === 'worker') return [];
    if (program.calleeOf(call) === 'process.exit')
      return [found(program, 'ends-early', 'request', call, { name: 'process.exit' })];
    const isOfWorker = call.child('function')?.child('property')?.text === 'terminate';
    return isOfWorker ? [found(program, 'ends-early', 'worker', call, { name: 'terminate' })] : [];
  });
}

/** A loop of the main thread, or a call of it that comes to one, in a program that makes workers. */
export function worksInMain(program: JavascriptProgram): Finding[] {
  if (!program.effectsWithin(program.root).has('worker')) return [];
  const inLoops = loopsIn(program.root).filter(
    (loop) => sideOf(loop) === 'main' && functionAround(loop) === null && squares(loop),
  );
  const calls = program.calls.filter((call) => {
    const called = program.functionCalledBy(call);
    const isOnlyOfMain = program.calls
      .filter((each) => program.functionCalledBy(each) === called)
      .every((each) => sideOf(each) === 'main');
    return called !== null && isOnlyOfMain && squares(called);
  });
  const [at, ...more] = [...inLoops, ...calls];
  if (!at || more.some(({ line }) => line !== at.line)) return [];
  const name = program.functionCalledBy(at)?.child('name')?.text ?? '';
  return [found(program, 'works-in-main', 'worker', at, { name, endLine: at.line })];
}

/** `i * i` or `i ** 2`, again and again. */
const squares = (code: Syntax): boolean =>
  [...code.walk()].some(({ type, children }) => {
    const [left, sign, right] = children;
    if (type !== 'binary_expression') return false;
    return (
      (sign?.type === ':*' && left?.text === right?.text) || (sign?.type === ':**' && right?.text === '2')
    );
  });
