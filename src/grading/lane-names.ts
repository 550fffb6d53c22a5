import type { Lane, Run } from './timeline.js';
import { lanesOf } from './timeline-selectors.js';

/**
 * What to call each lane before a person: "main", "process 2", "thread 1", "process 2 · thread 1". Numbered in the
 * order of starting; helpers of the interpreter are called what they are and take no number.
 */
export function laneNames(run: Run): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  const counts = new Map<string, number>();
  const numbered = (noun: string): string => {
    const number = (counts.get(noun) ?? 0) + 1;
    counts.set(noun, number);
    return `${noun} ${number}`;
  };
  for (const lane of lanesOf(run)) names.set(lane.id, nameOf(lane, names, numbered));
  return names;
}

function nameOf(lane: Lane, names: ReadonlyMap<number, string>, numbered: (noun: string) => string): string {
  if (lane.kind === 'main') return 'main';
  if (lane.kind === 'thread') {
    const process = names.get(lane.process);
    return numbered(process === undefined || process === 'main' ? 'thread' : `${process} · thread`);
  }
  if (lane.role === 'resource-tracker') return 'resource tracker';
  if (lane.role === 'forkserver') return 'forkserver';
  return numbered(lane.role === 'program' ? 'program' : 'process');
}
