import {
  asSeconds,
  type Checks,
  counted,
  type Evidence,
  errorBesides,
  failed,
  groupsOpenTogether,
  type Interval,
  type Lane,
  lanesOf,
  type Measure,
  measure,
  type Output,
  orNotReached,
  outputOf,
  passed,
  type Run,
  ranToItsEnd,
  sleepsOf,
  spansOf,
  threadsOf,
  type Verdict,
  workersOf,
} from 'interleave/checks';

const threadsWanted = 5;
const overlapWanted = 0.9;

/** A thread of the student's, and what it did in one run. */
interface Sleeper {
  readonly lane: Lane;
  readonly waits: readonly Interval[];
  readonly waitedMs: number;
  readonly printed: boolean;
  readonly printedAfter: boolean;
}

/** To run a program such as `sleep 2` and wait for it is as good as a sleep of one's own. */
function waitsForPrograms(run: Run, lane: Lane): Interval[] {
  return lanesOf(run)
    .filter(({ role, kind, parent }) => role === 'program' && kind === 'process' && parent === lane.id)
    .map(({ startMs, endMs }) => ({ startMs, endMs }));
}

/** Text that the lane printed since then, without the report of an exception that ended the thread. */
function printedSince(run: Run, lane: Lane, atMs: number): boolean {
  // Through a duplicate of the standard output it cannot be seen which thread wrote, and the moment only roughly.
  const isPossible = (piece: Output) => piece.atMs >= atMs - 1 && piece.atMs <= lane.endMs + 20;
  const pieces = outputOf(run).filter((piece) =>
    piece.lane === null ? isPossible(piece) : piece.lane === lane.id && piece.atMs >= atMs,
  );
  const textOf = (stream: 'stdout' | 'stderr') =>
    pieces
      .filter((piece) => piece.stream === stream)
      .map((piece) => piece.text)
      .join('');
  const [messages = ''] = textOf('stderr').split(/Exception in thread|Traceback \(most recent/, 1);
  return /\S/.test(textOf('stdout') + messages);
}

function sleeperOf(run: Run, lane: Lane): Sleeper {
  const waits = [...sleepsOf(run, lane.id), ...waitsForPrograms(run, lane)].sort(
    (a, b) => a.startMs - b.startMs,
  );
  const [first] = waits;
  return {
    lane,
    waits,
    waitedMs: waits.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0),
    printed: printedSince(run, lane, 0),
    printedAfter: first !== undefined && printedSince(run, lane, first.endMs),
  };
}

/** The threads that waited or printed, of that process which has most of them. */
function sleepersOf(run: Run): Sleeper[] {
  const all = threadsOf(run)
    .map((lane) => sleeperOf(run, lane))
    .filter(({ waits, printed }) => waits.length > 0 || printed);
  const sizeOf = (process: number) => all.filter(({ lane }) => lane.process === process).length;
  const processes = [...new Set(all.map(({ lane }) => lane.process))].sort((a, b) => sizeOf(b) - sizeOf(a));
  return all.filter(({ lane }) => lane.process === processes[0]);
}

const waiting = (sleepers: readonly Sleeper[]) => sleepers.filter(({ waits }) => waits.length > 0);

/** Whole hundredths of a second, as randint and choice give them; five arbitrary fractions are never all like that. */
function areRoundNumbers(naps: readonly Nap[]): boolean {
  return naps.every(({ waitedMs, parts }) => {
    return Math.abs(waitedMs - Math.round(waitedMs / 10) * 10) <= noiseMs(parts);
  });
}

/** How far two waits of the same length may differ: what starting and ending each of their parts takes. */
const noiseMs = (parts: number) => 1 + 0.2 * parts;

/**
 * `randint(0, 3)` may give 0. Such a thread does not wait, and a pool lets it take the next task at once, so that fewer
 * threads are needed. It is no fault where the durations are round numbers and others do wait.
 */
function mayHaveDrawnZero(sleepers: readonly Sleeper[], isGood: (sleeper: Sleeper) => boolean): boolean {
  const idle = sleepers.filter((sleeper) => sleeper.waits.length === 0);
  const good = sleepers.filter(isGood).length;
  return good >= 2 && good + idle.length === sleepers.length && areRoundNumbers(sleepers.map(napOf));
}

/** Passes if five threads are good in every run, or in one and the others may have drawn a zero. */
function fiveAreGood(evidence: Evidence, isGood: (sleeper: Sleeper) => boolean): boolean {
  const runs = evidence.runs.map(sleepersOf);
  const isFull = (sleepers: Sleeper[]) => sleepers.filter(isGood).length >= threadsWanted;
  if (runs.every((sleepers) => isFull(sleepers) || mayHaveDrawnZero(sleepers, isGood))) {
    return runs.some(isFull) || runs.every((sleepers) => sleepers.length >= threadsWanted);
  }
  return false;
}

const noneOr = (count: number) => (count === 0 ? 'none' : String(count));
/** "none of them printed anything", "2 of them printed something" */
const printedThings = (count: number) =>
  `${noneOr(count)} of them printed ${count === 0 ? 'anything' : 'something'}`;

function fiveThreads(evidence: Evidence): Verdict {
  const isGood = ({ waits, printed }: Sleeper) => waits.length > 0 && printed;
  const counts = evidence.runs.map((run) => sleepersOf(run).filter(isGood).length);
  if (fiveAreGood(evidence, isGood)) {
    return passed(`${counted(Math.max(...counts), 'thread')} besides the main one slept and printed.`);
  }
  const worst = evidence.runs[counts.indexOf(Math.min(...counts))];
  if (!worst) throw new Error('There are no runs');
  return explainTooFew(worst, Math.min(...counts));
}

function explainTooFew(run: Run, good: number): Verdict {
  const sleepers = sleepersOf(run);
  const waited = waiting(sleepers).length;
  const printed = sleepers.filter((sleeper) => sleeper.printed).length;
  if (good > 0 && good === waited && good === printed) {
    const where = good < threadsOf(run).length ? 'of one process' : 'besides the main one';
    return failed(
      `Only ${counted(good, 'thread')} ${where} slept and printed; five are asked for.`,
      'Start five threads. In a ThreadPoolExecutor, max_workers says how many there may be.',
    );
  }
  if (waited >= threadsWanted) {
    const error = errorBesides(run);
    const seen = `${counted(waited, 'thread')} slept, but ${printedThings(printed)}.`;
    if (error) return failed(`${seen} ${error.message}`, error.hint);
    return failed(
      seen,
      'Let each thread print its own message: put the print into the function that the thread runs, after the sleep.',
    );
  }
  return explainNoWaits(run, printed, waited);
}

function explainNoWaits(run: Run, printed: number, waited: number): Verdict {
  const threads = threadsOf(run).length;
  const isCutShort = spansOf(run).some((span) => span.ended === 'run-end' && span.on === 'sleep');
  const mainWaits = sleepsOf(run, 0).length;
  const processes = workersOf(run).length;
  const error = errorBesides(run);
  if (threads > 0 && waited < threadsWanted && error) {
    return failed(
      `${counted(threads, 'thread')} ran; ${noneOr(waited)} of them slept. ${error.message}`,
      error.hint,
    );
  }
  if (threads === 0 && processes > 0) {
    return failed(
      `${counted(processes, 'process', 'processes')} ran besides the main one, but no threads.`,
      'Use threading.Thread (or ThreadPoolExecutor) instead of multiprocessing.',
    );
  }
  if (threads === 0) {
    const waits = mainWaits > 0 ? `; the main thread itself waited ${counted(mainWaits, 'time')}` : '';
    return failed(
      `No thread besides the main one was started${waits}.`,
      'Make five threading.Thread objects and call start() on each. Calling run(), or the function itself, does the work in the main thread, and so do the tasks of asyncio.',
    );
  }
  if (waited === 0 && isCutShort) {
    return failed(
      `${counted(threads, 'thread')} were started, but the program ended before one of them had slept to the end.`,
      'Call join() on every thread at the end of the program, or do not make them daemon threads.',
    );
  }
  if (waited === 0 && mainWaits > 0) {
    return failed(
      `${counted(threads, 'thread')} ran, but none of them slept: the main thread did, ${counted(mainWaits, 'time')}.`,
      'The sleep belongs into the function that the thread runs. Give target=work without brackets: target=work() calls it in the main thread.',
    );
  }
  return failed(
    `${counted(threads, 'thread')} ran; ${noneOr(waited)} of them slept, ${printedThings(printed)}.`,
    'In each of five threads, call time.sleep with a random duration and then print. Counting in a loop until the time is over keeps the processor busy and is no sleep.',
  );
}

function sleepsThenPrints(evidence: Evidence): Verdict {
  const isGood = ({ printedAfter }: Sleeper) => printedAfter;
  const runs = evidence.runs.map(sleepersOf);
  const counts = runs.map((sleepers) => sleepers.filter(isGood).length);
  // With fewer than five it still passes, if none is left out that was started.
  const startedIn = (run: Run) => threadsOf(run, sleepersOf(run)[0]?.lane.process).length;
  const all = evidence.runs.every((run, at) => counts[at] !== 0 && counts[at] === startedIn(run));
  if (all || fiveAreGood(evidence, isGood)) {
    return passed(
      `Each thread slept and printed after its sleep (${counts.join(' and ')} of them in the runs).`,
    );
  }
  const at = counts.indexOf(Math.min(...counts));
  const sleepers = runs[at] ?? [];
  const waited = waiting(sleepers).length;
  const before = sleepers.filter((sleeper) => sleeper.printed && !sleeper.printedAfter).length;
  if (waited === 0) {
    return failed('No thread besides the main one slept.', 'Let each thread sleep first and print then.');
  }
  const seen = `${counted(waited, 'thread')} slept, ${noneOr(counts[at] ?? 0)} printed a message after the sleep${before > 0 ? `, ${before} only before it` : ''}.`;
  const error = evidence.runs[at] && errorBesides(evidence.runs[at]);
  if (error) return failed(`${seen} ${error.message}`, error.hint);
  return failed(
    seen,
    'In the function that the thread runs, put print after time.sleep. If a pool runs it, call result() on what submit() returns: then errors in it are shown.',
  );
}

/** What is compared: the time from a thread's first nap to the end of its last one; 0 for one that may have drawn 0. */
interface Nap extends Interval {
  readonly waitedMs: number;
  readonly parts: number;
  readonly laneStartMs: number;
}

function napOf({ lane, waits, waitedMs }: Sleeper): Nap {
  const startMs = waits[0]?.startMs ?? lane.startMs;
  const endMs = Math.max(startMs, ...waits.map((wait) => wait.endMs));
  return { startMs, endMs, waitedMs, parts: waits.length, laneStartMs: lane.startMs };
}

/** Where there are too few threads, as in a small pool, one thread's naps belong to different tasks. */
function napsOf(run: Run): Nap[] {
  const sleepers = sleepersOf(run);
  if (waiting(sleepers).length >= threadsWanted) return waiting(sleepers).map(napOf);
  return waiting(sleepers).flatMap((sleeper) =>
    sleeper.waits.map((wait) => {
      return napOf({ ...sleeper, waits: [wait], waitedMs: wait.endMs - wait.startMs });
    }),
  );
}

/** The durations that were drawn. With `randint(0, 1)` those of 0 are all that makes them differ. */
function drawsOf(run: Run): Nap[] {
  const sleepers = sleepersOf(run);
  const zeros = mayHaveDrawnZero(sleepers, ({ waits, printed }) => waits.length > 0 && printed);
  const isFull = waiting(sleepers).length >= threadsWanted;
  return !isFull && zeros && sleepers.length >= threadsWanted ? sleepers.map(napOf) : napsOf(run);
}

const secondsOf = (naps: readonly Nap[]) => naps.map(({ waitedMs }) => asSeconds(waitedMs)).join(', ');
const areEqual = (a: Nap, b: Nap) => Math.abs(a.waitedMs - b.waitedMs) <= noiseMs(Math.max(a.parts, b.parts));

function areTheSame(one: readonly Nap[], other: readonly Nap[], order: (a: Nap, b: Nap) => number): boolean {
  const sorted = [...other].sort(order);
  return (
    one.length === other.length && [...one].sort(order).every((nap, at) => areEqual(nap, sorted[at] as Nap))
  );
}

/**
 * The durations of one run against those of the other. Five fractions that are equal as a set were not drawn anew,
 * whichever thread got which. With round numbers that can happen by chance, or because they were shuffled; then it
 * counts who got which, by the order of starting and by the order of falling asleep.
 */
function areRepeated(one: readonly Nap[], other: readonly Nap[]): boolean {
  if (!areTheSame(one, other, (a, b) => a.waitedMs - b.waitedMs)) return false;
  if (!areRoundNumbers(one)) return true;
  const byThread = (a: Nap, b: Nap) => a.laneStartMs - b.laneStartMs || a.startMs - b.startMs;
  return areTheSame(one, other, byThread) || areTheSame(one, other, (a, b) => a.startMs - b.startMs);
}

function randomDurations(evidence: Evidence): Verdict {
  const runs = evidence.runs.map(drawsOf);
  const [one = [], other = []] = runs;
  if (runs.some((naps) => naps.length === 0)) {
    return failed(
      'No thread besides the main one slept.',
      'Let each thread sleep for random.uniform(1, 3) seconds.',
    );
  }
  const isVaried = ([first, ...others]: Nap[]) => first && others.some((nap) => !areEqual(first, nap));
  if (!runs.some(isVaried)) {
    return failed(
      `Every sleep of a run was equally long (${secondsOf(one)}).`,
      'Draw a new duration in each thread: call random.uniform(1, 3) inside the function, not once before it.',
    );
  }
  if (areRepeated(one, other)) {
    return failed(
      `In both runs the sleeps were equally long (${secondsOf(one)}), although the random numbers were others.`,
      'Take the durations from the random module, without random.seed and a fixed number, and not from a list of your own.',
    );
  }
  return passed(`In one run the sleeps took ${secondsOf(one)}, in the other ${secondsOf(other)}.`);
}

/** Five threads, and then five others, as who shows two ways of making threads: each round is held to its own longest. */
function roundsOf(naps: readonly Nap[]): Measure[] {
  const rounds = groupsOpenTogether(naps);
  const areFull = rounds.length > 0 && rounds.every((round) => round.length >= threadsWanted);
  return areFull ? rounds.map(measure) : [measure(naps)];
}

function overlap(evidence: Evidence): Verdict {
  const measures = evidence.runs.flatMap((run) => roundsOf(napsOf(run).filter(({ parts }) => parts > 0)));
  const shareOf = (each: Measure) => each.overlap ?? 0;
  const worst = measures.reduce((a, b) => (shareOf(b) < shareOf(a) ? b : a));
  if (worst.count < 2) {
    return failed(
      worst.count === 0 ? 'No thread besides the main one slept.' : 'Threads slept only once.',
      'Start five threads that sleep at the same time.',
    );
  }
  const seen = `${worst.count} sleeps took ${asSeconds(worst.elapsedMs)} in all; the longest took ${asSeconds(worst.longestMs)}, one after the other they would take ${asSeconds(worst.serialMs)}.`;
  if (shareOf(worst) >= overlapWanted) return passed(seen);
  return failed(
    seen,
    'First start all threads, in one loop, and only then join them, in a second loop. Hold no lock while sleeping.',
  );
}

export const checks: Checks = {
  runs: ranToItsEnd,
  'five-threads': orNotReached(fiveThreads),
  'sleeps-then-prints': orNotReached(sleepsThenPrints),
  'random-durations': orNotReached(randomDurations),
  overlap: orNotReached(overlap),
};
