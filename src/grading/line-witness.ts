/** What a run must show before a finding is believed, and the sentence that cites both. */
import type { Computing } from './computing.js';
import type { Finding, FindingSubject, ProgramReading, WaitingPlace } from './findings.js';
import { type Interval, peakOf } from './measures.js';
import { asSeconds, counted } from './seconds.js';
import type { Lane, RequestRecord, Run } from './timeline.js';
import { lanesOf, requestsOf, sleepsOf, threadsOf, workersOf } from './timeline-selectors.js';

export interface SeenSpan {
  readonly lane: number;
  readonly startMs: number;
  readonly endMs: number;
}

export interface Evidence {
  /** One sentence with the line and the figures, and one that says what to do. */
  readonly message: string;
  /** What of the timeline it speaks of. */
  readonly spans: readonly SeenSpan[];
}

export type Witness = (finding: Finding, run: Run, reading: ProgramReading) => Evidence | null;

/** What its lanes are called. */
export const laneNoun = (subject: FindingSubject): string =>
  subject === 'process' || subject === 'program' || subject === 'worker' ? subject : 'thread';

/** "5 threads" */
export const countedLanes = (subject: FindingSubject, count: number): string => {
  const noun = laneNoun(subject);
  return counted(count, noun, noun === 'process' ? 'processes' : `${noun}s`);
};

export function lanesAbout(run: Run, subject: FindingSubject): Lane[] {
  if (subject === 'thread' || subject === 'worker') return threadsOf(run);
  if (subject === 'process') return workersOf(run);
  const programs = lanesOf(run).filter(({ role }) => role === 'program');
  return programs.length > 0 ? programs : workersOf(run);
}

/** Ends that are no further apart than this are one moment: a lane ends a little after what it did. */
const usualMomentMs = 1;

/** One after the other, never two at once. */
export function areInTurn(intervals: readonly Interval[], momentMs = usualMomentMs): boolean {
  if (intervals.length < 2) return false;
  return peakOf(intervals.map(({ startMs, endMs }) => ({ startMs: startMs + momentMs, endMs }))) === 1;
}

/** Shorter ones are starts, ends, and the handing over of results. */
const leastPieceMs = 20;

/** When each of them computed. */
export const piecesOf = (computing: readonly Computing[]): SeenSpan[] =>
  computing.flatMap(({ lane, busy }) =>
    busy
      .filter(({ startMs, endMs }) => endMs - startMs >= leastPieceMs)
      .map(({ startMs, endMs }) => ({ lane: lane.id, startMs, endMs })),
  );

/** Who is done ends, while the next one computes already. */
export const areComputedInTurn = (pieces: readonly SeenSpan[]): boolean =>
  areInTurn(pieces, leastPieceMs - 1);

export const spreadMs = (intervals: readonly Interval[]): number =>
  Math.max(...intervals.map(({ endMs }) => endMs)) - Math.min(...intervals.map(({ startMs }) => startMs));

export const sumMs = (intervals: readonly Interval[]): number =>
  intervals.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);

export const spanOfRequest = ({ lane, startMs, endMs }: RequestRecord): SeenSpan[] =>
  lane === null ? [] : [{ lane, startMs, endMs }];

export const spanOfLane = ({ id, startMs, endMs }: Lane): SeenSpan => ({ lane: id, startMs, endMs });

/** Sleeps and requests of some lanes, in order of time. */
export function waitsOf(run: Run, lanes: readonly Lane[]): SeenSpan[] {
  const ids = new Set(lanes.map(({ id }) => id));
  const sleeps = sleepsOf(run).filter(({ lane }) => ids.has(lane));
  const requests = requestsOf(run)
    .flatMap(spanOfRequest)
    .filter(({ lane }) => ids.has(lane));
  return [...sleeps, ...requests].sort((a, b) => a.startMs - b.startMs);
}

/** "3 requests", "5 sleeps", "2 sleeps and 3 requests" */
export function countedWaits(run: Run, waits: readonly SeenSpan[]): string {
  const isRequest = ({ lane, startMs }: SeenSpan) =>
    run.timeline.requests.some((request) => request.lane === lane && request.startMs === startMs);
  const requests = waits.filter(isRequest).length;
  const sleeps = waits.length - requests;
  const words = [
    sleeps > 0 ? counted(sleeps, 'sleep') : '',
    requests > 0 ? counted(requests, 'request') : '',
  ];
  return words.filter((each) => each !== '').join(' and ');
}

/** "both requests", "all 3 requests" */
export const allOf = (count: number, noun: string, plural = `${noun}s`): string =>
  count === 2 ? `both ${plural}` : `all ${count} ${plural}`;

/** "the second began 2.0 s after the first" */
export function secondAfterFirst([first, second]: readonly Interval[]): string {
  return first && second
    ? `the second began ${asSeconds(second.startMs - first.startMs)} after the first`
    : '';
}

/** A sleep lasts a little longer than was asked for: 1 % and this much at most. */
const lateMs = 2;

/** False where the place says how long it sleeps, and that is something else. */
export function mayHaveSlept({ lengthMs }: WaitingPlace, { startMs, endMs }: Interval): boolean {
  const ms = endMs - startMs;
  return lengthMs === null || (ms >= lengthMs - 1 && ms <= lengthMs * 1.01 + lateMs);
}
