/**
 * What reading a program, without running it, finds in it. By itself a finding says nothing about a submission: it may
 * stand in code that never ran, or be meant. Only together with what a run shows does it become a hint (line-hints.ts).
 */

export const findingRules = [
  /** A call that waits without giving way, in an `async def` or in a function that one calls. */
  'blocks-the-loop',
  /** An answer that is awaited before the next request is made. */
  'awaits-one-by-one',
  /** `asyncio.run`, or its like, once for each request. */
  'a-loop-for-each',
  /** A coroutine that is made and never awaited. */
  'never-awaited',
  /** A task that nobody waits for. */
  'task-not-awaited',
  /** A request that a coroutine hands over to a thread. */
  'hands-to-a-thread',
  /** `join`, `result` or the end of a pool, in the loop that starts. */
  'waits-in-the-starting-loop',
  /** A sleep of the one who starts, between one start and the next. */
  'sleeps-between-starts',
  /** A lock, or a semaphore with few places, that is held across a wait. */
  'lock-across-a-wait',
  /** `target=f()` */
  'target-is-called',
  /** `run()` of a thread or process in place of `start()`. */
  'run-instead-of-start',
  /** Threads or processes that are made, and no `start()` in the whole program. */
  'never-started',
  /** A pool with a number of workers written down. */
  'few-workers',
  /** A lock that is taken and never given back. */
  'lock-never-released',
  /** Daemons that nobody joins. */
  'daemons-not-joined',
  /** Processes that are started at the left margin, without `if __name__ == "__main__":`. */
  'no-main-guard',
  /** A shared number that is read, changed and written without a lock. */
  'change-without-a-lock',
  /** A lock that is held while something is computed. */
  'lock-across-computing',
  /** The first place that makes threads, makes processes, or runs an event loop. */
  'another-model',
  /** A function that waits or computes, called again and again by the same one. */
  'does-it-itself',
  /** A variable of the main program that a process changes. */
  'change-is-lost',
  /** What the function of a Process returns. */
  'result-is-lost',
  /** All downloads under the same name. */
  'one-file-for-all',
  /** A download that is written as text. */
  'saved-as-text',
  /** A loop that does nothing but ask for the time. */
  'busy-waits',
  /** A clock of CPU time. */
  'cpu-clock',
  /** A time that is taken between start and join. */
  'timed-before-the-join',
  /** `process.exit()`, or `worker.terminate()`. */
  'ends-early',
  /** A loop without an end. */
  'never-ends',
  /** Threads or processes that are started, in a program that waits for none of them. */
  'never-waited-for',
  /** `random.seed(42)` */
  'fixed-seed',
  /** A random time that is drawn once, and slept by all. */
  'drawn-once',
  /** A print in front of the sleep, and none behind it. */
  'prints-first',
  /** The work of workers, in the main thread. */
  'works-in-main',
] as const;
export type FindingRule = (typeof findingRules)[number];

/** What the place is about, where the rule can be about several: what is started, limited, or waited for. */
export const findingSubjects = [
  'thread',
  'process',
  /** Of JavaScript. */
  'worker',
  'task',
  'request',
  'sleep',
  'lock',
  'file',
  'program',
  'any',
] as const;
export type FindingSubject = (typeof findingSubjects)[number];

export interface Finding {
  readonly rule: FindingRule;
  readonly subject: FindingSubject;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly endLine: number;
  /** As it stands there: "time.sleep", "work", "lock". */
  readonly name: string;
  /** Where the wait itself stands, if that is another line; null when it is the same, or not known. */
  readonly waitLine: number | null;
  /** Workers or places that are allowed; null where nothing is counted. */
  readonly limit: number | null;
}

/** A place in a program that can sleep or make a request, or hands on the function that does. */
export interface WaitingPlace {
  readonly kind: 'sleep' | 'request';
  /** It gives way to the event loop. */
  readonly isAsync: boolean;
  readonly file: string;
  readonly line: number;
  /** Of a sleep whose length stands there. */
  readonly lengthMs: number | null;
  /** Of a request whose address stands there. */
  readonly url: string | null;
}

export interface ProgramReading {
  readonly findings: readonly Finding[];
  /** Every one there is, unless `isWhole` is false: then requests may be made in other ways too. */
  readonly places: readonly WaitingPlace[];
  readonly isWhole: boolean;
}

export const nothingRead: ProgramReading = { findings: [], places: [], isWhole: false };
