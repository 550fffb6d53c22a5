/**
 * What authors of exercises import as 'interleave/checks'. A check is a pure function of the evidence; it runs in an
 * isolate with nothing but this module: no I/O, no clock. All checks of an exercise together have 64 MB, and 20 s on the
 * clock of a host that may be busy; aim at milliseconds.
 *
 *   import { passed, failed, requestsOf, measure, type Checks } from 'interleave/checks';
 *   export const checks: Checks = { 'two-requests': ({ runs }) => ... };
 */

import { type Explanation, endedWell, explainOutcome } from './outcome-words.js';
import { languageOf } from './program-names.js';
import type { Verdict } from './report.js';
import type { Scenario } from './scenario.js';
import { counted } from './seconds.js';
import type { Run } from './timeline.js';
import { failed, notReached, passed } from './verdict.js';

/** All that is known of a submission: its files, and what was observed of it. */
export interface Evidence {
  /** Text of every file handed in, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** Name of the program among them. */
  readonly entry: string;
  /** One per scenario, in the order of exercise.yaml. Never one with the outcome `sandbox-fault`. */
  readonly runs: readonly Run[];
  /** What the exercise says of them. */
  readonly scenarios: readonly Pick<Scenario, 'id' | 'title' | 'limits'>[];
}

/** Judges one thing; what each check of exercise.yaml is in checks.ts. */
export type Check = (evidence: Evidence) => Verdict;
/** By the ids of exercise.yaml: exactly those. */
export type Checks = Readonly<Record<string, Check>>;

export { partsAddUp, sumOf } from './adding-up.js';
export { listed, sameAddress } from './addresses.js';
export type { ObservedTime } from './comparison-contradictions.js';
export {
  contradictionIn,
  contradictionOfFigures,
  isSlower,
  observedTimesIn,
  wordsFor,
} from './comparison-contradictions.js';
export type { ComparisonReport, Figures } from './comparison-report.js';
export { readComparison } from './comparison-report.js';
export type { Computing } from './computing.js';
export { computingProcesses, computingThreads, timesOfComputing } from './computing.js';
export type { ConcurrencyModel, ModelNames, ModelSeen, ModelsSeen, ModelTime } from './concurrency-models.js';
export {
  concurrencyModels,
  modelsOf,
  timesInRounds,
  timesOf,
  withSleepsAsRequests,
} from './concurrency-models.js';
export type { Crash } from './crash.js';
export { crashOf } from './crash.js';
export type { CrewWords } from './crew.js';
export { judgeCrewSize, judgeCrewTogether } from './crew.js';
export type { JavascriptModels } from './javascript-models.js';
export {
  javascriptModelNames,
  javascriptModelsOf,
  javascriptObservedTimesIn,
  javascriptTimesOf,
  meantFor,
  readJavascriptComparison,
  withWordsOfPython,
} from './javascript-models.js';
export type { Interval, Measure } from './measures.js';
export {
  areOpenTogether,
  bestRound,
  groupsOpenTogether,
  lengthOf,
  measure,
  measureWorkers,
  merged,
  peakOf,
  sharedMsOf,
} from './measures.js';
export type { ComparisonWords, RequestsByModel } from './model-comparison.js';
export { judgeComparison, judgeSameTask } from './model-comparison.js';
export { judgeInFlight } from './models-in-flight.js';
export type { Explanation } from './outcome-words.js';
export { endedWell, errorBesides, explainOutcome } from './outcome-words.js';
export { printsNumber } from './printed-numbers.js';
export { codeOf, printedTextsOf } from './printed-texts.js';
export type { PrintedTime } from './printed-times.js';
export { printedTimesOf } from './printed-times.js';
export type { NapHints } from './random-naps.js';
export { fiveNapAndPrint, napsAreRandom, napsOverlap, napsThenPrints } from './random-naps.js';
export type { Verdict } from './report.js';
export type { SavedDownloads } from './saved-downloads.js';
export { savedDownloadsOf } from './saved-downloads.js';
export { asSeconds, counted } from './seconds.js';
export type { SuitabilityReport, TaskKind } from './suitability-report.js';
export { kindsNamedIn, readSuitability, taskKinds } from './suitability-report.js';
export type { TimedTask, TimingHints } from './timed-tasks.js';
export { judgeTimes } from './timed-tasks.js';
export type { Lane, LeftFile, Output, Reported, RequestRecord, Run, Span } from './timeline.js';
export {
  laneOf,
  lanesOf,
  leftFilesOf,
  linesOf,
  outputOf,
  processOf,
  reportedOf,
  requestsOf,
  sleepsOf,
  spansDuring,
  spansOf,
  textOf,
  threadsOf,
  workersOf,
} from './timeline-selectors.js';
export { failed, notReached, partial, passed } from './verdict.js';
export type { ProcessWork, WorkPart } from './work-reports.js';
export { workOf } from './work-reports.js';

/** The run under one scenario; throws if exercise.yaml has no such scenario. */
export function runOf(evidence: Evidence, scenario: string): Run {
  const run = evidence.runs.find((candidate) => candidate.scenario === scenario);
  if (!run) {
    const known = evidence.runs.map((each) => each.scenario).join(', ');
    throw new Error(`No run of a scenario "${scenario}"; there are ${known}`);
  }
  return run;
}

/** What people know a run by: the title of its scenario. */
export const titleOf = ({ scenarios }: Evidence, { scenario }: Run): string =>
  scenarios.find(({ id }) => id === scenario)?.title ?? scenario;

const inScenario = (evidence: Evidence, run: Run): string =>
  evidence.runs.length > 1 ? ` (In the run "${titleOf(evidence, run)}".)` : '';

/** How a run ended, in words, with the limits that it had. */
const explain = ({ scenarios, entry }: Evidence, run: Run): Explanation =>
  explainOutcome(
    run,
    scenarios.find(({ id }) => id === run.scenario)?.limits,
    languageOf(entry) ?? undefined,
  );

/** The usual check `runs`: every run ended by itself with status 0. */
export function ranToItsEnd(evidence: Evidence): Verdict {
  const bad = evidence.runs.find((run) => !endedWell(run));
  if (!bad) {
    const runs = counted(evidence.runs.length, 'run');
    return passed(`${evidence.runs.length === 1 ? 'The run' : `All ${runs}`} ended with status 0.`);
  }
  const { message, hint } = explain(evidence, bad);
  return failed(message + inScenario(evidence, bad), hint ?? 'Make the program end by itself with status 0.');
}

/** The check is decided only when every run ended by itself with status 0; otherwise it is not reached. */
export function afterRuns(check: Check): Check {
  return (evidence) => {
    const bad = evidence.runs.find((run) => !endedWell(run));
    return bad ? notReached(couldNotBeSeen(evidence, bad)) : check(evidence);
  };
}

/**
 * What was seen counts even if the program went wrong later; but what was not seen then, is not reached instead of
 * failed. Not for checks that pass when something is absent.
 */
export function orNotReached(check: Check): Check {
  return (evidence) => {
    const verdict = check(evidence);
    const bad = evidence.runs.find((run) => !endedWell(run));
    return bad && verdict.status === 'failed' ? notReached(couldNotBeSeen(evidence, bad)) : verdict;
  };
}

function couldNotBeSeen(evidence: Evidence, run: Run): string {
  return `This could not be seen, because the program went wrong before. ${explain(evidence, run).message}${inScenario(evidence, run)}`;
}

/** One verdict for all runs: the worst of them, and which scenario it was; if all passed, the first. */
export function inEveryRun(evidence: Evidence, ofRun: (run: Run) => Verdict): Verdict {
  const verdicts = evidence.runs.map((run) => ({ run, verdict: ofRun(run) }));
  const [first, ...others] = verdicts;
  if (!first) throw new Error('There are no runs');
  const worst = others.reduce((a, b) => (b.verdict.share < a.verdict.share ? b : a), first);
  if (worst.verdict.status === 'passed') return worst.verdict;
  return { ...worst.verdict, message: worst.verdict.message + inScenario(evidence, worst.run) };
}
