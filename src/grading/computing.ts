/**
 * Who computed, by the CPU time that the kernel counted: which processes, which threads, and when. Small amounts are what
 * starting, printing and asking for a file take; a task worth a process of its own takes far more.
 */
import { type ModelTime, meanOf } from './concurrency-models.js';
import { groupsOpenTogether, type Interval, lengthOf, merged } from './measures.js';
import type { Lane, Run } from './timeline.js';
import { lanesOf, requestsOf, sleepsOf, spansOf, threadsOf, workersOf } from './timeline-selectors.js';

/** A process or thread that did more than start and print. */
export interface Computing {
  /** The first lane of the process, or the thread. */
  readonly lane: Lane;
  /** CPU time of it all, without what starting it took. */
  readonly cpuMs: number;
  /** When it was not waiting; in order, and apart from one another. */
  readonly busy: readonly Interval[];
}

/** What a thread or a forked process needs for itself is a few milliseconds; more of it is work. */
const leastMs = 20;
/** A start of the interpreter cannot be told apart from work so well. */
const leastOfSpawnedMs = 40;
/** What a download takes, with its encryption. */
const downloadMs = 20;

const knownProcesses = new WeakMap<Run, Computing[]>();

/** Worker processes that computed, in order of their start. */
export function computingProcesses(run: Run): Computing[] {
  const known = knownProcesses.get(run) ?? findProcesses(run);
  knownProcesses.set(run, known);
  return known;
}

function findProcesses(run: Run): Computing[] {
  const startMs = startOfInterpreterMs(run);
  const least = startMs > 0 ? leastOfSpawnedMs : leastMs;
  return workersOf(run)
    .map((lane) => {
      const lanes = lanesOf(run).filter(({ process }) => process === lane.id);
      const cpuMs = lanes.reduce((sum, one) => sum + one.cpuMs - ofDownloadsMs(run, one), 0) - startMs;
      const busy = withoutWayToFirstWait(run, lanes, busyOf(run, lanes));
      return { lane, cpuMs: Math.max(0, Math.min(cpuMs, lengthOf(busy))), busy };
    })
    .filter(({ cpuMs }) => cpuMs >= least);
}

/**
 * Where processes are spawned, each starts an interpreter anew. So does the resource tracker, which does nothing else. It
 * is there when memory is shared between forked processes, too: then they are held to more than they need.
 */
function startOfInterpreterMs(run: Run): number {
  const trackers = lanesOf(run).filter(({ role, kind }) => role === 'resource-tracker' && kind === 'process');
  return Math.max(0, ...trackers.map(({ cpuMs }) => cpuMs));
}

const ofDownloadsMs = (run: Run, lane: Lane): number => requestsOf(run, lane.id).length * downloadMs;

const busyOf = (run: Run, lanes: readonly Lane[]): Interval[] =>
  merged(lanes.flatMap(({ id }) => spansOf(run, id)).filter(({ kind }) => kind === 'running'));

/** A process that downloads or sleeps may have loaded whole libraries on the way to it: that is no computing. */
function withoutWayToFirstWait(
  run: Run,
  lanes: readonly Lane[],
  busy: readonly Interval[],
): readonly Interval[] {
  const waits = lanes.flatMap(({ id }) => [...requestsOf(run, id), ...sleepsOf(run, id)]);
  const firstMs = Math.min(...waits.map(({ startMs }) => startMs));
  const [first, ...others] = busy;
  const leadsTo = first && Number.isFinite(firstMs) && (others[0]?.startMs ?? firstMs) >= firstMs;
  return leadsTo ? others : busy;
}

/** Threads besides the first of each process that computed, in order of their start. */
export function computingThreads(run: Run): Computing[] {
  return threadsOf(run)
    .map((lane) => ({ lane, cpuMs: lane.cpuMs - ofDownloadsMs(run, lane), busy: busyOf(run, [lane]) }))
    .filter(({ cpuMs }) => cpuMs >= leastMs);
}

/** Times that may fairly be given for this computing: all of it, each round of it, and their mean. */
export function timesOfComputing(computing: readonly Computing[]): ModelTime[] {
  const pieces = computing.flatMap(({ busy }) => busy).filter((piece) => lengthOf([piece]) >= leastPieceMs);
  if (pieces.length === 0) return [];
  // One that ends may run on for a moment beside the next round.
  const trimmed = pieces.map(({ startMs, endMs }) => ({ startMs, endMs: endMs - endingMs }));
  const rounds = groupsOpenTogether(trimmed).map((round) => timeOf(computing, round));
  return rounds.length > 1 ? [timeOf(computing, trimmed), ...rounds, ...meanOf(rounds)] : rounds;
}

/** Less than that is a start, or the handing over of a result. */
const leastPieceMs = 10;
const endingMs = 2;
/** A worker that was started longer before was not started for this. */
const startOfPoolMs = 500;

/** At most with the start of its threads or processes. */
function timeOf(computing: readonly Computing[], round: readonly Interval[]): ModelTime {
  const startMs = Math.min(...round.map((one) => one.startMs));
  const endMs = Math.max(...round.map((one) => one.endMs)) + endingMs;
  const starts = computing.map(({ lane }) => lane.startMs).filter((atMs) => atMs > startMs - startOfPoolMs);
  return { leastMs: endMs - startMs, mostMs: endMs - Math.min(startMs, ...starts), endMs };
}
