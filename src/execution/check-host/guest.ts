/**
 * One isolate: compiles an exercise's checks with the modules they may import, runs them, and is thrown away. The guest
 * sees no handle of isolated-vm, and values cross as JSON text only.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ivm from 'isolated-vm';
import {
  type CheckRequest,
  type ExerciseFault,
  type ExerciseFaultCode,
  resultsMaximumLength,
} from './messages.js';

const gradingDirectory = join(dirname(fileURLToPath(import.meta.url)), '../../grading');
const checksApi = 'interleave/checks';

/** Runs inside the isolate. What a check throws is its own fault and names the check. */
const bootstrap = `
import { checks } from 'exercise';
const stringify = JSON.stringify;
export const list = () => stringify(Object.keys(checks));
export function run(evidenceJson) {
  const evidence = JSON.parse(evidenceJson);
  const results = [];
  for (const id of Object.keys(checks)) {
    try {
      results.push(stringify({ id, verdict: checks[id](evidence) ?? null }));
    } catch (error) {
      results.push(stringify({ id, error: String(error?.stack ?? error).slice(0, 2000) }));
    }
  }
  return '[' + results.join(',') + ']';
}`;

export class GuestFault extends Error implements ExerciseFault {
  constructor(
    readonly code: ExerciseFaultCode,
    message: string,
  ) {
    super(message);
  }
}

/** JSON of the results, or of the ids. Throws a GuestFault; after running out of memory the process may die instead. */
export async function runGuest(request: CheckRequest, onCatastrophicError: () => void): Promise<string> {
  const isolate = new ivm.Isolate({ memoryLimit: request.memoryLimitMegabytes, onCatastrophicError });
  try {
    return await callGuest(isolate, request);
  } catch (error) {
    throw faultOf(error, isolate, request);
  } finally {
    if (!isolate.isDisposed) isolate.dispose();
  }
}

async function callGuest(isolate: ivm.Isolate, request: CheckRequest): Promise<string> {
  const endMs = performance.now() + request.timeLimitMs;
  const timeout = () => Math.max(1, Math.ceil(endMs - performance.now()));
  const context = await isolate.createContext();
  const main = await linkedModule(isolate, context, request.source);
  await main.evaluate({ timeout: timeout() });
  const { evidenceJson } = request;
  const name = evidenceJson === null ? 'list' : 'run';
  const call = await main.namespace.get(name, { reference: true });
  const json: unknown = await call.apply(undefined, evidenceJson === null ? [] : [evidenceJson], {
    timeout: timeout(),
    arguments: { copy: true },
    result: { copy: true },
  });
  if (typeof json !== 'string') throw new GuestFault('verdict-invalid', 'The checks returned no JSON');
  if (json.length > resultsMaximumLength) {
    throw new GuestFault('verdict-invalid', 'The verdicts are too long: a text may have 10,000 characters');
  }
  return json;
}

async function linkedModule(isolate: ivm.Isolate, context: ivm.Context, source: string): Promise<ivm.Module> {
  const exercise = await compile(isolate, source, 'checks.ts');
  const files = new Map<string, Promise<ivm.Module>>();
  const nameOf = new Map<ivm.Module, string>();
  const fromGrading = (file: string): Promise<ivm.Module> => {
    const known = files.get(file);
    if (known) return known;
    const module = compile(isolate, gradingSource(file), file);
    files.set(file, module);
    return module;
  };
  const main = await compile(isolate, bootstrap, 'bootstrap');
  await main.instantiate(context, async (specifier, from) => {
    if (from === main && specifier === 'exercise') return exercise;
    const ofGrading = nameOf.has(from) && /^\.\/[a-z-]+\.js$/.test(specifier);
    if (specifier !== checksApi && !ofGrading) {
      throw new GuestFault(
        'checks-invalid',
        `checks.ts may import '${checksApi}' and nothing else; not '${specifier}'`,
      );
    }
    const file = ofGrading ? specifier.slice(2) : 'checks-api.js';
    const module = await fromGrading(file);
    nameOf.set(module, file);
    return module;
  });
  return main;
}

function compile(isolate: ivm.Isolate, source: string, filename: string): Promise<ivm.Module> {
  return isolate.compileModule(source, { filename });
}

const gradingSources = new Map<string, string>();

/** Compiled from src/grading, which is pure: nothing in it could reach out of the isolate. */
function gradingSource(file: string): string {
  const known = gradingSources.get(file);
  if (known !== undefined) return known;
  const source = readFileSync(join(gradingDirectory, file), 'utf8');
  gradingSources.set(file, source);
  return source;
}

function faultOf(error: unknown, isolate: ivm.Isolate, request: CheckRequest): GuestFault {
  if (error instanceof GuestFault) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (isolate.isDisposed) {
    const limit = `${request.memoryLimitMegabytes} MB`;
    return new GuestFault('check-out-of-memory', `The checks used more than ${limit} of memory`);
  }
  if (message === 'Script execution timed out.') {
    return new GuestFault('check-timed-out', `The checks took more than ${request.timeLimitMs / 1000} s`);
  }
  return new GuestFault('checks-invalid', message);
}
