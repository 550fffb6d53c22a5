/** What goes wrong around an event loop. */
import type { Finding } from '../../grading/findings.js';
import { found, onlyLine } from './found.js';
import {
  argumentNamed,
  argumentsOf,
  functionAround,
  loopAround,
  namedChildren,
  type Program,
  statementOf,
} from './program.js';
import type { Syntax } from './syntax.js';
import { isInAsync, type Waits } from './waits.js';

export function blocksTheLoop(program: Program, waits: Waits): Finding[] {
  return program.calls.flatMap((call) => {
    if (!isInAsync(call) || program.functionCalledBy(call)?.isAsync) return [];
    const blocking = waits.of(call).filter(({ isAsync }) => !isAsync);
    const [first] = blocking;
    if (!first) return [];
    // Then its sleeps need not be those of the loop.
    if (first.kind === 'sleep' && first.call !== call && isCalledElsewhere(program, call)) return [];
    const waitLine = onlyLine(blocking, call.line);
    const name = first.call === call ? first.name : program.calleeOf(call);
    return found(program, 'blocks-the-loop', first.kind, call, { name, waitLine });
  });
}

function isCalledElsewhere(program: Program, call: Syntax): boolean {
  const called = program.functionCalledBy(call);
  return program.calls.some((each) => program.functionCalledBy(each) === called && !isInAsync(each));
}

const wrappers = /^(asyncio\.(create_task|ensure_future|wait_for|shield)|[\w.]+\.create_task)$/;

/** Also a gather of one thing. */
function isWrapper(program: Program, call: Syntax): boolean {
  const callee = program.calleeOf(call);
  const given = argumentsOf(call);
  return (
    wrappers.test(callee) || (callee === 'asyncio.gather' && given.length === 1 && given[0]?.type === 'call')
  );
}

/** The call that an `await` waits for: of `await wait_for(fetch(u), 5)` the inner one. */
function awaitedCall(program: Program, awaited: Syntax): Syntax | null {
  let call = namedChildren(awaited)[0] ?? null;
  while (call?.type === 'call' && isWrapper(program, call)) call = argumentsOf(call)[0] ?? null;
  if (call?.type === 'identifier') return taskMadeBeside(program, call);
  return call?.type === 'call' ? call : null;
}

/** Of `task = create_task(fetch(u))` and then `await task`, both in the same block of a loop: the call of fetch. */
function taskMadeBeside(program: Program, task: Syntax): Syntax | null {
  const statement = statementOf(task);
  const block = statement.parent;
  if (block?.type !== 'block' || loopAround(task)?.child('body') !== block) return null;
  for (const each of namedChildren(block)) {
    const assignment = each.type === 'expression_statement' ? namedChildren(each)[0] : null;
    if (assignment?.type !== 'assignment' || assignment.child('left')?.text !== task.text) continue;
    const made = assignment.child('right');
    const [inner] = made?.type === 'call' && wrappers.test(program.calleeOf(made)) ? argumentsOf(made) : [];
    return inner?.type === 'call' ? inner : null;
  }
  return null;
}

interface AwaitedWait {
  readonly at: Syntax;
  readonly kind: 'request' | 'sleep';
  readonly name: string;
}

/** Every `await fetch(…)`, `await client.get(…)` and `async with session.get(…)`. */
function awaitedWaits(program: Program, waits: Waits): AwaitedWait[] {
  return [...program.root.walk()].flatMap((node): AwaitedWait[] => {
    const call = node.type === 'await' ? awaitedCall(program, node) : asyncWithCall(node);
    const kinds = call ? waits.of(call).map(({ kind }) => kind) : [];
    if (!call || kinds.length === 0) return [];
    const isOwn = program.functionCalledBy(call) === null;
    // A sleep by itself is no work that could be done beside another.
    if (isOwn && !kinds.includes('request')) return [];
    const kind = kinds.includes('request') ? 'request' : 'sleep';
    return [{ at: node, kind, name: program.calleeOf(call) }];
  });
}

function asyncWithCall(node: Syntax): Syntax | null {
  if (node.type !== 'with_item') return null;
  const statement = node.around(({ type }) => type === 'with_statement');
  if (!statement?.children.some(({ type }) => type === ':async')) return null;
  const value = node.child('value');
  const call = value?.type === 'as_pattern' ? (namedChildren(value)[0] ?? null) : value;
  return call?.type === 'call' ? call : null;
}

export function awaitsOneByOne(program: Program, waits: Waits): Finding[] {
  const all = awaitedWaits(program, waits);
  const inLoops = all.filter(({ at }) => loopAround(at) !== null);
  const rest = all.filter(({ at }) => loopAround(at) === null);
  const inBlocks = [...Map.groupBy(rest, ({ at }) => statementOf(at).parent)].flatMap(([, beside]) => {
    const [first, second] = beside;
    if (!first || !second || functionAround(first.at) !== functionAround(second.at)) return [];
    const { kind, name } = first;
    const waitLine = second.at.line === first.at.line ? null : second.at.line;
    return found(program, 'awaits-one-by-one', kind, first.at, { name, waitLine });
  });
  const one = inLoops.map(({ at, kind, name }) => found(program, 'awaits-one-by-one', kind, at, { name }));
  return [...one, ...inBlocks];
}

const runners = /^asyncio\.run$|\.run_until_complete$/;

export function aLoopForEach(program: Program, waits: Waits): Finding[] {
  const runs = program.calls.filter((call) => {
    const [started] = argumentsOf(call);
    return runners.test(program.calleeOf(call)) && started?.type === 'call' && waits.of(started).length > 0;
  });
  const kindOf = (call: Syntax) =>
    waits.within(argumentsOf(call)[0] ?? call).some(({ kind }) => kind === 'request') ? 'request' : 'sleep';
  const inLoops = runs.filter((call) => loopAround(call) !== null);
  const rest = runs.filter((call) => loopAround(call) === null && functionAround(call) === null);
  const [first, second] = rest;
  const several = first && second ? [{ call: first, waitLine: second.line }] : [];
  return [...inLoops.map((call) => ({ call, waitLine: null })), ...several].map(({ call, waitLine }) =>
    found(program, 'a-loop-for-each', kindOf(call), call, { name: program.calleeOf(call), waitLine }),
  );
}

/** Calls of an `async def` as a statement of their own; or the only call there is, if it is not awaited where it stands. */
export function neverAwaited(program: Program): Finding[] {
  return program.calls.flatMap((call) => {
    const called = program.functionCalledBy(call);
    const isSleep = program.calleeOf(call) === 'asyncio.sleep';
    if (!called?.isAsync && !isSleep) return [];
    const isOnly =
      !isSleep && program.calls.filter((each) => program.functionCalledBy(each) === called).length === 1;
    const isAlone = call.parent?.type === 'expression_statement';
    if (!isAlone && (!isOnly || isTaken(program, call))) return [];
    return found(program, 'never-awaited', 'any', call, { name: isSleep ? 'sleep' : (called?.name ?? '') });
  });
}

/** Awaited, or given to something that awaits: `asyncio.run(main())`. */
function isTaken(program: Program, call: Syntax): boolean {
  if (call.parent?.type === 'await') return true;
  const takers = /^asyncio\.|\.(create_task|run_until_complete)$/;
  return call.around((each) => each.type === 'call' && takers.test(program.calleeOf(each))) !== null;
}

/** `task = create_task(…)`, where nobody awaits the task or hands it on. Ruff tells of those that are not even kept. */
export function taskNotAwaited(program: Program): Finding[] {
  const names = [...program.root.walk()].filter(({ type }) => type === 'identifier');
  return program.calls.flatMap((call) => {
    const assignment = call.parent;
    const left = assignment?.type === 'assignment' ? assignment.child('left') : null;
    if (!/^asyncio\.(create_task|ensure_future)$/.test(program.calleeOf(call)) || left?.type !== 'identifier')
      return [];
    const uses = names.filter((each) => each !== left && each.text === left.text);
    const isOnlyAsked = uses.every((use) => use.parent?.type === 'attribute' && use.field === 'object');
    if (!isOnlyAsked) return [];
    return found(program, 'task-not-awaited', 'task', call, { name: left.text.slice(0, 60) });
  });
}

export function handsToAThread(program: Program, waits: Waits): Finding[] {
  return program.calls.flatMap((call) => {
    const callee = program.calleeOf(call);
    const given = argumentsOf(call);
    const handed =
      callee === 'asyncio.to_thread' ? given[0] : callee.endsWith('.run_in_executor') ? given[1] : undefined;
    if (!handed || !isInAsync(call)) return [];
    const called = program.functionMeant(handed);
    const isRequest = called
      ? waits.under(called).some(({ kind }) => kind === 'request')
      : /^(requests|httpx)\.|\.urlopen$/.test(program.nameOf(handed));
    if (!isRequest) return [];
    return found(program, 'hands-to-a-thread', 'request', call, { name: callee.split('.').at(-1) ?? '' });
  });
}

/** Places that are fewer than what wants to be in flight: one connection for all. */
export function oneConnection(program: Program): Finding[] {
  const limits = [
    ['aiohttp.TCPConnector', 'limit'],
    ['aiohttp.TCPConnector', 'limit_per_host'],
    ['httpx.Limits', 'max_connections'],
  ] as const;
  return program.calls.flatMap((call) =>
    limits.flatMap(([callee, argument]) =>
      program.calleeOf(call) === callee && argumentNamed(call, argument)?.text === '1'
        ? found(program, 'lock-across-a-wait', 'request', call, { name: `${argument}=1`, limit: 1 })
        : [],
    ),
  );
}
