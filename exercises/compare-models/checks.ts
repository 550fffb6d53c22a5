import {
  type Check,
  type Checks,
  type ComparisonWords,
  type ConcurrencyModel,
  concurrencyModels,
  type Evidence,
  inEveryRun,
  judgeComparison,
  judgeInFlight,
  judgeSameTask,
  judgeTimes,
  type ModelsSeen,
  type ModelTime,
  modelsOf,
  observedTimesIn,
  orNotReached,
  type PrintedTime,
  printedTimesOf,
  type RequestRecord,
  type Run,
  ranToItsEnd,
  readComparison,
  requestsOf,
  runOf,
  timesInRounds,
  timesOf,
  type Verdict,
} from 'interleave/checks';

const words: ComparisonWords = {
  names: { threads: 'threads', processes: 'processes', asyncio: 'asyncio' },
  nameAllThree: 'Name all three models: threads, processes and asyncio.',
  sayWhy:
    'Say why: what do threads, processes and the event loop do while they wait for the network, and what does starting them cost?',
};

// ---- threads, processes, asyncio ----------------------------------------------------------------------------------

const seenInFlight = (model: ConcurrencyModel): Check => {
  return ({ runs }) => judgeInFlight(model, runs);
};

// ---- same-task ----------------------------------------------------------------------------------------------------

/**
 * A program whose event loop was blocked, or handed everything to threads, has done its asyncio part all the same: that
 * fault is the check `asyncio`, and costs once. Then the requests that may have been meant are taken for it.
 */
function meantForAsyncio(run: Run, seen: ModelsSeen): readonly RequestRecord[] {
  if (seen.asyncio.requests.length > 0) return seen.asyncio.requests;
  if (seen.alone.length > 0) return seen.alone;
  return timesInRounds(run, seen.threads.requests).length > 1 ? seen.threads.requests : [];
}

function sameTask(run: Run): Verdict {
  const seen = modelsOf(run);
  const by = {
    threads: seen.threads.requests,
    processes: seen.processes.requests,
    asyncio: meantForAsyncio(run, seen),
  };
  return judgeSameTask(by, words.names);
}

// ---- timings ------------------------------------------------------------------------------------------------------

/** Beyond the downloads themselves a program may time imports, connecting, starting a pool, and writing files. */
const overheadMs = 500;

/** The times that may be meant for a model. One that was not done concurrently still has a time. */
function possibleTimes(run: Run, seen: ModelsSeen, model: ConcurrencyModel): ModelTime[] {
  if (model !== 'asyncio' || seen.asyncio.requests.length > 0) return timesOf(run, seen, model);
  const byThreads = timesOf(run, seen, 'threads');
  return [...timesInRounds(run, seen.alone), ...(byThreads.length > 1 ? byThreads : [])];
}

/** Written by a thread or process that downloads: the time of one file, and not of the model. */
function isOfOneDownload(run: Run, seen: ModelsSeen, { lane }: PrintedTime): boolean {
  if (lane === null || lane === 0) return false;
  const loops = new Set(seen.asyncio.requests.map((request) => request.lane));
  return !loops.has(lane) && requestsOf(run, lane).length > 0;
}

function timings(run: Run): Verdict {
  const seen = modelsOf(run);
  const all = printedTimesOf(run).filter((time) => !isOfOneDownload(run, seen, time));
  return judgeTimes(
    concurrencyModels.map((model) => ({
      label: model,
      name: `downloads by ${model}`,
      times: possibleTimes(run, seen, model),
      printed: all.filter(({ models }) => models.length === 0 || models.includes(model)),
      overheadMs,
    })),
  );
}

// ---- report -------------------------------------------------------------------------------------------------------

function report(evidence: Evidence): Verdict {
  const observed = observedTimesIn(runOf(evidence, 'as-asked'));
  return judgeComparison(readComparison(evidence.files['report.md'] ?? ''), observed, evidence.runs, words);
}

export const checks: Checks = {
  runs: ranToItsEnd,
  threads: orNotReached(seenInFlight('threads')),
  processes: orNotReached(seenInFlight('processes')),
  asyncio: orNotReached(seenInFlight('asyncio')),
  'same-task': orNotReached((evidence) => inEveryRun(evidence, sameTask)),
  timings: orNotReached((evidence) => inEveryRun(evidence, timings)),
  report,
};
