import {
  type Check,
  type Checks,
  type ComparisonReport,
  type ConcurrencyModel,
  concurrencyModels,
  contradictionIn,
  counted,
  type Evidence,
  endedWell,
  failed,
  inEveryRun,
  judgeInFlight,
  judgeTimes,
  listed,
  type ModelsSeen,
  type ModelTime,
  modelsOf,
  notReached,
  observedTimesIn,
  orNotReached,
  type PrintedTime,
  passed,
  printedTimesOf,
  type RequestRecord,
  type Run,
  ranToItsEnd,
  readComparison,
  requestsOf,
  runOf,
  sameAddress,
  timesInRounds,
  timesOf,
  type Verdict,
} from 'interleave/checks';

// ---- threads, processes, asyncio ----------------------------------------------------------------------------------

const seenInFlight = (model: ConcurrencyModel): Check => {
  return ({ runs }) => judgeInFlight(model, runs);
};

// ---- same-task ----------------------------------------------------------------------------------------------------

const addresses = (requests: readonly { readonly url: string }[], withQuery: boolean): Set<string> =>
  new Set(requests.map(({ url }) => (withQuery ? sameAddress(url) : (sameAddress(url).split('?')[0] ?? ''))));

/**
 * A program whose event loop was blocked, or handed everything to threads, has done its asyncio part all the same: that
 * fault is the check `asyncio`, and costs once. Then the requests that may have been meant are taken for it.
 */
function meantForAsyncio(run: Run, seen: ModelsSeen): readonly RequestRecord[] {
  if (seen.asyncio.requests.length > 0) return seen.asyncio.requests;
  if (seen.alone.length > 0) return seen.alone;
  return timesInRounds(run, seen.threads.requests).length > 1 ? seen.threads.requests : [];
}

type ByModel = Readonly<Record<ConcurrencyModel, readonly RequestRecord[]>>;

function sameTask(run: Run): Verdict {
  const seen = modelsOf(run);
  const by: ByModel = {
    threads: seen.threads.requests,
    processes: seen.processes.requests,
    asyncio: meantForAsyncio(run, seen),
  };
  const missing = concurrencyModels.filter((model) => by[model].length === 0);
  if (missing.length > 0) {
    return failed(
      `No downloads by ${missing.join(' or ')} were seen, so there is nothing to compare with.`,
      'Download the same list of URLs once with each of the three models.',
    );
  }
  const different = differenceIn(by, true);
  // "?model=threads" or "?t=1712" makes an address differ, but not the task, if each model asks for as many.
  const tolerable = different && hasEqualCounts(by) ? differenceIn(by, false) : different;
  if (tolerable)
    return failed(tolerable, 'Let all three models work through one list of URLs, defined in one place.');
  const count = addresses(by.threads, true).size;
  return passed(
    `Threads, processes and asyncio each fetched the same ${counted(count, 'address', 'addresses')}.`,
  );
}

function hasEqualCounts(by: ByModel): boolean {
  const [first, ...others] = concurrencyModels.map((model) => addresses(by[model], true).size);
  return others.every((size) => size === first);
}

function differenceIn(by: ByModel, withQuery: boolean): string | null {
  const threads = addresses(by.threads, withQuery);
  for (const model of ['processes', 'asyncio'] as const) {
    const own = addresses(by[model], withQuery);
    const lacking = [...threads].filter((url) => !own.has(url));
    const extra = [...own].filter((url) => !threads.has(url));
    if (lacking.length > 0) return `Threads fetched ${listed(lacking)}, and ${model} did not.`;
    if (extra.length > 0) return `Threads did not fetch ${listed(extra)}, and ${model} did.`;
  }
  return null;
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

const wordsAtLeast = 15;
const review = 'A person may look at the report and overrule this.';

function textVerdict(report: ComparisonReport): Verdict | null {
  if (report.words === 0 && report.names.length === 0) {
    return failed(
      `report.md is empty. ${review}`,
      'Write a few whole sentences: what you measured, which model worked best, and why.',
    );
  }
  const missing = concurrencyModels.filter((model) => !report.names.includes(model));
  if (missing.length > 0) {
    return failed(
      `report.md does not speak of ${missing.join(' or ')}. ${review}`,
      'Name all three models: threads, processes and asyncio.',
    );
  }
  if (report.words < wordsAtLeast) {
    return failed(
      `report.md has ${counted(report.words, 'word')} besides headings, tables and program text; a short paragraph has at least ${wordsAtLeast}. ${review}`,
      'Write a few whole sentences: what you measured, which model worked best, and why.',
    );
  }
  if (!report.ranks) {
    return failed(
      `report.md does not say which model worked best. ${review}`,
      'Say which of the three worked best for your downloads, or that they were equal.',
    );
  }
  if (!report.givesReason) {
    return failed(
      `report.md gives no reason for its result. ${review}`,
      'Say why: what do threads, processes and the event loop do while they wait for the network, and what does starting them cost?',
    );
  }
  return null;
}

function report(evidence: Evidence): Verdict {
  const reading = readComparison(evidence.files['report.md'] ?? '');
  const lacking = textVerdict(reading);
  if (lacking) return lacking;
  const observed = observedTimesIn(runOf(evidence, 'as-asked'));
  if (observed.length < 2) {
    const message = `The run shows ${observed.length === 0 ? 'none' : 'only one'} of the three models, so the report has nothing to agree with. ${review}`;
    return evidence.runs.every(endedWell)
      ? failed(
          message,
          'Let the program download with all three models; then the report can be held against its run.',
        )
      : notReached(message);
  }
  const against = contradictionIn(reading, observed);
  if (against) {
    return failed(
      `${against} ${review}`,
      'Run the program again, and let the report say what its own figures show.',
    );
  }
  const best =
    reading.winners.length > 0
      ? `that ${reading.winners.join(' and ')} worked best`
      : 'which worked best, in words that only a person can weigh';
  return passed(
    `The report names the three, says ${best}, gives a reason, and nothing in it contradicts the run. ${review}`,
  );
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
