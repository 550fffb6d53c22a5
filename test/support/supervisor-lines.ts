/** What a supervisor writes, for tests of what is made of it. */
import type { SupervisorLine } from '../../sandboxes/protocol.js';

type LineOf<Type extends SupervisorLine['type']> = Extract<SupervisorLine, { type: Type }>;

export function resultLine(result: Partial<LineOf<'result'>> = {}): LineOf<'result'> {
  return {
    type: 'result',
    outcome: 'exited',
    exitStatus: 0,
    signal: null,
    fault: null,
    blocked: [],
    elapsedMs: 2004.5,
    realMs: 30,
    cpuMs: 12,
    memoryBytes: 9_000_000,
    truncated: false,
    cgroup: 'none',
    ...result,
  };
}

export function laneLine(
  id: number,
  kind: 'main' | 'process' | 'thread',
  lane: Partial<LineOf<'lane'>> = {},
): LineOf<'lane'> {
  const parent = kind === 'main' ? null : 0;
  return { type: 'lane', id, parent, kind, process: kind === 'thread' ? 0 : id, atMs: 0, ...lane };
}

export function outputLine(bytes: string | Buffer, output: Partial<LineOf<'output'>> = {}): LineOf<'output'> {
  const base64 = Buffer.from(bytes as string).toString('base64');
  return { type: 'output', lane: 0, stream: 'stdout', atMs: 0, base64, ...output };
}

export function reportedLine(text: string): LineOf<'reported'> {
  return { type: 'reported', lane: 0, atMs: 1, base64: Buffer.from(text).toString('base64') };
}
