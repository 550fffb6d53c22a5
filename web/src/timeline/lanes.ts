import type { Lane, Timeline } from '../api/types.ts';

export interface NamedLane {
  lane: Lane;
  /** "main", "thread 2", "process 1", "resource tracker". */
  name: string;
  /** Standing alone: "process 1 · thread 2". The same names as in the messages of the checks. */
  fullName: string;
  /** Started by the interpreter and not by the student: shown, but dimmed. */
  helper: boolean;
  /** A further thread of the process above it. */
  nested: boolean;
}

const helperNames = { 'resource-tracker': 'resource tracker', forkserver: 'forkserver' } as const;

const byStart = (a: Lane, b: Lane): number => a.startMs - b.startMs || a.id - b.id;

/** Lanes in the order of the picture: the main process with its threads, then the workers, then the helpers. */
export function namedLanes(timeline: Timeline): NamedLane[] {
  const lanes = [...timeline.lanes].sort(byStart);
  const rank = (lane: Lane): number => (lane.kind === 'main' ? 0 : lane.role === 'student' ? 1 : 2);
  const firsts = lanes
    .filter((lane) => lane.kind !== 'thread')
    .sort((a, b) => rank(a) - rank(b) || byStart(a, b));
  const counts = new Map<string, number>();
  return firsts.flatMap((first) => {
    const name = nameOfFirst(first, counts);
    const helper = first.role !== 'student';
    const threads = lanes.filter((lane) => lane.kind === 'thread' && lane.process === first.id);
    return [
      { lane: first, name, fullName: name, helper, nested: false },
      ...threads.map((lane, index) => {
        const thread = `thread ${index + 1}`;
        const fullName = first.kind === 'main' ? thread : `${name} · ${thread}`;
        return { lane, name: thread, fullName, helper: helper || lane.role !== 'student', nested: true };
      }),
    ];
  });
}

function nameOfFirst(lane: Lane, counts: Map<string, number>): string {
  if (lane.kind === 'main') return 'main';
  const number = (counts.get(lane.role) ?? 0) + 1;
  counts.set(lane.role, number);
  if (lane.role === 'student') return `process ${number}`;
  if (lane.role === 'program') return `program ${number}`;
  return helperNames[lane.role];
}
