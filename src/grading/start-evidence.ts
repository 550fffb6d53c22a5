/** Evidence about threads and processes, where they are made, started and waited for, and about locks. */
import type { Finding } from './findings.js';
import { laneNames } from './lane-names.js';
import {
  areInTurn,
  countedLanes,
  lanesAbout,
  type SeenSpan,
  spanOfRequest,
  spreadMs,
  sumMs,
  type Witness,
} from './line-witness.js';
import { peakOf, sharedMsOf } from './measures.js';
import { endedWell } from './outcome-words.js';
import { asSeconds, counted } from './seconds.js';
import type { Lane, Run, WaitTarget } from './timeline.js';
import { laneOf, outputOf, reportedOf, requestsOf, sleepsOf, spansOf, textOf } from './timeline-selectors.js';

const spanOfLane = ({ id, startMs, endMs }: Lane): SeenSpan => ({ lane: id, startMs, endMs });

/** Sleeps and requests of some lanes, in order of time. */
function waitsOf(run: Run, lanes: readonly Lane[]): SeenSpan[] {
  const ids = new Set(lanes.map(({ id }) => id));
  const sleeps = sleepsOf(run).filter(({ lane }) => ids.has(lane));
  const requests = requestsOf(run)
    .flatMap(spanOfRequest)
    .filter(({ lane }) => ids.has(lane));
  return [...sleeps, ...requests].sort((a, b) => a.startMs - b.startMs);
}

/** Libraries start threads too, which neither sleep nor ask for anything: where others do, those are meant. */
function waitingOnes(run: Run, lanes: readonly Lane[]): readonly Lane[] {
  const own = lanes.filter((lane) => waitsOf(run, [lane]).length > 0);
  return own.length >= 2 ? own : lanes;
}

export const inTurn: Witness = (finding, run) => {
  const lanes = waitingOnes(run, lanesAbout(run, finding.subject));
  const isPool = finding.name !== 'join' && finding.subject !== 'program';
  if (areInTurn(lanes)) {
    const lived = `the ${countedLanes(finding.subject, lanes.length)} lived one after the other, never two at once, ${asSeconds(spreadMs(lanes))} in all`;
    return {
      message: `Line ${finding.line} ${waiting(finding)}: ${lived}. ${remedies.start}`,
      spans: lanes.map(spanOfLane),
    };
  }
  const waits = isPool ? waitsOf(run, lanes) : [];
  if (!areInTurn(waits)) return null;
  const seen = `the ${waits.length} sleeps and requests of ${countedLanes(finding.subject, lanes.length)} came one after the other, ${asSeconds(spreadMs(waits))} in all`;
  return { message: `Line ${finding.line} ${waiting(finding)}: ${seen}. ${remedies.pool}`, spans: waits };
};

const remedies = {
  start: 'Start all of them in one loop, and wait for them in a second one.',
  pool: 'Hand in everything first, then ask for the results.',
};

function waiting({ subject, name, waitLine }: Finding): string {
  const noun = subject === 'process' ? 'process' : subject === 'program' ? 'program' : 'thread';
  if (name === 'join') {
    const next = waitLine === null ? 'the next one is started' : `line ${waitLine} starts the next one`;
    return `waits for each ${noun} before ${next}`;
  }
  if (name === 'with') return 'ends the pool, and so waits for it, before the next one begins';
  return subject === 'program'
    ? 'waits for each program before the next one is started'
    : `waits for each result (${name}) before the next task is handed in`;
}

/** The starter sleeps before every further start. */
export const startedApart: Witness = (finding, run) => {
  const lanes = lanesAbout(run, finding.subject === 'any' ? 'thread' : finding.subject);
  const [first, second] = lanes;
  const starters = new Set(lanes.map(({ parent }) => parent));
  const [starter] = starters;
  if (!first || !second || starters.size !== 1 || starter === null || starter === undefined) return null;
  const sleeps = sleepsOf(run, starter).filter(({ on }) => on === 'sleep');
  const between = lanes.slice(1).map((lane, at) => {
    const before = lanes[at]?.startMs ?? 0;
    return sleeps.find((sleep) => sleep.startMs >= before && sleep.endMs <= lane.startMs + 1);
  });
  if (between.some((sleep) => sleep === undefined)) return null;
  const who = laneNames(run).get(starter) ?? 'the starter';
  const message = `Line ${finding.line} sleeps in the loop that starts them: ${who} slept ${counted(sleeps.length, 'time')}, ${asSeconds(sumMs(sleeps))} in all, and the second of ${countedLanes(finding.subject, lanes.length)} began ${asSeconds(second.startMs - first.startMs)} after the first. Let each one sleep itself.`;
  return { message, spans: sleeps };
};

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

/** The workers did nothing that can be seen, and who started them did it before. */
export const workOfTheStarter: Witness = (finding, run) => {
  const lanes = lanesAbout(run, finding.subject);
  const [first] = lanes;
  if (!first || waitsOf(run, lanes).length > 0 || lanes.some(({ id }) => outputOf(run, id).length > 0))
    return null;
  const starter = laneOf(run, first.parent ?? 0);
  if (!starter) return null;
  const last = Math.max(...lanes.map(({ startMs }) => startMs));
  const waits = waitsOf(run, [starter]).filter(
    ({ startMs, endMs }) => endMs - startMs >= 5 && endMs <= last + 1,
  );
  // Processes may work without a sleep, a request or a word; of threads as silent nothing can be said.
  if (waits.length === 0 && finding.subject !== 'process') return null;
  const who = laneNames(run).get(starter.id) ?? 'the starter';
  const did =
    waits.length > 0
      ? `${who} did ${counted(waits.length, 'sleep or request', 'sleeps and requests')} itself (${asSeconds(sumMs(waits))}) before the last of them began`
      : `${who} did the work before they began`;
  const message = `Line ${finding.line} calls ${finding.name} at once, in place of handing it over: ${did}, and the ${countedLanes(finding.subject, lanes.length)} did nothing. Name the function without brackets, and its arguments in args=(…).`;
  return { message, spans: waits };
};

export const nothingStarted: Witness = (finding, run) => {
  if (lanesAbout(run, finding.subject).length > 0) return null;
  const noun = finding.subject === 'process' ? 'process' : 'thread';
  if (finding.rule === 'never-started') {
    const message = `Line ${finding.line} makes a ${noun}, and nothing starts it: no ${noun} was seen in a run of ${asSeconds(run.elapsedMs)}. Call start() on it, then join().`;
    return { message, spans: [] };
  }
  const main = laneOf(run, 0);
  const waits = main ? waitsOf(run, [main]) : [];
  const did =
    waits.length > 0
      ? `, and main did the ${counted(waits.length, 'sleep or request', 'sleeps and requests')} itself, ${asSeconds(sumMs(waits))} in all`
      : ', and main did the work itself';
  const message = `Line ${finding.line} calls run(), which is an ordinary call: no ${noun} was seen${did}. Call start() in its place.`;
  return { message, spans: waits };
};

export const fewAtOnce: Witness = (finding, run) => {
  const { limit, subject } = finding;
  const lanes = lanesAbout(run, subject);
  if (limit === null || lanes.length === 0) return null;
  const allowed = `Line ${finding.line} allows ${counted(limit, 'worker')} (${finding.name})`;
  const more = 'Allow as many workers as there are tasks that should run at once.';
  if (subject === 'process') {
    if (lanes.length !== limit) return null;
    const message = `${allowed}: ${countedLanes(subject, lanes.length)} ${limit === 1 ? 'was' : 'were'} started in all. ${limit > 4 ? 'Allow as many as the exercise asks for.' : more}`;
    return { message, spans: lanes.map(spanOfLane) };
  }
  const waits = waitsOf(run, lanes);
  if (lanes.length > limit || waits.length <= limit) return null;
  const message = `${allowed}: ${countedLanes(subject, lanes.length)} did all ${waits.length} sleeps and requests, no more than ${limit} at once, ${asSeconds(spreadMs(waits))} in all. ${more}`;
  return { message, spans: waits };
};

/** A daemon that waits for its next task is meant to end so. */
const isWork = (on: WaitTarget | null): boolean => on === 'sleep' || on === 'socket' || on === 'poll';

export const cutOff: Witness = (finding, run) => {
  if (!endedWell(run)) return null;
  const cut = lanesAbout(run, 'thread').flatMap((lane) =>
    spansOf(run, lane.id).filter(({ on, ended }) => isWork(on) && ended === 'run-end'),
  );
  if (cut.length === 0) return null;
  const message = `Line ${finding.line} makes threads that end with the program (${finding.name}), and nothing joins them: ${countedLanes('thread', cut.length)} ${cut.length === 1 ? 'was' : 'were'} cut off in the middle when main ended after ${asSeconds(run.elapsedMs)}. Call join() on each before the end.`;
  return { message, spans: cut };
};

export const ranAgain: Witness = (finding, run) => {
  const isToldByPython = /bootstrapping phase|context has already been set/.test(textOf(run, 'stderr'));
  const processes = lanesAbout(run, 'process');
  if (!isToldByPython && run.outcome !== 'too-many-processes') return null;
  const seen = isToldByPython
    ? `${countedLanes('process', processes.length)} began, each by running the file again, and stopped with an error`
    : `each process began by running the file again, until there were ${processes.length} of them`;
  const message = `Line ${finding.line} starts processes at the left margin: ${seen}. Put it under if __name__ == "__main__":`;
  return { message, spans: processes.map(spanOfLane) };
};

/** Several processes read the shared value, and were alive together. What was lost, a check has said. */
export const unlockedChange: Witness = (finding, run) => {
  const lanes = lanesAbout(run, 'process');
  const readers = lanes.filter(({ id }) => reportedOf(run, id).some(({ data }) => hasRead(data)));
  if (readers.length < 2 || peakOf(readers) < 2) return null;
  const message = `Line ${finding.line} reads ${finding.name}, adds to it and writes it back without a lock: ${countedLanes('process', readers.length)} did so, up to ${peakOf(readers)} of them alive at once, and the sum came out wrong. Hold its lock meanwhile: with ….get_lock():`;
  return { message, spans: readers.map(spanOfLane) };
};

/** As the probe of the exercise reports it. */
const hasRead = (data: unknown): boolean =>
  typeof data === 'object' &&
  data !== null &&
  'read' in data &&
  typeof data.read === 'number' &&
  data.read > 0;
