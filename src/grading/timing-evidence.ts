/** Evidence about clocks and loops, about sleeps of the wrong length, and about what was still at work. */
import { listed } from './addresses.js';
import { laneNames } from './lane-names.js';
import { countedLanes, lanesAbout, spanOfLane, sumMs, type Witness } from './line-witness.js';
import { areOpenTogether } from './measures.js';
import { languageOf } from './program-names.js';
import { asSeconds } from './seconds.js';
import type { Outcome } from './timeline.js';
import { lanesOf, outputOf, requestsOf, sleepsOf, spansOf } from './timeline-selectors.js';

/** Shorter pieces are what any program does. */
const leastBusyMs = 50;

export const busyMeanwhile: Witness = ({ line, name, file }, run) => {
  const pieces = spansOf(run).filter(
    ({ kind, startMs, endMs }) => kind === 'running' && endMs - startMs >= leastBusyMs,
  );
  const held = pieces.filter((piece) =>
    requestsOf(run, piece.lane).some((one) => areOpenTogether(piece, one)),
  );
  const asks = `Line ${line} waits by asking ${name} again and again`;
  if (held.length > 0) {
    const message = `${asks}: its thread could do nothing else for ${asSeconds(sumMs(held))} while a request was in flight. Wait with await.`;
    return { message, spans: held };
  }
  const subject = languageOf(file) === 'javascript' ? 'worker' : 'thread';
  const busy = lanesAbout(run, subject).filter(
    ({ id, cpuMs }) => cpuMs >= 5 && sleepsOf(run, id).length === 0,
  );
  const cpuMs = busy.reduce((sum, lane) => sum + lane.cpuMs, 0);
  if (busy.length === 0 || cpuMs < leastBusyMs) return null;
  const message = `${asks}: ${countedLanes(subject, busy.length)} computed for ${asSeconds(cpuMs)} in all, and none of them slept. Sleep in its place.`;
  return { message, spans: busy.map(spanOfLane) };
};

export const stoodStill: Witness = ({ line, name }, run) => {
  const own = lanesOf(run).filter(({ process }) => process === 0);
  const cpuMs = own.reduce((sum, lane) => sum + lane.cpuMs, 0);
  if (run.elapsedMs < 2 * cpuMs) return null;
  const message = `Line ${line} asks ${name}, which stands still while the program waits: the run took ${asSeconds(run.elapsedMs)}, and the main process computed for ${asSeconds(cpuMs)} of that. Use time.perf_counter().`;
  return { message, spans: [] };
};

/** Ending takes a moment. */
const leastRestMs = 1;

/** What main printed while those it had started were still at work. */
export const stillAtWork: Witness = ({ line, waitLine }, run) => {
  const lanes = lanesOf(run).filter(({ parent, role }) => parent === 0 && role === 'student');
  for (const { atMs, text } of outputOf(run, 0)) {
    const open = lanes.filter(({ startMs, endMs }) => startMs < atMs && endMs > atMs + leastRestMs);
    // A time has digits; a result may be an empty list.
    if (!(waitLine === null ? /\S/ : /\d/).test(text) || open.length === 0) continue;
    const last = open.reduce((a, b) => (b.endMs > a.endMs ? b : a));
    const who =
      open.length === 1
        ? `${laneNames(run).get(last.id)} was`
        : `${open.length} of those that it had started were`;
    const [what, remedy] =
      waitLine === null
        ? ['starts them, and nothing waits for them', 'Call join() on each before that.']
        : [`takes the time before line ${waitLine} waits for the others`, 'Take it after the join.'];
    const message = `Line ${line} ${what}: when main printed after ${asSeconds(atMs)}, ${who} still at work, until ${asSeconds(last.endMs)}. ${remedy}`;
    return { message, spans: open.map(spanOfLane) };
  }
  return null;
};

const endless: ReadonlySet<Outcome> = new Set([
  'timed-out-virtual',
  'timed-out-real',
  'cpu-exceeded',
  'output-exceeded',
]);

export const wentOn: Witness = ({ line }, run) => {
  if (!endless.has(run.outcome)) return null;
  const all = lanesOf(run).filter(
    ({ role, endMs }) => role === 'student' && endMs >= run.elapsedMs - leastBusyMs,
  );
  // The main thread waits for them.
  const others = all.filter(({ id }) => id !== 0);
  const open = others.length > 0 ? others : all;
  const message = `Line ${line} begins a loop that nothing ends: after ${asSeconds(run.elapsedMs)} of its own time the program was stopped, and ${open.length === 1 ? 'one of its threads' : `${open.length} of its threads`} still went on. Let it end after one round, or by return.`;
  return { message, spans: open.map(spanOfLane) };
};

/** Of threads, at most so much apart. */
const alikeMs = 2;

export const drawnAgain: Witness = ({ line, name }, run) => {
  const sleeps = sleepsOf(run).filter(({ startMs, endMs }) => endMs - startMs >= leastBusyMs);
  if (sleeps.length === 0) return null;
  const lengths = listed(sleeps.map(({ startMs, endMs }) => asSeconds(endMs - startMs)));
  const message = `Line ${line} sets where the random numbers begin (${name}), so that every run draws the same ones: here the sleeps took ${lengths}. Leave it out.`;
  return { message, spans: sleeps };
};

export const allAlike: Witness = ({ line, name, waitLine }, run) => {
  const sleeps = lanesAbout(run, 'thread').flatMap(({ id }) => sleepsOf(run, id));
  const lengths = sleeps.map(({ startMs, endMs }) => endMs - startMs);
  if (sleeps.length < 2 || Math.max(...lengths) - Math.min(...lengths) > alikeMs) return null;
  const message = `Line ${line} draws ${name} once, and line ${waitLine} sleeps that long in every thread: all ${sleeps.length} sleeps took ${asSeconds(lengths[0] ?? 0)}. Draw it in the function that sleeps.`;
  return { message, spans: sleeps };
};
