import {
  asSeconds,
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
  workersOf,
} from 'interleave/checks';

// ---- threads, processes, asyncio ----------------------------------------------------------------------------------

const wayOf: Readonly<Record<ConcurrencyModel, string>> = {
  threads: 'from different threads of one process',
  processes: 'from different processes',
  asyncio: 'from one thread',
};

const hintOf: Readonly<Record<ConcurrencyModel, string>> = {
  threads:
    'Start all threads before you join the first one, or give all URLs to one ThreadPoolExecutor(max_workers=…).map.',
  processes:
    'Start all processes before you join the first one, or give all URLs to one Pool(…).map or ProcessPoolExecutor.',
  asyncio:
    'Use aiohttp or httpx.AsyncClient and give all downloads to one asyncio.gather. requests and urllib block the loop, and run_in_executor or to_thread only hands them to threads.',
};

const onlyOneHint =
  'Download at least two files with each model: a single one has no other to be in flight with. The same URL several times is fine.';

function seenInFlight(model: ConcurrencyModel): Check {
  return ({ runs }) => {
    const seen = runs.map((run) => modelsOf(run)[model]);
    const together = Math.max(0, ...seen.map((one) => one.together));
    if (together >= 2) {
      return passed(`Up to ${counted(together, 'download')} in flight at once ${wayOf[model]}.`);
    }
    const count = Math.max(0, ...seen.map((one) => one.requests.length));
    const crashed = model === 'processes' ? Math.max(0, ...runs.map(crashedWorkers)) : 0;
    if (count === 0 && crashed === 0) return noneSeen(model, runs);
    if (crashed > 0) {
      return failed(
        `${counted(crashed, 'process', 'processes')} ended with an error, and no two downloads were in flight at once ${wayOf[model]}.`,
        'Read the last lines of the error output: they say what went wrong in the process. Process(target=download, args=(url,)) takes the function itself; with target=download(url) the main program downloads, and the process has nothing to call. A Session or connection made before the start can not be used by several processes.',
      );
    }
    if (count === 1) return failed(`Only one download was made by ${model}.`, onlyOneHint);
    return failed(`${counted(count, 'download')} by ${model}, one after the other.`, hintOf[model]);
  };
}

const crashedWorkers = (run: Run): number =>
  workersOf(run).filter(({ exitStatus }) => exitStatus !== null && exitStatus !== 0).length;

/** Why there is nothing of a model, where the requests that were seen tell. */
function noneSeen(model: ConcurrencyModel, runs: readonly Run[]): Verdict {
  const byMain = Math.max(0, ...runs.map((run) => modelsOf(run).alone.length));
  const byThreads = Math.max(0, ...runs.map((run) => modelsOf(run).threads.requests.length));
  if (model !== 'asyncio' && byMain > 0) {
    const worker = model === 'threads' ? 'Thread' : 'Process';
    return failed(
      `No download was made by ${model}; the main thread made ${byMain} by itself, one after the other.`,
      `Hand over the function and its arguments apart: ${worker}(target=download, args=(url,)). With target=download(url) the main program downloads before there is a ${worker.toLowerCase()}. ${hintOf[model]}`,
    );
  }
  if (model === 'processes' && byThreads > 0) {
    return failed(
      'No download was made by another process: the main one made all of them.',
      'Use multiprocessing.Process, Pool or ProcessPoolExecutor. Thread, ThreadPoolExecutor, ThreadPool and multiprocessing.dummy make threads.',
    );
  }
  return failed(`No two downloads were in flight at once ${wayOf[model]}.`, hintOf[model]);
}

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
const overheadShare = 0.1;
/** A time taken just inside the first request, or rounded on its way. */
const shortfallMs = 20;
const shortfallShare = 0.03;

function agrees(time: ModelTime, printed: PrintedTime): boolean {
  return printed.readings.some(
    ({ ms, precisionMs }) =>
      ms >= time.leastMs * (1 - shortfallShare) - shortfallMs - precisionMs &&
      // Cut off, a number may be nearly one of its last digit too small; rounded, half of one too large.
      ms <= time.mostMs * (1 + overheadShare) + overheadMs + precisionMs / 2,
  );
}

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

/** A printed time with the time of a model that it agrees with. */
interface Fit {
  readonly printed: PrintedTime;
  readonly time: ModelTime;
}

interface Found {
  readonly model: ConcurrencyModel;
  readonly times: readonly ModelTime[];
  /** Printed for this model, or for none in particular. */
  readonly printed: readonly PrintedTime[];
  readonly fits: readonly Fit[];
}

const isPrintedAfter = (printed: PrintedTime, time: ModelTime): boolean =>
  printed.atMs >= time.endMs - shortfallMs;

function findTimes(run: Run): Found[] {
  const seen = modelsOf(run);
  const all = printedTimesOf(run).filter((time) => !isOfOneDownload(run, seen, time));
  return concurrencyModels.map((model) => {
    const times = possibleTimes(run, seen, model);
    const printed = all.filter(({ models }) => models.length === 0 || models.includes(model));
    const fits = printed.flatMap((one) => {
      const time = times.find((each) => agrees(each, one) && isPrintedAfter(one, each));
      return time ? [{ printed: one, time }] : [];
    });
    return { model, times, printed, fits };
  });
}

/** One printed time for each model, none of them used twice. */
function oneForEach([first, ...others]: readonly Found[], used: readonly PrintedTime[] = []): Fit[] | null {
  if (!first) return [];
  for (const fit of first.fits) {
    if (used.includes(fit.printed)) continue;
    const rest = oneForEach(others, [...used, fit.printed]);
    if (rest) return [fit, ...rest];
  }
  return null;
}

function timings(run: Run): Verdict {
  const found = findTimes(run);
  const unseen = found.find(({ times }) => times.length === 0);
  if (unseen) {
    return failed(
      `No downloads by ${unseen.model} were seen, so there is no time to compare the printed one with.`,
      `Download the files with ${unseen.model} too, and print how long it took.`,
    );
  }
  const wrong = found.find(({ fits }) => fits.length === 0);
  if (wrong) return failedTiming(wrong);
  const fits = oneForEach(found);
  if (!fits) {
    return failed(
      'There is no time of its own for each of the three models in what the program prints.',
      'Print three times, each with the name of its model: `print(f"threads: {seconds:.2f} s")`.',
    );
  }
  const texts = fits.map(
    ({ printed, time }, at) => `${found[at]?.model} ${printed.text} (seen: ${asSeconds(time.leastMs)})`,
  );
  return passed(`The printed times agree with what was seen: ${texts.join(', ')}.`);
}

function failedTiming({ model, times, printed }: Found): Verdict {
  const took = `The downloads by ${model} took ${asSeconds(times[0]?.leastMs ?? 0)}`;
  if (printed.length === 0) {
    return failed(
      `${took}, and no time is printed for them.`,
      `Measure with time.perf_counter() before and after, and print the difference with the name of the model.`,
    );
  }
  const early = printed.find((one) => times.some((time) => agrees(time, one)));
  if (early) {
    return failed(
      `${took}; ${early.text} was printed for them before they were done.`,
      'Print the time of a model after its downloads, and with the name of that model.',
    );
  }
  return failed(
    `${took}, and no printed time agrees with that (printed: ${listed(new Set(printed.map(({ text }) => text)))}).`,
    'Read time.perf_counter() just before the downloads start and again after all of them are done (after join, or after await gather). time.process_time() does not count waiting.',
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
