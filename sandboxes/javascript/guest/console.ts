/** console, with Node's own formatting. */
import { stepsPerWrite } from '../virtual-cost.js';
import { charge, sinceStartMs } from './clock.js';
import { tableOf } from './console-table.js';
import { call } from './host.js';

interface Inspect {
  inspect(value: unknown, options?: object): string;
  format(...values: unknown[]): string;
}

// biome-ignore lint/security/noGlobalEval: inside an isolate; the text is a package of ours
const realEval = globalThis.eval;
let inspecting: Inspect | null = null;

/** Large, and most lines are plain text: read when it is first needed. */
export function inspection(): Inspect {
  if (inspecting) return inspecting;
  const source = call('inspect-source') as string;
  const module = { exports: {} as Inspect };
  const define = realEval(`(function (module, exports) {${source}\n})`) as (
    module: unknown,
    exports: unknown,
  ) => void;
  define(module, module.exports);
  inspecting = module.exports;
  return inspecting;
}

const isPlain = (values: readonly unknown[]): values is string[] =>
  values.every((value) => typeof value === 'string') && !(values.length > 1 && values[0]?.includes('%'));

export function format(...values: unknown[]): string {
  return isPlain(values) ? values.join(' ') : inspection().format(...values);
}

export function write(stream: 'stdout' | 'stderr', text: string): void {
  charge(stepsPerWrite);
  call('write', stream, text);
}

let indentation = '';

function print(stream: 'stdout' | 'stderr', values: readonly unknown[]): void {
  const text = format(...values);
  write(stream, `${indentation === '' ? text : indentation + text.replaceAll('\n', `\n${indentation}`)}\n`);
}

const toStdout = (...values: unknown[]): void => print('stdout', values);
const toStderr = (...values: unknown[]): void => print('stderr', values);
const counts = new Map<string, number>();
const timers = new Map<string, number>();

/** As Node: 1.234ms, 2.002s, 1:02.345 (m:ss.mmm). */
function duration(ms: number): string {
  if (ms >= 60_000) {
    const minutes = Math.floor(ms / 60_000);
    return `${minutes}:${((ms % 60_000) / 1000).toFixed(3).padStart(6, '0')} (m:ss.mmm)`;
  }
  return ms >= 1000 ? `${(ms / 1000).toFixed(3)}s` : `${Number(ms.toFixed(3))}ms`;
}

function sinceTimer(label: string): string | null {
  const startMs = timers.get(label);
  if (startMs !== undefined) return `${label}: ${duration(sinceStartMs() - startMs)}`;
  toStderr(`Warning: No such label '${label}' for console.time()`);
  return null;
}

export const console = {
  log: toStdout,
  info: toStdout,
  debug: toStdout,
  error: toStderr,
  warn: toStderr,
  trace: (...values: unknown[]) => {
    const stack = new Error('').stack?.split('\n').slice(2).join('\n');
    toStderr(`Trace${values.length > 0 ? `: ${format(...values)}` : ''}\n${stack}`);
  },
  dir: (value: unknown, options?: object) => toStdout(inspection().inspect(value, options)),
  assert: (isTrue: unknown, ...values: unknown[]) => {
    if (!isTrue) toStderr(values.length > 0 ? `Assertion failed: ${format(...values)}` : 'Assertion failed');
  },
  count: (label = 'default') => {
    counts.set(label, (counts.get(label) ?? 0) + 1);
    toStdout(`${label}: ${counts.get(label)}`);
  },
  countReset: (label = 'default') => void counts.delete(label),
  time: (label = 'default') => void timers.set(label, sinceStartMs()),
  timeLog: (label = 'default', ...values: unknown[]) => {
    const text = sinceTimer(label);
    if (text !== null) toStdout(text, ...values);
  },
  timeEnd: (label = 'default') => {
    const text = sinceTimer(label);
    timers.delete(label);
    if (text !== null) toStdout(text);
  },
  group: (...values: unknown[]) => {
    if (values.length > 0) toStdout(...values);
    indentation += '  ';
  },
  groupEnd: () => {
    indentation = indentation.slice(2);
  },
  table: (value: unknown, names?: readonly string[]) =>
    toStdout(tableOf(value, names, inspection().inspect) ?? value),
};
