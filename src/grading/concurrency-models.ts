/**
 * Which of the three ways of concurrency the requests of a run show, by who sent them and what was in flight beside
 * them. Names and printed text play no part. Times are of the run, in virtual milliseconds.
 */
import { areOpenTogether, groupsOpenTogether, measure, peakOf, sharedMsOf } from './measures.js';
import type { RequestRecord, Run } from './timeline.js';
import { laneOf, requestsOf, sleepsOf, spansDuring } from './timeline-selectors.js';

/** The three models of the lessons. */
export const concurrencyModels = ['threads', 'processes', 'asyncio'] as const;
/** One of the three models of the lessons. */
export type ConcurrencyModel = (typeof concurrencyModels)[number];
/** What people call each of them: "threads". */
export type ModelNames = Readonly<Record<ConcurrencyModel, string>>;

/** What a run shows of one model. */
export interface ModelSeen {
  /** Completed requests, in order of time. */
  readonly requests: readonly RequestRecord[];
  /** Most of them in flight at once from different threads, from different processes, or from one thread. */
  readonly together: number;
}

/** What a run shows of each model. */
export interface ModelsSeen extends Readonly<Record<ConcurrencyModel, ModelSeen>> {
  /** Requests for which the main thread itself stood still: one after the other, in no model. */
  readonly alone: readonly RequestRecord[];
}

interface Sent {
  readonly request: RequestRecord;
  readonly lane: number;
  readonly process: number;
  readonly isThread: boolean;
  readonly isOfMainProcess: boolean;
}

const completedOf = (run: Run): RequestRecord[] => requestsOf(run).filter((request) => request.completed);

const knownModels = new WeakMap<Run, ModelsSeen>();

/** A request may count for two models: processes that each run threads show both. */
export function modelsOf(run: Run): ModelsSeen {
  const seen = knownModels.get(run) ?? findModels(run);
  knownModels.set(run, seen);
  return seen;
}

function findModels(run: Run): ModelsSeen {
  const sent = sentIn(run);
  const byOneThread = withPartner(sent, (a, b) => a.lane === b.lane);
  // A thread still busy when an event loop begins is no partner of the loop's requests.
  const byThreads = withPartner(
    sent,
    (a, b) => a.process === b.process && a.lane !== b.lane && byOneThread.has(a) === byOneThread.has(b),
  );
  const isOtherModelInMain = (one: Sent): boolean =>
    one.isOfMainProcess && (byOneThread.has(one) || byThreads.has(one));
  const byProcesses = withPartner(
    sent,
    (a, b) => a.process !== b.process && !isOtherModelInMain(a) && !isOtherModelInMain(b),
  );
  const together = {
    threads: peakBy(byThreads, (one) => one.process),
    processes: peakBy(byProcesses, () => 0),
    asyncio: peakBy(byOneThread, (one) => one.lane),
  };
  const alone: RequestRecord[] = [];
  for (const one of sent) {
    if (byOneThread.has(one) || byThreads.has(one) || byProcesses.has(one)) continue;
    const isMainThread = one.isOfMainProcess && !one.isThread;
    if (waitsInLoop(run, one)) byOneThread.add(one);
    else if (isMainThread) alone.push(one.request);
    else if (one.isThread) byThreads.add(one);
    else byProcesses.add(one);
  }
  return {
    threads: { requests: inOrder(byThreads), together: together.threads },
    processes: { requests: inOrder(byProcesses), together: together.processes },
    asyncio: { requests: inOrder(byOneThread), together: together.asyncio },
    alone,
  };
}

/** An event loop waits for several descriptors at once; a blocking client waits for its own. */
function waitsInLoop(run: Run, { lane, request }: Sent): boolean {
  const inLoopMs = spansDuring(run, lane, request)
    .filter((span) => span.on === 'poll')
    .reduce((sum, span) => sum + sharedMsOf(span, request), 0);
  return inLoopMs * 2 > request.endMs - request.startMs;
}

function sentIn(run: Run): Sent[] {
  const mainLane = run.timeline.lanes.find((lane) => lane.kind === 'main')?.id ?? 0;
  return completedOf(run).flatMap((request) => {
    const lane = request.lane === null ? null : laneOf(run, request.lane);
    if (!lane) return [];
    return [
      {
        request,
        lane: lane.id,
        process: lane.process,
        isThread: lane.kind === 'thread',
        isOfMainProcess: lane.process === mainLane,
      },
    ];
  });
}

function withPartner(sent: readonly Sent[], isPartner: (a: Sent, b: Sent) => boolean): Set<Sent> {
  const found = new Set<Sent>();
  for (const [at, a] of sent.entries()) {
    // In order of their starts: who starts after the end of `a` was never in flight with it.
    for (let next = at + 1; next < sent.length; next += 1) {
      const b = sent[next]!;
      if (b.request.startMs >= a.request.endMs) break;
      if (!areOpenTogether(a.request, b.request) || !isPartner(a, b)) continue;
      found.add(a).add(b);
    }
  }
  return found;
}

function peakBy(sent: ReadonlySet<Sent>, keyOf: (one: Sent) => number): number {
  const groups = Map.groupBy(sent, keyOf);
  return Math.max(0, ...[...groups.values()].map((group) => peakOf(group.map((one) => one.request))));
}

const inOrder = (sent: ReadonlySet<Sent>): RequestRecord[] =>
  [...sent].map((one) => one.request).sort((a, b) => a.startMs - b.startMs);

// ---- how long each took -------------------------------------------------------------------------------------------

/** A time that a program may fairly give for a model: anything from `leastMs` to `mostMs`. */
export interface ModelTime {
  /** From the first request to the last answer. */
  readonly leastMs: number;
  /** The same, with the start of its threads or processes. */
  readonly mostMs: number;
  readonly endMs: number;
}

/**
 * Several when a model is used in rounds: each round, and their mean. The first is the one to talk about. Empty when
 * the model was not seen.
 */
export const timesOf = (run: Run, seen: ModelsSeen, model: ConcurrencyModel): ModelTime[] =>
  timesInRounds(run, seen[model].requests);

/** The same for any requests that belong together, such as those that show no model. */
export function timesInRounds(run: Run, requests: readonly RequestRecord[]): ModelTime[] {
  const stretches = stretchesOf(completedOf(run), requests);
  const rounds = stretches.flatMap((stretch) => {
    const groups = groupsOpenTogether(stretch).filter((group) => group.length > 1);
    return groups.length > 1 ? groups : [];
  });
  const ofStretches = stretches.map((stretch) => timeOf(run, stretch));
  const ofRounds = rounds.map((round) => timeOf(run, round));
  return [...ofStretches, ...meanOf(ofStretches), ...ofRounds, ...meanOf(ofRounds)];
}

export function meanOf(times: readonly ModelTime[]): ModelTime[] {
  if (times.length < 2) return [];
  const mean = (of: (time: ModelTime) => number): number =>
    times.reduce((sum, time) => sum + of(time), 0) / times.length;
  const endMs = Math.max(...times.map((time) => time.endMs));
  return [{ leastMs: mean((time) => time.leastMs), mostMs: mean((time) => time.mostMs), endMs }];
}

/** Requests of a model with none of another model begun between them. */
function stretchesOf(all: readonly RequestRecord[], of: readonly RequestRecord[]): RequestRecord[][] {
  const members = new Set(of);
  const stretches: RequestRecord[][] = [];
  let open = false;
  for (const request of all) {
    const belongs = members.has(request);
    if (belongs && open) stretches.at(-1)?.push(request);
    else if (belongs) stretches.push([request]);
    open = belongs;
  }
  return stretches;
}

function timeOf(run: Run, requests: readonly RequestRecord[]): ModelTime {
  const { elapsedMs } = measure(requests);
  const endMs = Math.max(...requests.map((request) => request.endMs));
  const laneStarts = requests.flatMap((request) => {
    const lane = request.lane === null ? null : laneOf(run, request.lane);
    return lane && lane.kind !== 'main' ? [lane.startMs] : [];
  });
  const mostMs = Math.max(elapsedMs, endMs - Math.min(endMs, ...laneStarts));
  return { leastMs: elapsedMs, mostMs, endMs };
}

const leastSleepMs = 100;

/**
 * The same run, with the sleeps of threads and processes as if they were requests: a `time.sleep` often stands for waiting
 * for the network. Those of the main thread are not, which may sleep while it looks after the others.
 */
export function withSleepsAsRequests(run: Run): Run {
  const sleeps = sleepsOf(run)
    .filter(({ on, startMs, endMs }) => on === 'sleep' && endMs - startMs >= leastSleepMs)
    .filter(({ lane }) => laneOf(run, lane)?.kind !== 'main')
    .map(({ lane, startMs, endMs }): RequestRecord => {
      const whole = {
        connection: 0,
        method: 'GET',
        status: 200,
        requestBytes: 0,
        responseBytes: 0,
        completed: true,
      };
      return { ...whole, lane, url: 'sleep:', startMs, endMs };
    });
  if (sleeps.length === 0) return run;
  return { ...run, timeline: { ...run.timeline, requests: [...run.timeline.requests, ...sleeps] } };
}
