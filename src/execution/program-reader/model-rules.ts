/** Threads where processes are asked for, or the other way round; and programs that hand nothing over at all. */
import type { Finding, FindingSubject } from '../../grading/findings.js';
import { found } from './found.js';
import { functionAround, isLoop, loopAround, type Program } from './program.js';
import { subjectOf } from './start-rules.js';
import type { Syntax } from './syntax.js';
import { isInAsync, type Waits } from './waits.js';

interface Maker {
  readonly subject: FindingSubject;
  readonly call: Syntax;
  readonly name: string;
}

/** The first place that makes threads, the first that makes processes, the first that runs an event loop. */
export function makesAModel(program: Program): Finding[] {
  const makers = program.calls.flatMap((call): Maker[] => {
    const callee = program.calleeOf(call);
    const name = callee.split('.').at(-1) ?? '';
    if (callee === 'asyncio.run') return [{ subject: 'task', call, name: callee }];
    const subject = subjectOf(program.thingIn(call));
    return subject === 'thread' || subject === 'process' ? [{ subject, call, name }] : [];
  });
  const first = [...Map.groupBy(makers, ({ subject }) => subject).values()].flatMap(([one]) => one ?? []);
  return first.map(({ subject, call, name }) => found(program, 'another-model', subject, call, { name }));
}

/** `from multiprocessing.dummy import Process`, whose processes are threads. */
export function dummyMakesThreads(program: Program): Finding[] {
  const [imported] = [...program.root.walk()].filter(
    ({ type, text }) => /^import_(from_)?statement$/.test(type) && /\bmultiprocessing\.dummy\b/.test(text),
  );
  return imported
    ? [found(program, 'another-model', 'thread', imported, { name: 'multiprocessing.dummy' })]
    : [];
}

interface Candidate {
  readonly call: Syntax;
  readonly kind: FindingSubject;
}

/** What is called again and again: it waits, or computes in a loop of its own. */
export function doesItItself(program: Program, waits: Waits): Finding[] {
  const candidates = program.calls.flatMap((call): Candidate[] => {
    if (loopAround(call) === null || isInAsync(call)) return [];
    const [wait, ...more] = waits.of(call);
    if (wait?.isAsync || more.some(({ isAsync }) => isAsync)) return [];
    const kind = wait?.kind ?? (computes(program, call) ? 'any' : null);
    return kind === null || kind === 'program' ? [] : [{ call, kind }];
  });
  // Of a loop within a function that another loop calls, the outer one hands out the work.
  const outermost = candidates.filter(
    ({ call }) =>
      !candidates.some((other) => program.functionCalledBy(other.call)?.node === functionAround(call)),
  );
  const lines = new Set(outermost.map(({ call }) => call.line));
  const [first] = outermost;
  if (!first || lines.size > 1) return [];
  const name = program.functionCalledBy(first.call)?.name ?? program.calleeOf(first.call);
  return [found(program, 'does-it-itself', first.kind, first.call, { name })];
}

/** `sum(i * i for i in …)`, or a function of the program with such a loop. */
function computes(program: Program, call: Syntax): boolean {
  const called = program.functionCalledBy(call);
  const code = called?.isAsync ? null : (called?.node ?? (program.calleeOf(call) === 'sum' ? call : null));
  return code !== null && [...code.walk()].some((node) => isLoop(node) && multiplies(node));
}

const multiplies = (node: Syntax): boolean =>
  [...node.walk()].some(
    ({ type, children }) =>
      /^(binary_operator|augmented_assignment)$/.test(type) &&
      children.some((each) => /^:(\*|\*\*|\*=|%)$/.test(each.type)),
  );

/** A loop that squares at the left margin, or a call there that comes to one, beside processes. */
export function worksInMain(program: Program): Finding[] {
  if (!program.calls.some((call) => subjectOf(program.thingIn(call)) === 'process')) return [];
  const isOfMain = (node: Syntax) => functionAround(node) === null;
  const loops = [...program.root.walk()].filter((node) => isLoop(node) && isOfMain(node) && squares(node));
  const calls = program.calls.filter((call) => {
    const called = program.functionCalledBy(call);
    return called !== null && isOfMain(call) && squares(called.node);
  });
  const places = [...loops, ...calls];
  const lines = new Set(places.map(({ line }) => line));
  const [at] = places;
  if (!at || lines.size > 1) return [];
  const name = program.functionCalledBy(at)?.name ?? '';
  return [found(program, 'works-in-main', 'process', at, { name, endLine: at.line })];
}

const squares = (code: Syntax): boolean =>
  [...code.walk()].some(({ type, children: [left, sign, right] }) => {
    if (type !== 'binary_operator') return false;
    return (
      (sign?.type === ':*' && left?.text === right?.text) || (sign?.type === ':**' && right?.text === '2')
    );
  });
