/** Verdicts on five threads that each sleep for a random time and print. `runs`: with other random numbers in each. */
import { groupsOpenTogether, type Measure, measure } from './measures.js';
import {
  areEqual,
  areRepeated,
  drawsOf,
  fiveAreGood,
  type Nap,
  napsOf,
  type Sleeper,
  secondsOf,
  sleepersOf,
  threadsWanted,
  waiting,
} from './naps.js';
import { endedWell, errorBesides } from './outcome-words.js';
import type { Verdict } from './report.js';
import { asSeconds, counted } from './seconds.js';
import type { Lane, Run } from './timeline.js';
import { outputOf, sleepsOf, spansOf, threadsOf, workersOf } from './timeline-selectors.js';
import { failed, passed } from './verdict.js';

const overlapWanted = 0.9;
/** As long as starting five threads takes. */
const tooShortMs = 5;
const sleepLonger =
  'Let the threads sleep for some tenths of a second: a nap as short as these may be over before the next thread has started.';
const areTooShort = (naps: readonly Nap[]) => naps.every(({ waitedMs }) => waitedMs < tooShortMs);

/** What to do about each fault, in the words of a language. */
export interface NapHints {
  readonly moreThreads: string;
  readonly printInThreads: string;
  readonly noProcesses: string;
  readonly startThreads: string;
  readonly waitForThreads: string;
  readonly sleepInThreads: string;
  readonly sleepAndPrint: string;
  readonly printAfterSleep: string;
  readonly sleepForRandomTime: string;
  readonly drawInEachThread: string;
  readonly drawAnew: string;
  readonly startAllFirst: string;
}

const noneOr = (count: number) => (count === 0 ? 'none' : String(count));
/** "none of them printed anything", "2 of them printed something" */
const printedThings = (count: number) =>
  `${noneOr(count)} of them printed ${count === 0 ? 'anything' : 'something'}`;

/** Whether five threads each slept and printed, in every run. */
export function fiveNapAndPrint(runs: readonly Run[], hints: NapHints): Verdict {
  const isGood = ({ waits, printed }: Sleeper) => waits.length > 0 && printed;
  const counts = runs.map((run) => sleepersOf(run).filter(isGood).length);
  if (fiveAreGood(runs, isGood)) {
    return passed(`${counted(Math.max(...counts), 'thread')} besides the main one slept and printed.`);
  }
  const worst = runs[counts.indexOf(Math.min(...counts))];
  if (!worst) throw new Error('There are no runs');
  return explainTooFew(worst, Math.min(...counts), hints);
}

function explainTooFew(run: Run, good: number, hints: NapHints): Verdict {
  const sleepers = sleepersOf(run);
  const waited = waiting(sleepers).length;
  const printed = sleepers.filter((sleeper) => sleeper.printed).length;
  if (good > 0 && good === waited && good === printed) {
    const where = good < threadsOf(run).length ? 'of one process' : 'besides the main one';
    return failed(
      `Only ${counted(good, 'thread')} ${where} slept and printed; five are asked for.`,
      hints.moreThreads,
    );
  }
  if (waited >= threadsWanted) {
    const error = errorBesides(run);
    const ofThem = waiting(sleepers).filter((sleeper) => sleeper.printed).length;
    const besides =
      printed > ofThem ? `; ${counted(printed - ofThem, 'thread')} that did not sleep printed` : '';
    const seen = `${counted(waited, 'thread')} slept, but ${printedThings(ofThem)}${besides}.`;
    if (error) return failed(`${seen} ${error.message}`, error.hint);
    return failed(seen, hints.printInThreads);
  }
  return explainNoWaits(run, printed, waited, hints);
}

function explainNoWaits(run: Run, printed: number, waited: number, hints: NapHints): Verdict {
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
      hints.noProcesses,
    );
  }
  if (threads === 0) {
    const waits = mainWaits > 0 ? `; the main thread itself waited ${counted(mainWaits, 'time')}` : '';
    return failed(`No thread besides the main one was started${waits}.`, hints.startThreads);
  }
  if (waited === 0 && isCutShort) {
    return failed(
      `${counted(threads, 'thread')} were started, but the program ended before one of them had slept to the end.`,
      hints.waitForThreads,
    );
  }
  if (waited === 0 && mainWaits > 0) {
    return failed(
      `${counted(threads, 'thread')} ran, but none of them slept: the main thread did, ${counted(mainWaits, 'time')}.`,
      hints.sleepInThreads,
    );
  }
  return failed(
    `${counted(threads, 'thread')} ran; ${noneOr(waited)} of them slept, ${printedThings(printed)}.`,
    hints.sleepAndPrint,
  );
}

/** Threads of a pool that never got a task. Who stands still for ever, or was cut off, had one. */
const isIdle = (run: Run, { id }: Lane): boolean =>
  endedWell(run) && outputOf(run, id).length === 0 && !spansOf(run, id).some(({ on }) => on === 'sleep');

/** Whether each thread printed after its sleep. */
export function napsThenPrints(runs: readonly Run[], hints: NapHints): Verdict {
  const isGood = ({ printedAfter }: Sleeper) => printedAfter;
  const sleepersIn = runs.map(sleepersOf);
  const counts = sleepersIn.map((sleepers) => sleepers.filter(isGood).length);
  // With fewer than five it still passes, if none is left out that was started.
  const startedIn = (run: Run) =>
    threadsOf(run, sleepersOf(run)[0]?.lane.process).filter((lane) => !isIdle(run, lane)).length;
  const all = runs.every((run, at) => counts[at] !== 0 && counts[at] === startedIn(run));
  if (all || fiveAreGood(runs, isGood)) {
    return passed(
      `Each thread slept and printed after its sleep (${counts.join(' and ')} of them in the runs).`,
    );
  }
  const at = counts.indexOf(Math.min(...counts));
  const sleepers = sleepersIn[at] ?? [];
  const waited = waiting(sleepers).length;
  const before = waiting(sleepers).filter(({ printed, printedAfter }) => printed && !printedAfter).length;
  if (waited === 0) {
    return failed('No thread besides the main one slept.', 'Let each thread sleep first and print then.');
  }
  const seen = `${counted(waited, 'thread')} slept, ${noneOr(counts[at] ?? 0)} printed a message after the sleep${before > 0 ? `, ${before} only before it` : ''}.`;
  const error = runs[at] && errorBesides(runs[at]);
  if (error) return failed(`${seen} ${error.message}`, error.hint);
  return failed(seen, hints.printAfterSleep);
}

/** Whether the sleeps differ from one another, and from those of the other run. */
export function napsAreRandom(runs: readonly Run[], hints: NapHints): Verdict {
  const draws = runs.map(drawsOf);
  const [one = [], other = []] = draws;
  if (draws.some((naps) => naps.length === 0)) {
    return failed('No thread besides the main one slept.', hints.sleepForRandomTime);
  }
  const isVaried = ([first, ...others]: Nap[]) => first && others.some((nap) => !areEqual(first, nap));
  if (!draws.some(isVaried) && areTooShort(draws.flat())) {
    return failed(
      `The sleeps (${secondsOf(one)}) are too short to tell whether their lengths differ.`,
      sleepLonger,
    );
  }
  if (!draws.some(isVaried)) {
    return failed(`Every sleep of a run was equally long (${secondsOf(one)}).`, hints.drawInEachThread);
  }
  if (areRepeated(one, other)) {
    return failed(
      `In both runs the sleeps were equally long (${secondsOf(one)}), although the random numbers were others.`,
      hints.drawAnew,
    );
  }
  return passed(`In one run the sleeps took ${secondsOf(one)}, in the other ${secondsOf(other)}.`);
}

/**
 * Five threads, and then five others, as who shows two ways of making threads: each round is held to its own longest.
 * Threads one by one besides may be shown for comparison.
 */
function roundsOf(naps: readonly Nap[]): Measure[] {
  const rounds = groupsOpenTogether(naps);
  const full = rounds.filter((round) => round.length >= threadsWanted);
  const areApart = rounds.every((round) => round.length >= threadsWanted || round.length === 1);
  return full.length > 0 && areApart ? full.map(measure) : [measure(naps)];
}

/** Whether the threads slept at the same time. */
export function napsOverlap(runs: readonly Run[], hints: NapHints): Verdict {
  const measures = runs.flatMap((run) => roundsOf(napsOf(run).filter(({ parts }) => parts > 0)));
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
  return failed(seen, worst.longestMs < tooShortMs ? sleepLonger : hints.startAllFirst);
}
