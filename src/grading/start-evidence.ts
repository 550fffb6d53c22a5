/** Evidence about threads and processes, where they are made, started and waited for, and about locks. */
import { computingProcesses, computingThreads } from './computing.js';
import type { Finding, FindingSubject } from './findings.js';
import { laneNames } from './lane-names.js';
import {
  areComputedInTurn,
  areInTurn,
  countedLanes,
  countedWaits,
  laneNoun,
  lanesAbout,
  piecesOf,
  type SeenSpan,
  spanOfLane,
  spreadMs,
  sumMs,
  type Witness,
  waitsOf,
} from './line-witness.js';
import { peakOf } from './measures.js';
import { endedWell } from './outcome-words.js';
import { asSeconds, counted } from './seconds.js';
import type { Lane, Run, WaitTarget } from './timeline.js';
import { laneOf, outputOf, sleepsOf, spansOf, textOf } from './timeline-selectors.js';

/** Libraries start threads too, which neither sleep nor ask for anything: where others do, those are meant. */
function waitingOnes(run: Run, lanes: readonly Lane[]): readonly Lane[] {
  const own = lanes.filter((lane) => waitsOf(run, [lane]).length > 0);
  return own.length >= 2 ? own : lanes;
}

export const inTurn: Witness = (finding, run) => {
  const lanes = waitingOnes(run, lanesAbout(run, finding.subject));
  const isPool = finding.name !== 'join' && (finding.subject === 'thread' || finding.subject === 'process');
  if (areInTurn(lanes)) {
    const lived = `the ${countedLanes(finding.subject, lanes.length)} lived one after the other, never two at once, ${asSeconds(spreadMs(lanes))} in all`;
    return {
      message: `Line ${finding.line} ${waiting(finding)}: ${lived}. ${remedies[finding.subject === 'worker' ? 'worker' : 'start']}`,
      spans: lanes.map(spanOfLane),
    };
  }
  if (!isPool) return null;
  const waits = waitsOf(run, lanes);
  const pieces = waits.length > 0 ? waits : computedIn(run, finding.subject);
  if (!(waits.length > 0 ? areInTurn(waits) : areComputedInTurn(pieces))) return null;
  const what = waits.length > 0 ? countedWaits(run, waits) : `${pieces.length} computations`;
  const seen = `the ${what} of ${countedLanes(finding.subject, lanes.length)} came one after the other, ${asSeconds(spreadMs(pieces))} in all`;
  return { message: `Line ${finding.line} ${waiting(finding)}: ${seen}. ${remedies.pool}`, spans: pieces };
};

const computedIn = (run: Run, subject: FindingSubject): SeenSpan[] =>
  piecesOf(subject === 'process' ? computingProcesses(run) : computingThreads(run));

const remedies = {
  start: 'Start all of them in one loop, and wait for them in a second one.',
  pool: 'Hand in everything first, then ask for the results.',
  worker: 'Start all of them first, and wait for them together: await Promise.all(…).',
};

function waiting({ subject, name, waitLine }: Finding): string {
  const noun = laneNoun(subject);
  if (name === 'join' || subject === 'worker') {
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
      ? `${who} did ${countedWaits(run, waits)} itself (${asSeconds(sumMs(waits))}) before the last of them began`
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
      ? `, and main did the ${countedWaits(run, waits)} itself, ${asSeconds(sumMs(waits))} in all`
      : ', and main did the work itself';
  const message = `Line ${finding.line} calls run(), which is an ordinary call: no ${noun} was seen${did}. Call start() in its place.`;
  return { message, spans: waits };
};

export const fewAtOnce: Witness = (finding, run) => {
  const { limit, subject } = finding;
  // Pools have threads for their own ends.
  const lanes = lanesAbout(run, subject).filter(
    (lane) => subject === 'process' || waitsOf(run, [lane]).length > 0,
  );
  if (limit === null || lanes.length === 0) return null;
  const allowed = `Line ${finding.line} allows ${counted(limit, 'worker')} (${finding.name})`;
  const more = 'Allow as many workers as there are tasks that should run at once.';
  if (subject === 'process') {
    if (lanes.length !== limit) return null;
    const message = `${allowed}: ${countedLanes(subject, lanes.length)} ${limit === 1 ? 'was' : 'were'} started in all. ${limit > 4 ? 'Allow as many as the exercise asks for.' : more}`;
    return { message, spans: lanes.map(spanOfLane) };
  }
  const waits = waitsOf(run, lanes);
  // Fewer at once than are allowed were kept apart by something else.
  const peak = peakOf(waits.map(({ startMs, endMs }) => ({ startMs: startMs + 1, endMs })));
  if (lanes.length > limit || waits.length <= limit || peak !== limit) return null;
  const message = `${allowed}: ${countedLanes(subject, lanes.length)} did all ${countedWaits(run, waits)}, no more than ${limit} at once, ${asSeconds(spreadMs(waits))} in all. ${more}`;
  return { message, spans: waits };
};

/** A daemon that waits for its next task is meant to end so. */
const isWork = (on: WaitTarget | null): boolean => on === 'sleep' || on === 'socket' || on === 'poll';

export const cutOff: Witness = (finding, run) => {
  if (!endedWell(run)) return null;
  const subject = finding.subject === 'process' ? 'process' : 'thread';
  const lanes = lanesAbout(run, subject);
  const cut = lanes.flatMap((lane) =>
    spansOf(run, lane.id).filter(({ on, ended }) => isWork(on) && ended === 'run-end'),
  );
  const killed = lanes.filter(({ signal }) => signal === 'SIGTERM');
  const isIdle = lanes.every(({ id }) => outputOf(run, id).length === 0) && waitsOf(run, lanes).length === 0;
  const ended = killed.length > 0 ? killed : isIdle ? lanes : [];
  if (cut.length === 0 && ended.length === 0) return null;
  const count = cut.length || ended.length;
  const what =
    cut.length > 0 || killed.length > 0
      ? 'cut off in the middle'
      : 'cut off before anything was seen of their work';
  const message = `Line ${finding.line} makes ${laneNoun(subject) === 'process' ? 'processes' : 'threads'} that end with the program (${finding.name}), and nothing joins them: ${countedLanes(subject, count)} ${count === 1 ? 'was' : 'were'} ${what} when main ended after ${asSeconds(run.elapsedMs)}. Call join() on each before the end.`;
  return { message, spans: cut.length > 0 ? cut : ended.map(spanOfLane) };
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
