import {
  type Check,
  type Checks,
  type ComparisonWords,
  type ConcurrencyModel,
  counted,
  type Evidence,
  failed,
  inEveryRun,
  javascriptModelNames,
  javascriptModelsOf,
  javascriptObservedTimesIn,
  javascriptTimesOf,
  judgeComparison,
  judgeSameTask,
  judgeTimes,
  meantFor,
  orNotReached,
  passed,
  printedTimesOf,
  type Run,
  ranToItsEnd,
  readJavascriptComparison,
  runOf,
  type TimingHints,
  type Verdict,
  withWordsOfPython,
} from 'interleave/checks';

const words: ComparisonWords = {
  names: javascriptModelNames,
  nameAllThree: 'Name all three ways: one after the other, Promise.all, and workers.',
  sayWhy:
    'Say why: what do the event loop and the workers do while they wait for the network, and what does starting a worker cost?',
};

// ---- threads, processes, asyncio: workers, one after the other, Promise.all ---------------------------------------

const wayOf: Readonly<Record<ConcurrencyModel, string>> = {
  threads: 'in flight at once from different workers',
  processes: 'one after the other from one thread',
  asyncio: 'in flight at once from one thread',
};
const hintOf: Readonly<Record<ConcurrencyModel, string>> = {
  threads:
    'Start one worker for each URL with `new Worker(…)` of node:worker_threads, call fetch in it, and only when all are started wait for their ends, with Promise.all.',
  processes:
    'In a loop over the URLs, `await` each answer before the next request is sent. This is the measure for the other two.',
  asyncio:
    'Start all downloads before you wait for any: `await Promise.all(urls.map(download))`. `await` inside the list, or in a loop, lets one follow the other.',
};

const seenInRuns =
  (model: ConcurrencyModel): Check =>
  ({ runs }) => {
    const seen = runs.map(javascriptModelsOf);
    const most = Math.max(0, ...seen.map((one) => one.most[model]));
    if (most >= 2) return passed(`Up to ${counted(most, 'download')} ${wayOf[model]}.`);
    const count = Math.max(0, ...seen.map(({ requests }) => requests[model].length));
    if (model === 'threads' && count > 0)
      return failed(`${counted(count, 'download')} by workers, but never two at once.`, hintOf[model]);
    return failed(`No two downloads ${wayOf[model]} were seen.`, hintOf[model]);
  };

// ---- timings ------------------------------------------------------------------------------------------------------

/** Beyond the downloads themselves a program may time the start of its workers, which in some take longer. */
const overheadMs = 500;

const hints: TimingHints = {
  printEach: (label) => `console.log('${label}:', seconds.toFixed(2), 's')`,
  measure:
    'Measure with performance.now() before and after, and print the difference with the name of what it is for.',
  measureAll:
    'Read performance.now() just before the first download starts and again after all are done: after the `await` on Promise.all, or when all workers have ended.',
};

const ways: readonly ConcurrencyModel[] = ['processes', 'asyncio', 'threads'];

function timings(run: Run): Verdict {
  const meant = meantFor(javascriptModelsOf(run));
  const printed = printedTimesOf(withWordsOfPython(run));
  return judgeTimes(
    ways.map((model) => ({
      label: javascriptModelNames[model],
      name: `downloads by ${javascriptModelNames[model]}`,
      times: javascriptTimesOf(run, meant, model),
      printed: printed.filter(({ models }) => models.length === 0 || models.includes(model)),
      overheadMs,
    })),
    hints,
  );
}

// ---- report -------------------------------------------------------------------------------------------------------

function report(evidence: Evidence): Verdict {
  const reading = readJavascriptComparison(evidence.files['report.md'] ?? '');
  const observed = javascriptObservedTimesIn(runOf(evidence, 'as-asked'));
  return judgeComparison(reading, observed, evidence.runs, words);
}

export const checks: Checks = {
  runs: ranToItsEnd,
  threads: orNotReached(seenInRuns('threads')),
  processes: orNotReached(seenInRuns('processes')),
  asyncio: orNotReached(seenInRuns('asyncio')),
  'same-task': orNotReached((evidence) =>
    inEveryRun(evidence, (run) => judgeSameTask(meantFor(javascriptModelsOf(run)), words.names)),
  ),
  timings: orNotReached((evidence) => inEveryRun(evidence, timings)),
  report,
};
