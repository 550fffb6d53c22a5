/**
 * What a sandbox saw of one run. Every time is in virtual milliseconds since the student's program
 * was executed; every lane number is local to its run. Values here are never changed once built.
 */

/** In this order from harmless to worst; `sandbox-fault` is ours and never the student's. */
export const outcomes = [
  'exited',
  'signalled',
  'deadlocked',
  'timed-out-virtual',
  'timed-out-real',
  'cpu-exceeded',
  'out-of-memory',
  'too-many-processes',
  'output-exceeded',
  'sandbox-fault',
] as const;
export type Outcome = (typeof outcomes)[number];

/** `main` is the program itself, `process` any other process (its first thread), `thread` any further thread. */
export type LaneKind = 'main' | 'process' | 'thread';

/**
 * Helpers that the interpreter starts by itself. They are shown as what they are and never count as workers.
 * `program` is a process that executed some other program than the student's interpreter.
 */
export type LaneRole = 'student' | 'resource-tracker' | 'forkserver' | 'program';

/** One thread, or the first thread of a process. */
export interface Lane {
  readonly id: number;
  /** The lane that made this one; null for the main lane. */
  readonly parent: number | null;
  readonly kind: LaneKind;
  readonly role: LaneRole;
  /** The first lane of the process that this lane belongs to (itself for `main` and `process`). */
  readonly process: number;
  readonly startMs: number;
  readonly endMs: number;
  /** CPU time of this lane alone. */
  readonly cpuMs: number;
  /** Status of the process, on its first lane, if it ended by exiting. */
  readonly exitStatus: number | null;
  /** Name of the signal that ended the process, on its first lane. */
  readonly signal: string | null;
}

export type SpanKind = 'running' | 'sleeping' | 'waiting';

/** What a lane waits on, as the system call shows it. */
export type WaitTarget =
  | 'sleep'
  | 'lock'
  | 'io'
  | 'poll'
  | 'pipe'
  | 'socket'
  | 'child'
  | 'signal'
  | 'start'
  | 'other';

/** What a lane did in an interval: it ran, slept or waited. */
export interface Span {
  readonly lane: number;
  readonly kind: SpanKind;
  /** Absent for `running`. `start` means: held by the scenario's order before its first instruction. */
  readonly on: WaitTarget | null;
  readonly startMs: number;
  readonly endMs: number;
  /**
   * `deadline`: the time the lane asked for had passed (a sleep, or a wait that timed out). `woken`: something
   * else ended it. `run-end`: it was still open when the lane or the run ended.
   */
  readonly ended: 'deadline' | 'woken' | 'run-end';
}

/** One HTTP request to the stand-in internet. */
export interface RequestRecord {
  /** The lane that sent it; null if that could not be seen. */
  readonly lane: number | null;
  /** TCP connection, numbered in the order of opening; requests that reuse one share it. */
  readonly connection: number;
  readonly method: string;
  /** Absolute, as asked for: `https://httpbin.org/delay/2`. */
  readonly url: string;
  readonly status: number | null;
  /** When the request had arrived whole. */
  readonly startMs: number;
  /** When the last byte of the answer was handed over, or the connection ended without it. */
  readonly endMs: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** The whole answer was delivered before the program closed the connection or ended. */
  readonly completed: boolean;
  /**
   * CRC-32 of the body that was sent; null where it is coded, as by gzip. Absent in runs that were stored before this was
   * recorded.
   */
  readonly bodyCrc32?: number | null | undefined;
}

/** A piece of text as one system call wrote it; not necessarily a whole line. */
export interface Output {
  /** null when the writer could not be seen (a duplicated descriptor). */
  readonly lane: number | null;
  readonly stream: 'stdout' | 'stderr';
  readonly atMs: number;
  readonly text: string;
}

/**
 * Something that a probe inside the interpreter said. Help or cross-checked evidence, never trusted alone:
 * only the lane and the time are seen from outside.
 */
export interface Reported {
  readonly lane: number;
  readonly atMs: number;
  readonly data: unknown;
}

/** A regular file that the program left in its folder, read from outside when the run was over. */
export interface LeftFile {
  /** Relative: `downloads/1.jpg`. `?` stands for what is not ASCII. */
  readonly path: string;
  readonly bytes: number;
  /** Of its content; null if it could not be read. */
  readonly crc32: number | null;
}

export interface Timeline {
  readonly lanes: readonly Lane[];
  readonly spans: readonly Span[];
  readonly requests: readonly RequestRecord[];
  readonly output: readonly Output[];
  readonly reported: readonly Reported[];
  /** None of those that the program came with; by path. Absent in runs stored before this was recorded. */
  readonly leftFiles?: readonly LeftFile[] | undefined;
  /** True when the program made more events than are kept; the earliest are kept. */
  readonly truncated: boolean;
}

/** For a deadlock: what each lane was waiting on when nothing could happen any more. */
export interface BlockedLane {
  readonly lane: number;
  readonly on: WaitTarget;
  /** In words, for a person: "waiting for a lock (futex)". */
  readonly detail: string;
}

/** One execution under one scenario, and all that was observed. */
export interface Run {
  /** Id of the scenario. */
  readonly scenario: string;
  readonly outcome: Outcome;
  /** Exit status of the program (its main lane); null unless `exited`. */
  readonly exitStatus: number | null;
  /** Name of the signal, as SIGSEGV, when `signalled`. */
  readonly signal: string | null;
  /** The named step that failed, and why, when `sandbox-fault`. */
  readonly fault: { readonly step: string; readonly message: string } | null;
  readonly blocked: readonly BlockedLane[];
  /** Virtual time from the start of the program to its end. */
  readonly elapsedMs: number;
  readonly realMs: number;
  readonly cpuMs: number;
  /** Highest memory use of the whole tree. */
  readonly memoryBytes: number;
  readonly timeline: Timeline;
}
