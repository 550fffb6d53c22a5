/** What the rules for JavaScript find in a file. */
import { stripTypeScriptTypes } from 'node:module';
import type { ProgramReading, WaitingPlace } from '../../grading/findings.js';
import { argumentsOf, JavascriptProgram } from './javascript-program.js';
import {
  atomicsWait,
  awaitsOneByOne,
  busyWaits,
  endsEarly,
  neverAwaited,
  worksInMain,
} from './javascript-rules.js';
import type { Syntax } from './syntax.js';

/** Lines and columns are kept. Null for what is no TypeScript, or has more of it than types: it does not run either. */
export function withoutTypes(file: string, text: string): string | null {
  if (!/\.[cm]?ts$/.test(file)) return text;
  try {
    return stripTypeScriptTypes(text, { mode: 'strip' });
  } catch {
    return null;
  }
}

export function readJavascript(file: string, root: Syntax): ProgramReading {
  const program = new JavascriptProgram(file, root);
  return {
    findings: [
      ...awaitsOneByOne(program),
      ...busyWaits(program),
      ...atomicsWait(program),
      ...neverAwaited(program),
      ...endsEarly(program),
      ...worksInMain(program),
    ],
    places: requestsIn(program),
    isWhole: true,
  };
}

/** There is no other way to make one. A function that is handed on, as in `urls.map(fetch)`, is one too. */
function requestsIn(program: JavascriptProgram): WaitingPlace[] {
  const named = [...program.root.walk()].filter(
    (node) => node.type === 'identifier' && node.text === 'fetch',
  );
  return named.map((node) => {
    const call = node.field === 'function' ? node.parent : null;
    const [address] = call ? argumentsOf(call) : [];
    return {
      kind: 'request',
      isAsync: true,
      file: program.file,
      line: node.line,
      lengthMs: null,
      url: address?.type === 'string' ? address.text.slice(1, -1).slice(0, 500) : null,
    };
  });
}
