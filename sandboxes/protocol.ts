/**
 * Every message that crosses a process boundary, in one place. Four boundaries exist:
 *
 *  1. service -> supervisor: the command line (`supervisorArguments`); the program's files lie in a staging folder.
 *  2. supervisor -> service: JSON lines on descriptor 3 (`supervisorLine`), the last of them always one `result`.
 *  3. supervisor <-> stand-in internet: binary frames over one unix stream per run (`frame…`).
 *  4. service -> JavaScript sandbox: one `javascriptRequest` as a line of JSON on its standard input; back come lines as
 *     in 2, on descriptor 3.
 *
 * Times are virtual: milliseconds with three decimals in JSON, nanoseconds in frames, both since the student's
 * program was executed.
 */
import { z } from 'zod';

// ---- 1. service -> supervisor -------------------------------------------------------------------------------------

export interface RunRequest {
  /**
   * Folder with the student's files and nothing else; copied into the jail's /box. Names are plain (no `/`). Beside it the
   * supervisor makes the file `<stagingDirectory>.clock` for a moment; so the parent folder must be one that any user may
   * traverse, and not on a file system mounted `noexec`.
   */
  readonly stagingDirectory: string;
  readonly files: readonly string[];
  /** The file to run as `python3 -u <entry>`. */
  readonly entry: string;
  readonly seed: number;
  readonly order: 'free' | 'parent-first';
  /** Folder with the probe's `sitecustomize.py`, mounted read-only and put on PYTHONPATH; absent: no probe. */
  readonly probeDirectory?: string;
  readonly limits: {
    readonly virtualMs: number;
    readonly cpuMs: number;
    readonly realMs: number;
    readonly memoryBytes: number;
    readonly tasks: number;
    readonly outputBytes: number;
    readonly fileBytes: number;
  };
  /** Unix socket of the stand-in internet. */
  readonly internetSocket: string;
  /** PEM bundle that the jail trusts: the private CA of the stand-in internet. */
  readonly caFile: string;
  /** Sent to the stand-in internet as the payload of HELLO. */
  readonly internet: InternetHello;
  /** Slot of the pool, 0…: decides the uid of the jail (exclusive among running jails) and the CPU it is pinned to. */
  readonly slot: number;
}

/**
 * The limit of real time does not count what the run spent waiting for a CPU of a busy host, but a run never lasts longer
 * than this many times the limit.
 */
export const realTimePatience = 3;

export function supervisorArguments(request: RunRequest): string[] {
  const { limits } = request;
  return [
    `--staging=${request.stagingDirectory}`,
    ...request.files.map((name) => `--file=${name}`),
    `--entry=${request.entry}`,
    `--seed=${request.seed}`,
    `--order=${request.order}`,
    ...(request.probeDirectory ? [`--probe=${request.probeDirectory}`] : []),
    `--virtual-ms=${limits.virtualMs}`,
    `--cpu-ms=${limits.cpuMs}`,
    `--real-ms=${limits.realMs}`,
    `--memory-bytes=${limits.memoryBytes}`,
    `--tasks=${limits.tasks}`,
    `--output-bytes=${limits.outputBytes}`,
    `--file-bytes=${limits.fileBytes}`,
    `--internet=${request.internetSocket}`,
    `--ca=${request.caFile}`,
    `--hello=${JSON.stringify(request.internet)}`,
    `--slot=${request.slot}`,
  ];
}

// ---- 2. supervisor -> service -------------------------------------------------------------------------------------

const lane = z.int().nonnegative();
const ms = z.number().nonnegative();
/** As in zlib: an unsigned number of 32 bits. It tells apart what was mixed up or cut off, and is no proof against forgery. */
const crc32 = z.int().min(0).max(0xffff_ffff);
const target = z.enum(['sleep', 'lock', 'io', 'poll', 'pipe', 'socket', 'child', 'signal', 'start', 'other']);

/**
 * One request, as the stand-in internet recorded it; the supervisor passes it on unread. `startMs`: the request had
 * arrived whole. `endMs`: the last byte of the answer was handed over, or the connection or the run ended without it.
 * Bytes are those of the bodies, without heads. `status` is null when no answer had begun.
 */
export const requestLine = z.object({
  type: z.literal('request'),
  lane: lane.nullable(),
  connection: z.int().nonnegative(),
  method: z.string(),
  url: z.string(),
  status: z.int().nullable(),
  startMs: ms,
  endMs: ms,
  requestBytes: z.int().nonnegative(),
  responseBytes: z.int().nonnegative(),
  completed: z.boolean(),
  /** CRC-32 of the answer's body as far as it was sent; null where that is coded, as by gzip, and no file would hold it. */
  bodyCrc32: crc32.nullable(),
});
export type RequestLine = z.infer<typeof requestLine>;

export const supervisorLine = z.discriminatedUnion('type', [
  /** A lane begins. Lane 0 is the program. */
  z.object({
    type: z.literal('lane'),
    id: lane,
    parent: lane.nullable(),
    kind: z.enum(['main', 'process', 'thread']),
    process: lane,
    atMs: ms,
  }),
  /** The process of this lane executed a program; how interpreter helpers are recognised. Arguments cut at 4 KiB. */
  z.object({ type: z.literal('exec'), lane, atMs: ms, argv: z.array(z.string()) }),
  z.object({
    type: z.literal('span'),
    lane,
    kind: z.enum(['running', 'sleeping', 'waiting']),
    on: target.nullable(),
    startMs: ms,
    endMs: ms,
    ended: z.enum(['deadline', 'woken', 'run-end']),
  }),
  /** Exactly the bytes of one write; a character may be split over two of them. */
  z.object({
    type: z.literal('output'),
    lane: lane.nullable(),
    stream: z.enum(['stdout', 'stderr']),
    atMs: ms,
    base64: z.base64(),
  }),
  requestLine,
  /**
   * What a probe inside the interpreter wrote to descriptor 1023. Only lane and time are observed; the bytes are the
   * program's own and may be anything, so the reader parses them as JSON and drops what is not.
   */
  z.object({ type: z.literal('reported'), lane, atMs: ms, base64: z.base64() }),
  z.object({
    type: z.literal('lane-end'),
    id: lane,
    atMs: ms,
    cpuMs: ms,
    exitStatus: z.int().nullable(),
    signal: z.string().nullable(),
  }),
  /**
   * A regular file that the program left in its folder, none of those it came with. The path is relative, and `?` stands in
   * it for what is not ASCII. At most 200 of them. `crc32` is null for a file that was not read: all together are more than
   * the folder may hold, or the program has taken away the right to read it.
   */
  z.object({
    type: z.literal('left-file'),
    path: z.string(),
    bytes: z.int().nonnegative(),
    crc32: crc32.nullable(),
  }),
  /** Always the last line, and exactly one. */
  z.object({
    type: z.literal('result'),
    outcome: z.enum([
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
    ]),
    exitStatus: z.int().nullable(),
    signal: z.string().nullable(),
    fault: z.object({ step: z.string(), message: z.string() }).nullable(),
    blocked: z.array(z.object({ lane, on: target, detail: z.string() })),
    elapsedMs: ms,
    realMs: ms,
    cpuMs: ms,
    memoryBytes: z.int().nonnegative(),
    truncated: z.boolean(),
    /** Which limits the host let us enforce in the kernel: `cgroup-v1`, `cgroup-v2` or `none`. */
    cgroup: z.enum(['cgroup-v1', 'cgroup-v2', 'none']),
  }),
]);
export type SupervisorLine = z.infer<typeof supervisorLine>;

// ---- 3. supervisor <-> stand-in internet --------------------------------------------------------------------------

/**
 * A frame is a header of 24 bytes, little-endian, and a payload of at most 64 KiB:
 *
 *   u32 payload length | u32 type | u32 connection (or token) | u32 lane | u64 virtual nanoseconds
 *
 * Every frame from the supervisor carries the virtual time at which it was sent; the stand-in internet has no other
 * clock. Connections are numbered from 0 by the supervisor. `lane` is the lane that opened the connection (OPEN) or
 * sent the bytes (DATA), and `noLane` where that is not known; 0 in all other frames.
 *
 * Rules of order, so that both sides can be written from this text alone:
 *  - Frames are dealt with in the order they were sent, and times never go back. Timers due by a frame's time fire
 *    before the frame itself is dealt with, whatever its type; ADVANCE only carries a time.
 *  - SYNC is answered by IDLE when everything sent before it has had all its effects, so every frame these caused
 *    stands before the IDLE. Several SYNCs may be under way.
 *  - A connection's two directions end apart: END from one side still lets the other send. RESET ends both at once and
 *    is not answered. Frames for a connection that is gone are ignored by both sides.
 *  - When the peer in the jail answers bytes by RST (it had closed, not half-closed), the supervisor must send RESET even
 *    if END went before: only this tells a cancelled request from one whose answer was read.
 *  - FINISH is followed by one SYNC; the internet records what was open as not completed and answers the SYNC; then the
 *    supervisor hangs up. (The internet does not: an end that follows its last frame looks like its death.)
 *  - Anything else (a first frame that is not HELLO, an unknown type, a payload too long or not of its schema) makes the
 *    internet close the stream of this run, and only this one.
 */
export const frameHeaderBytes = 24;
export const framePayloadMaxBytes = 64 * 1024;
export const noLane = 0xffff_ffff;
/** Virtual nanoseconds meaning "no deadline". */
export const never = 0xffff_ffff_ffff_ffffn;

export const frameType = {
  /** supervisor -> internet, first frame: JSON `InternetHello`. */
  hello: 1,
  /** supervisor -> internet: a connection was made; JSON `ConnectionOpened`. */
  open: 2,
  /** both ways: bytes of a connection. */
  data: 3,
  /** both ways: no more bytes from this side (FIN). */
  end: 4,
  /** both ways: the connection is gone (RST, or the process died). */
  reset: 5,
  /** supervisor -> internet: say when all that was sent before this has been dealt with; `connection` is a token. */
  sync: 6,
  /** supervisor -> internet: time is now what the header says; fire every timer that is due. */
  advance: 7,
  /** internet -> supervisor: the answer to `sync`, same token; the time field holds the next deadline, or `never`. */
  idle: 8,
  /** internet -> supervisor: JSON `RequestLine`, when a request ended. */
  record: 9,
  /** supervisor -> internet: the program has ended; record what is still open. A `sync` follows. */
  finish: 10,
} as const;

/** What the requests for some URLs are answered with (sandboxes/internet/answering.ts); the first that matches counts. */
export const internetRule = z.object({
  url: z.string(),
  delayMs: z.number().nonnegative().optional(),
  status: z.int().min(200).max(599).optional(),
  headers: z.record(z.string(), z.string()).readonly().optional(),
  body: z.string().optional(),
  failure: z.enum(['timeout', 'reset']).optional(),
});
export type InternetRule = z.infer<typeof internetRule>;

/** As JSON at most as long as the payload of a frame. */
export const internetHello = z.object({
  /** Latency of the n-th request to arrive, in virtual ms; later ones take what their URL asks for. */
  delaysMs: z.array(z.number().nonnegative()).readonly(),
  rules: z.array(internetRule).readonly().optional(),
  seed: z.int(),
});
export type InternetHello = z.infer<typeof internetHello>;

export const connectionOpened = z.object({
  /** The name that was resolved to this address; null when the program used a bare address. */
  host: z.string().nullable(),
  address: z.string(),
  port: z.int().min(0).max(65535),
});
export type ConnectionOpened = z.infer<typeof connectionOpened>;

// ---- 4. service -> JavaScript sandbox -----------------------------------------------------------------------------

export const javascriptRequest = z.object({
  /** Text by plain name; they lie in /box as far as the program knows. */
  files: z.record(z.string(), z.string()),
  entry: z.string(),
  seed: z.int(),
  /** `work`: report which numbers lanes hand to one another. */
  probe: z.enum(['none', 'work']),
  limits: z.object({
    virtualMs: z.number(),
    /** Counted work of all lanes, and as much real CPU time. */
    cpuMs: z.number(),
    realMs: z.number(),
    memoryBytes: z.number(),
    /** Lanes alive at once. */
    tasks: z.number(),
    outputBytes: z.number(),
  }),
  internet: internetHello,
});
export type JavascriptRequest = z.infer<typeof javascriptRequest>;

/** On descriptor 3, before anything else: the process has read its own code and awaits its request. */
export const javascriptReady = 'ready';

/** On standard error, when the process ends itself because memory ran out: the lines so far are all there is. */
export const javascriptOutOfMemory = 'javascript sandbox: out of memory\n';
