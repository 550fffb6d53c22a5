/** What Node writes when nobody catches an error. */
import type { Program } from './program.js';

const place = /((?:file:\/\/)?\/box\/[^:)\n]+):(\d+)(?::(\d+))?/;

export function uncaughtText(error: unknown, program: Program): string {
  if (!(error instanceof Error)) {
    const text = typeof error === 'string' ? JSON.stringify(error) : String(error);
    return `Uncaught ${text}\n(Use Error objects: they say where they come from.)\n\nNode.js v24.21.0\n`;
  }
  const stack = program.withOriginalColumns(withoutOurs(error));
  const [, path = '', line = '', column = ''] = place.exec(stack) ?? [];
  const url = path.startsWith('file:') ? path : `file://${path}`;
  const source = path === '' ? null : program.lineOf(url, Number(line));
  const shown =
    source === null ? '' : `${path}:${line}\n${source}\n${' '.repeat(Math.max(0, Number(column) - 1))}^\n\n`;
  return `${shown}${stack}\n\nNode.js v24.21.0\n`;
}

/** From the place where the isolate begins on it is our own stack. A syntax error has its place in the message. */
function withoutOurs(error: Error): string {
  const stack = error.stack ?? String(error);
  const lines = stack.split('\n');
  const boundary = lines.findIndex((line) => line.includes('<isolated-vm boundary>'));
  const kept = boundary < 0 ? lines : lines.slice(0, boundary);
  const syntax = / \[((?:file:\/\/)?\/box\/[^\]]+)\]$/.exec(kept[0] ?? '');
  if (!syntax) return kept.join('\n');
  return [kept[0]!.slice(0, syntax.index), `    at ${syntax[1]}`, ...kept.slice(1)].join('\n');
}
