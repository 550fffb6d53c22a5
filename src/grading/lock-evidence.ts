/** Evidence about locks: held across a wait or a computation, never given back, or not taken at all. */
import { computingProcesses, computingThreads } from './computing.js';
import { laneNames } from './lane-names.js';
import {
  areComputedInTurn,
  countedLanes,
  lanesAbout,
  piecesOf,
  type SeenSpan,
  spanOfLane,
  spanOfRequest,
  spreadMs,
  type Witness,
} from './line-witness.js';
import { peakOf, sharedMsOf } from './measures.js';
import { asSeconds, counted } from './seconds.js';
import type { Run } from './timeline.js';
import { laneOf, reportedOf, requestsOf, sleepsOf, spansOf } from './timeline-selectors.js';

export const heldLock: Witness = (finding, run) => {
  const { limit, subject } = finding;
  if (limit === null) return null;
  const waits: SeenSpan[] =
    subject === 'request'
      ? requestsOf(run).flatMap(spanOfRequest)
      : sleepsOf(run).filter(({ on, lane }) => on === 'sleep' && laneOf(run, lane)?.kind !== 'main');
  const lanes = new Set(waits.map(({ lane }) => lane));
  const isOfALoop = subject === 'request' && lanes.size === 1;
  if (waits.length <= limit || (lanes.size <= limit && !isOfALoop) || peak(waits) > limit) return null;
  const stuck = isOfALoop ? null : longestStuck(run, waits);
  if (!isOfALoop && !stuck) return null;
  const noun = subject === 'request' ? 'request' : 'sleep';
  const where = finding.waitLine === null ? '' : ` of line ${finding.waitLine}`;
  const what = finding.name.includes('=')
    ? `allows one connection (${finding.name})`
    : limit === 1
      ? `holds ${finding.name} across the ${noun}${where}`
      : `lets no more than ${limit} into the ${noun}${where} at once`;
  const order = limit === 1 ? 'one after the other' : `never more than ${limit} at once`;
  const remedy = finding.name.includes('=')
    ? 'Allow more of them.'
    : limit > 1
      ? 'Let as many in as there are.'
      : 'Hold it only while something shared is changed.';
  const meanwhile = stuck ? `, and ${stuck}` : '';
  const message = `Line ${finding.line} ${what}: the ${counted(waits.length, noun)} came ${order}, ${asSeconds(spreadMs(waits))} in all${meanwhile}. ${remedy}`;
  return { message, spans: waits };
};

const peak = (waits: readonly SeenSpan[]): number =>
  peakOf(waits.map(({ startMs, endMs }) => ({ startMs: startMs + 1, endMs })));

/** "thread 3 waited 2.1 s for it": who waited longest for a lock while others were in those waits. */
function longestStuck(run: Run, waits: readonly SeenSpan[]): string | null {
  let longest: { lane: number; ms: number } | null = null;
  const lanes = new Set(waits.map(({ lane }) => lane));
  for (const span of spansOf(run)) {
    if (span.kind === 'running' || span.on !== 'lock' || !lanes.has(span.lane)) continue;
    const others = waits.filter(({ lane }) => lane !== span.lane);
    const ms = others.reduce((sum, wait) => sum + sharedMsOf(span, wait), 0);
    if (ms > 5 && ms > (longest?.ms ?? 0)) longest = { lane: span.lane, ms: span.endMs - span.startMs };
  }
  if (!longest) return null;
  return `${laneNames(run).get(longest.lane) ?? 'another lane'} waited ${asSeconds(longest.ms)} for it`;
}

export const lostLock: Witness = (finding, run) => {
  const stuck = run.blocked.filter(({ on, lane }) => on === 'lock' && laneOf(run, lane)?.kind !== 'main');
  if (run.outcome !== 'deadlocked' || stuck.length === 0) return null;
  const message = `Line ${finding.line} takes ${finding.name}, and nothing gives it back: after ${asSeconds(run.elapsedMs)} nothing could happen any more, and ${countedLanes('thread', stuck.length)} waited for a lock. Use with ${finding.name}: in its place.`;
  const lanes = stuck.flatMap(({ lane }) => laneOf(run, lane) ?? []);
  return { message, spans: lanes.map(spanOfLane) };
};

/** Several processes read the shared value, and were alive together. What was lost, a check has said. */
export const unlockedChange: Witness = (finding, run) => {
  const lanes = lanesAbout(run, 'process');
  const readers = lanes.filter(({ id }) => reportedOf(run, id).some(({ data }) => hasRead(data)));
  if (readers.length < 2 || peakOf(readers) < 2) return null;
  const message = `Line ${finding.line} reads ${finding.name}, adds to it and writes it back without a lock: ${countedLanes('process', readers.length)} did so, up to ${peakOf(readers)} of them alive at once, and the sum came out wrong. Hold a lock meanwhile: with ….get_lock(), if it has one, or a Lock that all of them share.`;
  return { message, spans: readers.map(spanOfLane) };
};

/** As the probe of the exercise reports it. */
const hasRead = (data: unknown): boolean =>
  typeof data === 'object' &&
  data !== null &&
  'read' in data &&
  typeof data.read === 'number' &&
  data.read > 0;

/** Processes or threads that compute, one at a time, while others wait for the lock. */
export const heldWhileComputing: Witness = ({ line, name }, run) => {
  const processes = computingProcesses(run);
  const subject = processes.length > 1 ? 'process' : 'thread';
  const computing = processes.length > 1 ? processes : computingThreads(run);
  const pieces = piecesOf(computing);
  const stuck = longestStuck(run, pieces);
  if (computing.length < 2 || !stuck || !areComputedInTurn(pieces)) return null;
  const message = `Line ${line} holds ${name} while it computes: ${countedLanes(subject, computing.length)} did so one after the other, ${asSeconds(spreadMs(pieces))} in all, and ${stuck}. Hold it only while something shared is changed.`;
  return { message, spans: pieces };
};
