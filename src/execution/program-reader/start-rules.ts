/** What goes wrong where threads and processes are made, started and waited for. */
import type { Finding, FindingSubject } from '../../grading/findings.js';
import { found, onlyLine } from './found.js';
import {
  argumentNamed,
  argumentsOf,
  functionAround,
  isFunction,
  loopAround,
  type Program,
  type PythonFunction,
  statementOf,
  type Thing,
} from './program.js';
import type { Syntax } from './syntax.js';
import { literalNumber, type Waits } from './waits.js';

const subjects: Partial<Record<Thing, FindingSubject>> = {
  thread: 'thread',
  'thread-pool': 'thread',
  process: 'process',
  'process-pool': 'process',
};

export const subjectOf = (thing: Thing | null): FindingSubject => (thing && subjects[thing]) ?? 'any';

interface MethodCall {
  readonly call: Syntax;
  readonly object: Syntax;
  readonly method: string;
}

/** Calls as `thread.start()`. */
function methodCalls(program: Program, ...methods: string[]): MethodCall[] {
  return program.calls.flatMap((call) => {
    const callee = call.child('function');
    const object = callee?.child('object');
    const method = callee?.child('attribute')?.text ?? '';
    return callee?.type === 'attribute' && object && methods.includes(method)
      ? [{ call, object, method }]
      : [];
  });
}

/** `t.start()` and `t.join()`, both again and again in the same loop, or in a function that a loop calls. */
function joinsInTheLoop(program: Program): Finding[] {
  const starts = methodCalls(program, 'start');
  return methodCalls(program, 'join').flatMap(({ call, object }) => {
    const loop = loopAround(call);
    const around = functionAround(call);
    if (loop === null && !isCalledInALoop(program, around)) return [];
    const start = starts.find(
      (each) =>
        each.object.text === object.text &&
        loopAround(each.call) === loop &&
        functionAround(each.call) === around,
    );
    if (!start || start.call.line > call.line) return [];
    return found(program, 'waits-in-the-starting-loop', subjectOf(program.thingIn(object)), call, {
      name: 'join',
      waitLine: start.call.line === call.line ? null : start.call.line,
    });
  });
}

const isCalledInALoop = (program: Program, around: Syntax | null): boolean =>
  around !== null &&
  program.calls.some((call) => loopAround(call) !== null && program.functionCalledBy(call)?.node === around);

/** start, join, start, join, one statement after the other. */
function joinsBeforeTheNextStart(program: Program): Finding[] {
  const steps = methodCalls(program, 'start', 'join').filter(({ call }) => loopAround(call) === null);
  const byBlock = Map.groupBy(steps, ({ call }) => statementOf(call).parent);
  return [...byBlock.values()].flatMap((inOrder) => {
    const at = inOrder.findIndex(
      ({ method, object }, index) =>
        method === 'join' &&
        inOrder[index - 1]?.method === 'start' &&
        inOrder[index - 1]?.object.text === object.text &&
        inOrder[index + 1]?.method === 'start',
    );
    const join = inOrder[at];
    if (!join || inOrder.slice(0, at).some(({ method }) => method === 'join')) return [];
    const subject = subjectOf(program.thingIn(join.object));
    return found(program, 'waits-in-the-starting-loop', subject, join.call, {
      name: 'join',
      waitLine: inOrder[at + 1]?.call.line ?? null,
    });
  });
}

/** `pool.submit(f, x).result()`, `pool.apply(f, x)`, or the result asked for in the loop that submits. */
function resultsInTheLoop(program: Program): Finding[] {
  return methodCalls(program, 'result', 'get', 'apply').flatMap(({ call, object, method }) => {
    const loop = loopAround(call);
    if (!loop) return [];
    const submit =
      method === 'apply'
        ? program.thingIn(object) === 'process-pool' || program.thingIn(object) === 'thread-pool'
          ? call
          : null
        : submitOf(program, object, loop);
    if (!submit) return [];
    const pool = submit.child('function')?.child('object') ?? null;
    return found(program, 'waits-in-the-starting-loop', subjectOf(program.thingIn(pool)), call, {
      name: method,
    });
  });
}

function submitOf(program: Program, future: Syntax, loop: Syntax): Syntax | null {
  if (future.type === 'call') return program.thingIn(future) === 'future' ? future : null;
  const assignment = [...loop.walk()].find(
    (node) => node.type === 'assignment' && node.child('left')?.text === future.text,
  );
  const made = assignment?.child('right') ?? null;
  const isHere = made?.type === 'call' && program.thingIn(made) === 'future' && loopAround(made) === loop;
  return isHere ? made : null;
}

/** A pool whose `with` ends in the loop waits there for what it was given. */
function poolsInTheLoop(program: Program): Finding[] {
  return program.calls.flatMap((call) => {
    const thing = program.thingIn(call);
    const isPool = thing === 'thread-pool' || thing === 'process-pool';
    const block = isPool ? call.around(({ type }) => type === 'with_statement') : null;
    if (!block || !call.around(({ type }) => type === 'with_item') || loopAround(block) === null) return [];
    return found(program, 'waits-in-the-starting-loop', subjectOf(thing), call, { name: 'with' });
  });
}

/** `subprocess.run` again and again. */
function programsInTurn(program: Program, waits: Waits): Finding[] {
  return waits.all.flatMap(({ kind, call, name }) =>
    kind === 'program' && loopAround(call) !== null
      ? found(program, 'waits-in-the-starting-loop', 'program', call, { name })
      : [],
  );
}

export function waitsInTheStartingLoop(program: Program, waits: Waits): Finding[] {
  return [
    ...joinsInTheLoop(program),
    ...joinsBeforeTheNextStart(program),
    ...resultsInTheLoop(program),
    ...poolsInTheLoop(program),
    ...programsInTurn(program, waits),
  ];
}

export function sleepsBetweenStarts(program: Program, waits: Waits): Finding[] {
  const starts = program.calls.flatMap((call) => {
    const callee = call.child('function');
    const method = callee?.child('attribute')?.text ?? '';
    const loop = loopAround(call);
    if (!loop || (method !== 'start' && method !== 'submit')) return [];
    const object = callee?.child('object') ?? null;
    return [{ loop, line: call.line, subject: subjectOf(program.thingIn(object)) }];
  });
  return waits.all.flatMap(({ kind, call, name, isAsync }) => {
    const start = starts.find(({ loop }) => loop === loopAround(call));
    if (kind !== 'sleep' || isAsync || !start) return [];
    return found(program, 'sleeps-between-starts', start.subject, call, { name, waitLine: start.line });
  });
}

/** What is called where a function is to be named, so that whoever starts does the work. */
export function targetIsCalled(program: Program, waits: Waits): Finding[] {
  return program.calls.flatMap((call) => {
    const thing = program.thingIn(call);
    const isMaker = thing === 'thread' || thing === 'process';
    const given = thing === 'future' ? argumentsOf(call)[0] : argumentNamed(call, 'target');
    if (given?.type !== 'call') return [];
    // `kind(target=work(value))` in a function that was given both: only what the run shows tells what kind it is.
    if (thing === null && isParameter(given))
      return found(program, 'target-is-called', 'any', given, { name: given.child('function')?.text ?? '' });
    const called = program.functionCalledBy(given);
    if (thing === null || !called || called.isAsync || mayGiveAFunction(called)) return [];
    const pool = call.child('function')?.child('object') ?? null;
    const subject = subjectOf(isMaker ? thing : program.thingIn(pool));
    const waitLine = onlyLine(waits.under(called), given.line);
    return found(program, 'target-is-called', subject, given, { name: called.name, waitLine });
  });
}

/** What is called is a parameter of the function around it. */
function isParameter(call: Syntax): boolean {
  const name = call.child('function')?.text ?? '';
  const parameters = functionAround(call)?.child('parameters')?.children ?? [];
  return parameters.some((each) => (each.child('name')?.text ?? each.text) === name);
}

/** `target=make(n)` is right where make gives a function. */
const mayGiveAFunction = ({ node }: PythonFunction): boolean =>
  [...(node.child('body')?.walk() ?? [])].some(isFunction) || node.text.includes('partial');

export function runInsteadOfStart(program: Program): Finding[] {
  return methodCalls(program, 'run').flatMap(({ call, object }) => {
    const thing = program.thingIn(object);
    if (thing !== 'thread' && thing !== 'process') return [];
    return found(program, 'run-instead-of-start', thing, call, { name: object.text.slice(0, 60) });
  });
}

export function neverStarted(program: Program): Finding[] {
  const starting = /\bstart\b|\brun\(/;
  if (starting.test(program.root.text)) return [];
  const [made] = program.calls.filter((call) => {
    const thing = program.thingIn(call);
    return thing === 'thread' || thing === 'process';
  });
  return made
    ? [
        found(program, 'never-started', subjectOf(program.thingIn(made)), made, {
          name: program.calleeOf(made),
        }),
      ]
    : [];
}

export function fewWorkers(program: Program): Finding[] {
  return program.calls.flatMap((call) => {
    const thing = program.thingIn(call);
    if (thing !== 'thread-pool' && thing !== 'process-pool') return [];
    const given =
      argumentNamed(call, 'max_workers') ?? argumentNamed(call, 'processes') ?? argumentsOf(call)[0] ?? null;
    const limit = literalNumber(given);
    if (limit === null || !Number.isInteger(limit) || limit < 1) return [];
    return found(program, 'few-workers', subjectOf(thing), call, {
      name: program.calleeOf(call).split('.').at(-1) ?? '',
      limit,
    });
  });
}

export function daemonsNotJoined(program: Program): Finding[] {
  if (methodCalls(program, 'join').length > 0) return [];
  const made = program.calls.filter(
    (call) =>
      /^(thread|process)$/.test(subjectOf(program.thingIn(call))) &&
      argumentNamed(call, 'daemon')?.text === 'True',
  );
  const set = [...program.root.walk()].filter(
    (node) =>
      node.type === 'assignment' &&
      node.child('left')?.child('attribute')?.text === 'daemon' &&
      node.child('right')?.text === 'True',
  );
  const [first] = [...made, ...set];
  if (!first) return [];
  const subject = first.type === 'call' ? subjectOf(program.thingIn(first)) : 'thread';
  return [found(program, 'daemons-not-joined', subject, first, { name: 'daemon=True' })];
}

/** `start()`, in a program that waits for nothing: no join, no result, nothing that is got from a queue. */
export function neverWaitedFor(program: Program): Finding[] {
  if (
    /\.(join|get|result|recv|wait|close|map|is_alive|acquire)\(|\bwith\b.*(Pool|Executor)/.test(
      program.root.text,
    )
  )
    return [];
  const [first] = methodCalls(program, 'start');
  return first ? [found(program, 'never-waited-for', 'any', first.call, { name: 'start' })] : [];
}

/** The first thing at the left margin that starts a process: a spawned process begins by doing that too. */
export function noMainGuard(program: Program): Finding[] {
  const isGuarded = (node: Syntax): boolean =>
    node.around(({ type, children }) => type === 'if_statement' && children.some(isAboutMain)) !== null;
  const starting = program.calls.find((call) => {
    if (functionAround(call) !== null || isGuarded(call)) return false;
    const thing = program.thingIn(call);
    if (thing === 'process-pool') return true;
    const callee = call.child('function');
    if (callee?.child('attribute')?.text === 'start')
      return program.thingIn(callee.child('object')) === 'process';
    return program.functionCalledBy(call) !== null && startsProcesses(program, call);
  });
  return starting ? [found(program, 'no-main-guard', 'process', starting)] : [];
}

const isAboutMain = (node: Syntax): boolean => node.field === 'condition' && node.text.includes('__main__');

function startsProcesses(program: Program, call: Syntax): boolean {
  const called = program.functionCalledBy(call);
  return (
    called !== null &&
    program.calls.some((each) => {
      const thing = program.thingIn(each);
      return (thing === 'process' || thing === 'process-pool') && each.isIn(called.node);
    })
  );
}
