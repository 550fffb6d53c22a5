import {
  asSeconds,
  bestRound,
  type Checks,
  type Computing,
  codeOf,
  computingProcesses,
  computingThreads,
  counted,
  type Evidence,
  errorBesides,
  failed,
  type Lane,
  laneOf,
  linesOf,
  listed,
  type Measure,
  orNotReached,
  outputOf,
  passed,
  printedTextsOf,
  printsNumber,
  type Run,
  ranToItsEnd,
  runOf,
  sleepsOf,
  spansOf,
  type Verdict,
  workersOf,
} from 'interleave/checks';

const processesWanted = 3;
/** As in the statement, and as in the lesson. */
const sizesAccepted = [
  [3_000_000n, 4_000_000n, 5_000_000n],
  [10_000_000n, 20_000_000n, 30_000_000n],
];

const printedBy = (run: Run, lane: Lane): string =>
  outputOf(run, lane.id)
    .filter(({ stream }) => stream === 'stdout')
    .map(({ text }) => text)
    .join('');
const theRun = (evidence: Evidence): Run => runOf(evidence, 'parent-first');
const processes = (count: number) => counted(count, 'worker process', 'worker processes');

// ---- answers --------------------------------------------------------------------------------------------------------

const squaresBelow = (n: bigint): bigint => ((n - 1n) * n * (2n * n - 1n)) / 6n;
const inMillions = (n: bigint): string => `${n / 1_000_000n} million`;

/** That there was any computing at all; the main process has to start as well, which takes much less than the sums. */
const leastOfSumsMs = 150;

function answers(evidence: Evidence): Verdict {
  const run = theRun(evidence);
  const texts = printedTextsOf(run);
  const isPrinted = (value: bigint) => texts.some((text) => printsNumber(text, value));
  const sizes = sizesMeant(evidence, isPrinted);
  const missing = sizes.filter((n) => !isPrinted(squaresBelow(n)));
  if (missing.length > 0) return explainMissing(run, sizes, missing, isPrinted);
  const typedIn = sizes.filter((n) => printsNumber(codeOf(evidence.files), squaresBelow(n)));
  if (typedIn.length > 0 && !computesAnywhere(run)) {
    return failed(
      'The sums stand in the text of the program, and nothing was computed.',
      'Let the program compute the sums, and take the results out of its text.',
    );
  }
  return passed(`The sums for ${sizes.map(inMillions).join(', ')} were printed.`);
}

type IsPrinted = (value: bigint) => boolean;

/** Of those that are accepted: by right sums, by such as end one number beside, and by the text of the program. */
function sizesMeant({ files }: Evidence, isPrinted: IsPrinted): readonly bigint[] {
  const code = codeOf(files).replaceAll('_', '');
  const signsOf = (sizes: readonly bigint[]): number =>
    sizes.reduce((sum, n) => {
      const stands = new RegExp(`(?<!\\d)${n}(?!\\d)`).test(code);
      return sum + (isPrinted(squaresBelow(n)) ? 100 : isBeside(n, isPrinted) ? 10 : stands ? 1 : 0);
    }, 0);
  const [meant = []] = [...sizesAccepted].sort((a, b) => signsOf(b) - signsOf(a));
  return meant;
}

const isBeside = (n: bigint, isPrinted: IsPrinted): boolean =>
  isPrinted(squaresBelow(n + 1n)) || isPrinted(squaresBelow(n - 1n));

const computesAnywhere = (run: Run): boolean =>
  computingProcesses(run).length > 0 ||
  (laneOf(run, 0)?.cpuMs ?? 0) > leastOfSumsMs ||
  threadsMs(run) > leastOfSumsMs;

const threadsMs = (run: Run): number => computingThreads(run).reduce((sum, { cpuMs }) => sum + cpuMs, 0);

function explainMissing(
  run: Run,
  sizes: readonly bigint[],
  missing: readonly bigint[],
  isPrinted: IsPrinted,
): Verdict {
  const error = errorBesides(run);
  const lines = linesOf(run, 'stdout');
  if (lines.length === 0) {
    return failed(
      `Nothing was printed.${error ? ` ${error.message}` : ''}`,
      error?.hint ??
        'Print each sum: in the worker process that computed it, or in the main one when it has come back.',
    );
  }
  const seen = `The right sum for ${missing.map(inMillions).join(' and ')} was not printed. The last line was "${lines.at(-1)?.text.trim().slice(0, 80)}".`;
  if (error) return failed(`${seen} ${error.message}`, error.hint);
  if (missing.some((n) => isPrinted(squaresBelow(n + 1n)))) {
    return failed(seen, 'This sum goes one number too far: it ends at (n−1)². range(n) ends at n − 1.');
  }
  if (missing.some((n) => isPrinted(squaresBelow(n - 1n)))) {
    return failed(seen, 'This sum ends one number too soon: its last number is n − 1. range(n) ends there.');
  }
  return failed(
    seen,
    `Compare with sum(i * i for i in range(n)). The sizes are ${listed(sizes.map(inMillions))}. Numbers with decimals are too coarse for sums as large as that: use whole numbers. A variable that a worker process changes stays as it was in the main one.`,
  );
}

// ---- processes ------------------------------------------------------------------------------------------------------

/**
 * A worker of a pool may have taken tasks that another one was ready for: which of them did is left to chance. Whoever
 * printed something was no idle worker of a pool, but one who shows what others have computed.
 */
function readyForWork(run: Run): Lane[] {
  const busy = computingProcesses(run);
  const tasks = busy.flatMap(({ lane }) => spansOf(run, lane.id).filter(isTask)).length;
  if (busy.length === 0 || tasks < processesWanted) return [];
  return workersOf(run).filter((lane) => {
    if (busy.some((one) => one.lane.id === lane.id) || sleepsOf(run, lane.id).length > 0) return false;
    if (printedBy(run, lane) !== '') return false;
    const waitedMs = spansOf(run, lane.id)
      .filter(({ on }) => on === 'lock' || on === 'pipe')
      .reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
    return waitedMs > (lane.endMs - lane.startMs) * 0.8;
  });
}

const leastTaskMs = 20;
const isTask = ({ kind, startMs, endMs }: ReturnType<typeof spansOf>[number]): boolean =>
  kind === 'running' && endMs - startMs >= leastTaskMs;

const figuresOf = (computing: readonly Computing[]): string =>
  listed(computing.map(({ cpuMs }) => asSeconds(cpuMs)));

function threeProcesses(evidence: Evidence): Verdict {
  const run = theRun(evidence);
  const computing = computingProcesses(run);
  if (computing.length >= processesWanted) {
    return passed(`${processes(computing.length)} computed: for ${figuresOf(computing)} of CPU time.`);
  }
  const ready = readyForWork(run).length;
  if (computing.length > 0 && computing.length + ready >= processesWanted) {
    return passed(
      `${processes(computing.length + ready)} were ready for tasks; ${computing.length} of them took all.`,
    );
  }
  if (computing.length > 0) {
    const all = workersOf(run).length;
    return failed(
      `Only ${processes(computing.length)} computed${all > computing.length ? `, of ${all}` : ''}: for ${figuresOf(computing)} of CPU time.`,
      'Start a process for each of the three sums: three Process objects, Pool(3), or ProcessPoolExecutor(max_workers=3).',
    );
  }
  return explainNoneComputing(run);
}

function explainNoneComputing(run: Run): Verdict {
  const workers = workersOf(run);
  const seen =
    workers.length === 0
      ? 'No worker process was started'
      : `${processes(workers.length)} ran, and none of them computed anything that takes time`;
  const error = errorBesides(run);
  if (error) return failed(`${seen}. ${error.message}`, error.hint);
  const byThreads = computingThreads(run).length;
  if (byThreads > 1) {
    return failed(
      `${seen}; ${counted(byThreads, 'thread')} did.`,
      'Use multiprocessing.Process, Pool or ProcessPoolExecutor: threads of one process take turns to compute.',
    );
  }
  const mainMs = laneOf(run, 0)?.cpuMs ?? 0;
  if (mainMs > leastOfSumsMs) {
    return failed(
      `${seen}; the main process did, for ${asSeconds(mainMs)} of CPU time.`,
      'Give target the function itself and the size in args: Process(target=compute, args=(n,)). With target=compute(n) the main process computes, and with run() in place of start() it does, too.',
    );
  }
  return failed(
    `${seen}.`,
    'Let each of three worker processes add up the squares one by one, without the formula: sum(i * i for i in range(n)).',
  );
}

// ---- parallel, shares-the-cores -------------------------------------------------------------------------------------

/** More than half of what could be done at once was. */
const overlapForParallel = 0.5;
const overlapForSharing = 0.9;
/** Sizes of 1 : 2 : 3 allow 2; two processes for three sums 1.5. */
const leastSpeedUp = 1.75;

const bestOf = (computing: readonly Computing[]): Measure =>
  bestRound(
    computing.map(({ busy }) => busy),
    { workers: Math.min(processesWanted, computing.length), busyMs: leastTaskMs },
  );

const together = ({ serialMs, elapsedMs, longestMs }: Measure): string =>
  `They were busy for ${asSeconds(serialMs)} together, within ${asSeconds(elapsedMs)}; the busiest one for ${asSeconds(longestMs)}`;

const tooFew = (computing: readonly Computing[]): Verdict =>
  failed(
    computing.length === 0 ? 'No worker process computed.' : 'Only one worker process computed.',
    'Let three worker processes compute a sum each, and start all before you wait for the first of them.',
  );

const parallelHint =
  'First start all processes, in one loop, and only then join them, in a second loop: p.join() directly after p.start() waits until that process has ended. apply() of a Pool waits for its result, too: use map or apply_async. A Lock around the computing keeps the processes apart.';

function parallel(evidence: Evidence): Verdict {
  const computing = computingProcesses(theRun(evidence));
  if (computing.length < 2) return tooFew(computing);
  const best = bestOf(computing);
  if ((best.overlap ?? 0) >= overlapForParallel) {
    return passed(`Up to ${processes(best.peak)} computed at the same time. ${together(best)}.`);
  }
  return failed(
    best.peak > 1
      ? `The ${processes(computing.length)} computed mostly one after the other. ${together(best)}.`
      : `The ${processes(computing.length)} computed one after the other. ${together(best)}.`,
    parallelHint,
  );
}

const printsAllSums = (run: Run, lane: Lane): boolean =>
  sizesAccepted.some((sizes) => sizes.every((n) => printsNumber(printedBy(run, lane), squaresBelow(n))));

function sharesTheCores(evidence: Evidence): Verdict {
  const run = theRun(evidence);
  const computing = computingProcesses(run);
  if (computing.length < 2) return tooFew(computing);
  const doneByAll = computing.filter(({ lane }) => printsAllSums(run, lane)).length;
  if (doneByAll >= 2) {
    return failed(
      `${processes(doneByAll)} printed all three sums each: the same work was done ${doneByAll} times, and not shared.`,
      'Give each process another sum: Process(target=compute, args=(n,)), with another n for each of them.',
    );
  }
  const allMs = computing.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  const largestMs = Math.max(...computing.map(({ cpuMs }) => cpuMs));
  const speedUp = (allMs / largestMs).toFixed(1);
  const seen = `${processes(computing.length)} used ${asSeconds(allMs)} of CPU time, the one with most work ${asSeconds(largestMs)}: this split allows a speed-up of ${speedUp}`;
  if (allMs / largestMs < leastSpeedUp) {
    return failed(
      `${seen}.`,
      'The whole can not be done before the process with most work is. Give the three sums to three processes, or split them into parts of about the same size.',
    );
  }
  const best = bestOf(computing);
  if ((best.overlap ?? 0) >= overlapForSharing) return passed(`${seen}.`);
  return failed(`${seen}, but they did not compute at the same time. ${together(best)}.`, parallelHint);
}

export const checks: Checks = {
  runs: ranToItsEnd,
  answers: orNotReached(answers),
  processes: orNotReached(threeProcesses),
  parallel: orNotReached(parallel),
  'shares-the-cores': orNotReached(sharesTheCores),
};
