/** Where a file can wait: its sleeps and requests, and which of its functions come to one. */
import type { WaitingPlace } from '../../grading/findings.js';
import {
  argumentNamed,
  argumentsOf,
  functionAround,
  isFunction,
  type Program,
  type PythonFunction,
} from './program.js';
import type { Syntax } from './syntax.js';

export type WaitKind = 'sleep' | 'request' | 'program';

export interface Wait {
  readonly kind: WaitKind;
  /** It gives way to the event loop. */
  readonly isAsync: boolean;
  readonly call: Syntax;
  /** "time.sleep" */
  readonly name: string;
}

const verbs = '(get|post|put|patch|delete|head|options|request)';
const blockingForms: readonly (readonly [RegExp, WaitKind])[] = [
  [/^time\.sleep$/, 'sleep'],
  [
    new RegExp(`^(requests|httpx|requests\\.[Ss]ession\\(\\)|httpx\\.Client\\(\\))\\.(${verbs}|stream)$`),
    'request',
  ],
  [/^urllib\.request\.(urlopen|urlretrieve)$/, 'request'],
  [/^subprocess\.(run|call|check_call|check_output|getoutput)$/, 'program'],
  [/^os\.system$/, 'program'],
];
const asyncForms: readonly (readonly [RegExp, WaitKind])[] = [
  [/^asyncio\.sleep$/, 'sleep'],
  [/^aiohttp\.request$/, 'request'],
];
const verb = new RegExp(`^(${verbs}|stream)$`);

/** The wait that a call is by itself. */
export function waitOf(program: Program, call: Syntax): Wait | null {
  const name = program.calleeOf(call);
  const found = (kind: WaitKind, isAsync: boolean): Wait => ({ kind, isAsync, call, name });
  const blocking = blockingForms.find(([form]) => form.test(name));
  if (blocking) return found(blocking[1], false);
  const giving = asyncForms.find(([form]) => form.test(name));
  if (giving) return found(giving[1], true);
  const callee = call.child('function');
  if (callee?.type !== 'attribute' || !verb.test(callee.child('attribute')?.text ?? '')) return null;
  const client = program.thingIn(callee.child('object'));
  return client === 'client' || client === 'async-client'
    ? found('request', client === 'async-client')
    : null;
}

/** The waits that a function comes to, by itself or through others of its file. */
export class Waits {
  readonly all: readonly Wait[];
  private readonly known = new Map<Syntax, readonly Wait[]>();

  constructor(private readonly program: Program) {
    this.all = program.calls.flatMap((call) => waitOf(program, call) ?? []);
  }

  /** By calling or awaiting: what is only handed on as a value does not count. */
  under(called: PythonFunction): readonly Wait[] {
    const known = this.known.get(called.node);
    if (known) return known;
    // A function that calls itself has been here.
    this.known.set(called.node, []);
    const found = this.within(called.node);
    this.known.set(called.node, found);
    return found;
  }

  /** In a function or any piece of code, without the functions that are only made there. */
  within(code: Syntax): Wait[] {
    const calls = [...code.walk((node) => !isFunction(node))].filter(({ type }) => type === 'call');
    // Without repetition: it would double with each function that calls another one twice.
    return [...new Set(calls.flatMap((call) => this.of(call)))];
  }

  /** Of one call. */
  of(call: Syntax): readonly Wait[] {
    const own = waitOf(this.program, call);
    if (own) return [own];
    const called = this.program.functionCalledBy(call);
    return called ? this.under(called) : [];
  }

  places(): WaitingPlace[] {
    const { file } = this.program;
    const called = this.all.flatMap(({ kind, call, isAsync }): WaitingPlace[] => {
      if (kind === 'program') return [];
      const [first] = argumentsOf(call);
      const lengthMs = kind === 'sleep' ? literalMs(first) : null;
      const url = kind === 'request' ? literalText(first ?? argumentNamed(call, 'url')) : null;
      return [{ kind, isAsync, file, line: call.line, lengthMs, url }];
    });
    return [...called, ...this.handedOn()];
  }

  /** `Thread(target=time.sleep, …)`: who calls it stands elsewhere. */
  private handedOn(): WaitingPlace[] {
    const names = [...this.program.root.walk()].filter(
      ({ type, field, parent }) =>
        (type === 'identifier' || type === 'attribute') &&
        field !== 'function' &&
        parent?.type !== 'dotted_name' &&
        parent?.type !== 'aliased_import',
    );
    return names.flatMap((node): WaitingPlace[] => {
      const name = this.program.nameOf(node);
      const kind = blockingForms.find(([form]) => form.test(name))?.[1];
      if (!kind || kind === 'program') return [];
      return [{ kind, isAsync: false, file: this.program.file, line: node.line, lengthMs: null, url: null }];
    });
  }
}

export const isInAsync = (node: Syntax): boolean =>
  functionAround(node)?.children.some(({ type }) => type === ':async') ?? false;

export function literalNumber(node: Syntax | null | undefined): number | null {
  if (node?.type !== 'integer' && node?.type !== 'float') return null;
  const value = Number(node.text.replaceAll('_', ''));
  return Number.isFinite(value) ? value : null;
}

function literalMs(node: Syntax | undefined): number | null {
  const seconds = literalNumber(node);
  return seconds === null || seconds > 1e6 ? null : seconds * 1000;
}

function literalText(node: Syntax | null): string | null {
  if (node?.type !== 'string') return null;
  const parts = node.children.filter(({ type }) => type !== 'string_start' && type !== 'string_end');
  const [only] = parts;
  return parts.length === 1 && only?.type === 'string_content' ? only.text.slice(0, 500) : null;
}
