/** What Node writes when nobody catches an error. */
import type { Program } from './program.js';
import type { Thrown } from './virtual-lane.js';

const place = /((?:file:\/\/)?\/box\/[^:)\n]+):(\d+)(?::(\d+))?/;

/** `reason`: why the last request of the lane failed, if one did. */
export function uncaughtText(thrown: Thrown, program: Program, reason: string | null): string {
  const error = 'error' in thrown ? thrown.error : thrown.value;
  if (!(error instanceof Error) || error.message.includes(ofIsolatedVm)) {
    const text = 'text' in thrown ? thrown.text : 'an object that is no Error';
    return `Uncaught ${text}\n(Use Error objects: they say where they come from.)\n\nNode.js v24.21.0\n`;
  }
  const stack = program.withOriginalColumns(withPlace(error));
  const [, path = '', line = '', column = ''] = place.exec(stack) ?? [];
  const url = path.startsWith('file:') ? path : `file://${path}`;
  const source = path === '' ? null : program.lineOf(url, Number(line));
  const shown =
    source === null ? '' : `${path}:${line}\n${source}\n${' '.repeat(Math.max(0, Number(column) - 1))}^\n\n`;
  const cause = reason !== null && error.message === 'fetch failed' ? `\n  [cause]: Error: ${reason}` : '';
  return `${shown}${stack}${cause}\n\nNode.js v24.21.0\n`;
}

/** What it says of a value that it cannot copy. */
const ofIsolatedVm = 'An object was thrown from supplied code within isolated-vm';

/** Without what is ours: all from the place where the isolate begins on, and what runs in it beside the program. */
export function ownStack(error: Error): string {
  const lines = (error.stack ?? String(error)).split('\n');
  const boundary = lines.findIndex((line) => line.includes('<isolated-vm boundary>'));
  const own = boundary < 0 ? lines : lines.slice(0, boundary);
  return own.filter((line) => !/^ +at .*(node:internal\/|\/opt\/interleave\/)/.test(line)).join('\n');
}

/** A syntax error has its place in the message. */
function withPlace(error: Error): string {
  const kept = ownStack(error).split('\n');
  const syntax = / \[((?:file:\/\/)?\/box\/[^\]]+)\]$/.exec(kept[0] ?? '');
  if (!syntax) return kept.join('\n');
  return [kept[0]!.slice(0, syntax.index), `    at ${syntax[1]}`, ...kept.slice(1)].join('\n');
}
