/**
 * The two ways out of an isolate. Values are copied as by structuredClone (shared memory stays shared); nothing of the
 * host can be reached through them. Programs never see these functions themselves.
 */

/** The host answers at once. */
export type HostCall = (operation: string, ...values: unknown[]) => unknown;
/** The lane stands still until the host lets it go on; meanwhile other lanes run. */
export type HostPause = (operation: string, ...values: unknown[]) => unknown;

export interface LaneDescription {
  readonly lane: number;
  readonly isMain: boolean;
  /** URL of the program of this lane. */
  readonly entryUrl: string;
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly workerData: unknown;
  /** Number of the port to the one who made this worker; null in the main lane. */
  readonly parentPort: number | null;
  readonly threadId: number;
  /** Four whole numbers of 32 bits for Math.random. */
  readonly randomState: readonly number[];
}

const nowhere = (): never => {
  throw new Error('The lane has not started');
};

let callOfHost: HostCall = nowhere;
let pauseOfHost: HostPause = nowhere;
let description: LaneDescription | null = null;

export const call: HostCall = (operation, ...values) => callOfHost(operation, ...values);
export const pause: HostPause = (operation, ...values) => pauseOfHost(operation, ...values);
export const thisLane = (): LaneDescription => description ?? nowhere();

export function connect(toHost: HostCall, pausing: HostPause, lane: LaneDescription): void {
  callOfHost = toHost;
  pauseOfHost = pausing;
  description = lane;
}

/** What the event loop of this lane does with an event of a kind. */
type Handler = (token: number, payload: unknown) => void;
const handlers = new Map<string, Handler>();

export function onEvent(kind: string, handler: Handler): void {
  handlers.set(kind, handler);
}

export function handle(kind: string, token: number, payload: unknown): void {
  const handler = handlers.get(kind);
  if (!handler) throw new Error(`No handler of ${kind}`);
  handler(token, payload);
}

let lastToken = 0;
/** A number that no other thing of this lane has. */
export const newToken = (): number => {
  lastToken += 1;
  return lastToken;
};

/** For what only looks like Node's own things: not enumerable, so that it is not shown. */
export function hidden(target: object, properties: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(properties)) {
    Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
  }
}

/** An error with a code, as Node's own have. */
export function nodeError(code: string, message: string, Kind: ErrorConstructor = Error): Error {
  const error = new Kind(message);
  Object.assign(error, { code });
  return error;
}
