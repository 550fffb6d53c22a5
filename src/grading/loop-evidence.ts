/** Evidence about an event loop. */
import type { Finding, ProgramReading, WaitingPlace } from './findings.js';
import {
  allOf,
  areInTurn,
  lanesAbout,
  mayHaveSlept,
  secondAfterFirst,
  spanOfRequest,
  spreadMs,
  sumMs,
  type Witness,
} from './line-witness.js';
import { peakOf } from './measures.js';
import { endedWell } from './outcome-words.js';
import { languageOf } from './program-names.js';
import { asSeconds, counted } from './seconds.js';
import type { RequestRecord, Run } from './timeline.js';
import { laneOf, outputOf, requestsOf, sleepsOf, spansOf, textOf } from './timeline-selectors.js';

/** Shorter ones hold nobody up. */
const leastSleepMs = 5;

export const blockedLoop: Witness = (finding, run, reading) => {
  if (finding.subject === 'sleep') return sleptInTheLoop(finding, run, reading);
  if (finding.subject === 'request') return requestedInTheLoop(finding, run, reading);
  return finding.subject === 'lock' ? stoodInTheLoop(finding, run, reading) : null;
};

/** Sleeps of the main thread, if no other line could be where they are from. */
function sleptInTheLoop(finding: Finding, run: Run, reading: ProgramReading) {
  const places = reading.places.filter(({ kind, isAsync }) => kind === 'sleep' && !isAsync);
  if (places.some((place) => !isBlamed(place, reading))) return null;
  const isOwn = ({ file, line }: WaitingPlace) =>
    file === finding.file && (line === finding.line || line === finding.waitLine);
  const own = places.filter(isOwn);
  const sleeps = sleepsOf(run, 0).filter(
    (span) =>
      span.on === 'sleep' &&
      span.endMs - span.startMs >= leastSleepMs &&
      own.some((place) => mayHaveSlept(place, span)),
  );
  if (sleeps.length === 0) return null;
  const [other] = places.filter((place) => !isOwn(place) && sleeps.some((span) => mayHaveSlept(place, span)));
  const or = other ? ` here or in line ${other.line}` : '';
  const times = sleeps.length === 1 ? 'once' : `${sleeps.length} times`;
  const message = `Line ${finding.line} blocks the event loop${through(finding)}: the only thread slept ${times}${or}, ${asSeconds(sumMs(sleeps))} in all, and nothing else could go on meanwhile. Inside a coroutine, use await asyncio.sleep(…).`;
  return { message, spans: sleeps };
}

/** Long enough to hold up others. */
const leastLockMs = 50;

/** The main thread of JavaScript in Atomics.wait, if no other line could be where it stood. */
function stoodInTheLoop(
  { line, file, rule, subject, name }: Finding,
  run: Run,
  { findings }: ProgramReading,
) {
  const isOther = (each: Finding) =>
    each.rule === rule && each.subject === subject && (each.line !== line || each.file !== file);
  const stood = spansOf(run, 0).filter(
    ({ on, startMs, endMs }) => on === 'lock' && endMs - startMs >= leastLockMs,
  );
  const isForEver =
    run.outcome === 'deadlocked' && run.blocked.some(({ lane, on }) => lane === 0 && on === 'lock');
  if (findings.some(isOther) || (stood.length === 0 && !isForEver)) return null;
  const howLong = isForEver
    ? `for ever: after ${asSeconds(run.elapsedMs)} nothing could wake it any more`
    : `for ${asSeconds(sumMs(stood))}`;
  const message = `Line ${line} blocks the event loop: the main thread stood in ${name} ${howLong}, and could take no message or answer meanwhile. Wait for a message or a promise with await.`;
  return { message, spans: stood };
}

/** It stands in a coroutine, or in what a coroutine calls. */
const isBlamed = ({ file, line }: WaitingPlace, { findings }: ProgramReading): boolean =>
  findings.some(
    (each) =>
      each.rule === 'blocks-the-loop' && each.file === file && (each.line === line || each.waitLine === line),
  );

/** ", by calling download, which waits in line 3" */
const through = ({ name, waitLine }: Finding): string =>
  waitLine === null ? '' : ` by calling ${name}, which waits in line ${waitLine}`;

function requestedInTheLoop(finding: Finding, run: Run, reading: ProgramReading) {
  if (reading.places.some(({ kind, isAsync }) => kind === 'request' && isAsync)) return null;
  const requests = inTurnInALoop(run);
  if (!requests) return null;
  const who = `${allOf(requests.length, 'request')} were made by one thread`;
  const message = `Line ${finding.line} blocks the event loop${through(finding)}: ${who}, ${secondAfterFirst(requests)}. Until ${finding.name} returns, no other coroutine runs; use aiohttp or httpx.AsyncClient, and await.`;
  return { message, spans: requests.flatMap(spanOfRequest) };
}

/** At least two requests of a thread that can be that of a loop, each sent after the answer to the one before. */
function inTurnInALoop(run: Run): RequestRecord[] | null {
  const byLane = [...Map.groupBy(requestsOf(run), ({ lane }) => lane)].filter(([lane]) => lane !== null);
  const isFirstThread = (lane: number | null) => lane !== null && laneOf(run, lane)?.kind !== 'thread';
  const ofFirst = byLane.filter(([lane]) => isFirstThread(lane));
  const candidates = ofFirst.length > 0 ? ofFirst : byLane;
  return candidates.find(([, requests]) => areInTurn(requests))?.[1] ?? null;
}

export const oneAfterTheOther: Witness = (finding, run) => {
  if (finding.subject !== 'request') return null;
  const requests = inTurnInALoop(run);
  if (!requests) return null;
  const many = requests.length === 2 ? 'two' : String(requests.length);
  // A slow round for comparison may be among them.
  const seen =
    finding.name === 'Promise.all' && requests.length > 2
      ? `of the ${many} requests of this thread no two were in flight together, ${asSeconds(spreadMs(requests))} in all`
      : `the ${many} requests were in flight one after the other, ${asSeconds(spreadMs(requests))} in all, and ${secondAfterFirst(requests)}`;
  const isLoop = finding.rule === 'a-loop-for-each';
  const what = isLoop
    ? `runs an event loop to its end${finding.waitLine === null ? ' each time' : ` before line ${finding.waitLine} begins`}`
    : `waits for an answer before the next request is made${finding.waitLine === null ? '' : ` in line ${finding.waitLine}`}`;
  const remedy = isLoop
    ? 'Make all coroutines in one asyncio.run, and wait for them with asyncio.gather.'
    : `Make all of them first, then await them together: await ${languageOf(finding.file) === 'javascript' ? 'Promise.all' : 'asyncio.gather'}(…).`;
  return {
    message: `Line ${finding.line} ${what}: ${seen}. ${remedy}`,
    spans: requests.flatMap(spanOfRequest),
  };
};

export const unawaited: Witness = (finding, run) => {
  if (finding.subject === 'sleep') return sleptAfterwards(finding, run);
  const said = new RegExp(`coroutine '(?:[\\w.<>]*\\.)?${finding.name}' was never awaited`).exec(
    textOf(run, 'stderr'),
  );
  if (!said) return null;
  const requests = requestsOf(run).length;
  const message = `Line ${finding.line} makes a coroutine and lets it go: Python reported "${said[0]}", and ${counted(requests, 'request')} ${requests === 1 ? 'was' : 'were'} made in the whole run. Put await before it.`;
  return { message, spans: [] };
};

/** Sleeps of lanes that print before, and not afterwards. */
function sleepsAfterPrints(run: Run) {
  return sleepsOf(run).filter((sleep) => {
    const own = outputOf(run, sleep.lane).filter(({ text }) => /\S/.test(text));
    return own.length > 0 && own.every(({ atMs }) => atMs <= sleep.startMs);
  });
}

/** Of JavaScript, where a sleep that nobody awaits is slept all the same, once all the rest is done. */
function sleptAfterwards({ line, name }: Finding, run: Run) {
  const sleeps = sleepsAfterPrints(run);
  const lanes = new Set(sleeps.map(({ lane }) => lane));
  if (sleeps.length === 0) return null;
  const message = `Line ${line} starts a sleep and does not wait for it (${name}): ${counted(lanes.size, 'worker')} printed first and slept then, ${asSeconds(sumMs(sleeps))} in all. Put await before it.`;
  return { message, spans: sleeps };
}

export const printedFirst: Witness = ({ line, waitLine }, run) => {
  const sleeps = sleepsAfterPrints(run);
  const lanes = new Set(sleeps.map(({ lane }) => lane));
  if (sleeps.length === 0) return null;
  const message = `Line ${line} prints before line ${waitLine} sleeps: ${counted(lanes.size, 'thread')} printed first and slept then, ${asSeconds(sumMs(sleeps))} in all. Print after the sleep.`;
  return { message, spans: sleeps };
};

/** Whoever aborts a request ends it before the program ends. */
const atTheEndMs = 5;

/** Requests that the end of the program cut off. */
export const cutShort: Witness = ({ line, name, subject }, run) => {
  if (subject === 'worker') return terminated({ line, name }, run);
  const requests = requestsOf(run);
  const lost = requests.filter(({ completed, endMs }) => !completed && endMs >= run.elapsedMs - atTheEndMs);
  if (lost.length === 0 || !endedWell(run)) return null;
  const message = `Line ${line} ends the program (${name}): after ${asSeconds(run.elapsedMs)}, ${lost.length} of ${counted(requests.length, 'request')} had no whole answer yet. Leave it out, and await every answer.`;
  return { message, spans: lost.flatMap(spanOfRequest) };
};

/** Workers that were ended in their sleep. */
function terminated({ line, name }: Pick<Finding, 'line' | 'name'>, run: Run) {
  const cut = lanesAbout(run, 'worker').flatMap(({ id, endMs }) =>
    spansOf(run, id).filter((span) => span.ended === 'run-end' && span.on === 'poll' && span.endMs === endMs),
  );
  if (cut.length === 0 || !endedWell(run)) return null;
  const first = Math.min(...cut.map(({ endMs }) => endMs));
  const message = `Line ${line} ends workers (${name}): ${counted(cut.length, 'worker')} ${cut.length === 1 ? 'was' : 'were'} waiting, and cut off after ${asSeconds(first)}. Wait for each of them to exit.`;
  return { message, spans: cut };
}

/** Requests without their answer, in a program that ended well. */
export const completedTasks: Witness = (finding, run) => {
  const requests = requestsOf(run);
  const lost = requests.filter(({ completed }) => !completed);
  if (lost.length === 0 || !endedWell(run)) return null;
  const message = `Line ${finding.line} starts a task that nobody awaits: the program ended after ${asSeconds(run.elapsedMs)}, and ${lost.length} of ${counted(requests.length, 'request')} had no answer yet. Keep the task, and await it before the end.`;
  return { message, spans: lost.flatMap(spanOfRequest) };
};

/** Several threads make requests, and none of the run has two in flight: no event loop made them. */
export const handedToThreads: Witness = (finding, run) => {
  const requests = requestsOf(run).filter(
    ({ lane }) => lane !== null && laneOf(run, lane)?.kind === 'thread',
  );
  const byLane = Map.groupBy(requests, ({ lane }) => lane);
  if (requests.length === 0 || [...byLane.values()].some((own) => peakOf(own) > 1)) return null;
  const who =
    byLane.size === 1
      ? `${counted(requests.length, 'request')} came from a thread beside that of the event loop`
      : `${counted(requests.length, 'request')} came from ${byLane.size} threads beside that of the event loop, none of which had two in flight`;
  const message = `Line ${finding.line} hands the request to another thread (${finding.name}): ${who}. Ask with aiohttp or httpx.AsyncClient, and await.`;
  return { message, spans: requests.flatMap(spanOfRequest) };
};
