import {
  asSeconds,
  bestRound,
  type Check,
  type Checks,
  type Computing,
  computingProcesses,
  computingThreads,
  contradictionOfFigures,
  counted,
  type Evidence,
  endedWell,
  errorBesides,
  failed,
  inEveryRun,
  isSlower,
  judgeInFlight,
  judgeTimes,
  kindsNamedIn,
  laneOf,
  type Measure,
  modelsOf,
  notReached,
  type ObservedTime,
  observedTimesIn,
  orNotReached,
  type PrintedTime,
  passed,
  printedTimesOf,
  type Run,
  ranToItsEnd,
  readSuitability,
  requestsOf,
  runOf,
  type SuitabilityReport,
  type TaskKind,
  type TimedTask,
  taskKinds,
  threadsOf,
  timesOf,
  timesOfComputing,
  type Verdict,
  withSleepsAsRequests,
  wordsFor,
} from 'interleave/checks';

type Model = 'threads' | 'processes';
const models: readonly Model[] = ['threads', 'processes'];

/** Downloads, and the sleeps that stand for them, are the same here. */
const known = new WeakMap<Run, Run>();
function waitsOf(run: Run): Run {
  const waits = known.get(run) ?? withSleepsAsRequests(run);
  known.set(run, waits);
  return waits;
}

// ---- io-threads, io-processes -------------------------------------------------------------------------------------

const waits =
  (model: Model): Check =>
  ({ runs }) =>
    judgeInFlight(model, runs.map(waitsOf), 'wait');

// ---- cpu-threads, cpu-processes -----------------------------------------------------------------------------------

const overlapWanted = 0.5;
/** Of computing in one round; less is a start. */
const leastBusyMs = 20;

/** In that process which has most of them. */
function threadsTogether(run: Run): Computing[] {
  const byProcess = Map.groupBy(computingThreads(run), ({ lane }) => lane.process);
  const [most = []] = [...byProcess.values()].sort((a, b) => b.length - a.length);
  return most;
}

const computingBy = (run: Run, model: Model): Computing[] =>
  model === 'threads'
    ? threadsTogether(run)
    : computingProcesses(run).filter((one) => !isOfThreads(run, one));

/** A process whose threads compute is the threads' part, done in a process of its own. */
const isOfThreads = (run: Run, { lane }: Computing): boolean =>
  threadsTogether(run).some((thread) => thread.lane.process === lane.id);

const nounOf = (model: Model, count: number): string =>
  model === 'threads' ? counted(count, 'thread') : counted(count, 'process', 'processes');

const bestOf = (computing: readonly Computing[]): Measure =>
  bestRound(
    computing.map(({ busy }) => busy),
    { workers: 2, busyMs: leastBusyMs },
  );

function computes(model: Model): Check {
  return ({ runs }) => {
    const seen = runs.map((run) => computingBy(run, model));
    const measures = seen.map(bestOf);
    const best = measures.reduce((a, b) => ((b.overlap ?? 0) > (a.overlap ?? 0) ? b : a));
    if (best.count >= 2 && (best.overlap ?? 0) >= overlapWanted) {
      return passed(
        `${nounOf(model, best.count)} computed at the same time, within ${asSeconds(best.elapsedMs)}${model === 'threads' ? '; they took turns' : ''}.`,
      );
    }
    const count = Math.max(...seen.map((computing) => computing.length));
    return count >= 2 ? inTurn(model, count, best) : explainTooFew(model, runs, count);
  };
}

function inTurn(model: Model, count: number, best: Measure): Verdict {
  const worker = model === 'threads' ? 't' : 'p';
  return failed(
    `${nounOf(model, count)} computed one after the other, within ${asSeconds(best.elapsedMs)}; the busiest one for ${asSeconds(best.longestMs)}.`,
    `First start all of them, in one loop, and only then join them, in a second loop: ${worker}.join() directly after ${worker}.start() waits until that one has ended. A Lock around the computing keeps them apart, too.`,
  );
}

const leastOfMainMs = 150;
const tenthsOfASecond =
  'something that takes a few tenths of a second each, such as sum(i * i for i in range(3_000_000))';

function explainTooFew(model: Model, runs: readonly Run[], count: number): Verdict {
  const seen =
    count === 0
      ? `No ${model} were seen to compute anything that takes time`
      : `Only ${nounOf(model, 1)} besides the main one computed something that takes time`;
  const error = runs.map(errorBesides).find((each) => each !== null);
  if (error) return failed(`${seen}. ${error.message}`, error.hint);
  const mainMs = Math.max(...runs.map((run) => laneOf(run, 0)?.cpuMs ?? 0));
  if (mainMs > leastOfMainMs) {
    const worker = model === 'threads' ? 'Thread' : 'Process';
    return failed(
      `${seen}; the main thread used ${asSeconds(mainMs)} of CPU time.`,
      `Hand over the function and its arguments apart: ${worker}(target=compute, args=(n,)). With target=compute(n), or run() in place of start(), the main thread computes. If you do so already, give each of them more to do: ${tenthsOfASecond}.`,
    );
  }
  return failed(
    `${seen}.`,
    `Let at least two ${model} compute ${tenthsOfASecond}. time.sleep computes nothing.`,
  );
}

// ---- timings ------------------------------------------------------------------------------------------------------

const nameOf: Readonly<Record<TaskKind, string>> = { io: 'waits', cpu: 'computations' };
const labelOf: Readonly<Record<TaskKind, string>> = { io: 'I/O', cpu: 'CPU' };
/** Beyond the task itself a program may time imports, connecting, starting a pool, and writing files. */
const overheadMs: Readonly<Record<TaskKind, number>> = { io: 500, cpu: 200 };

/** Written by a thread or process that does a part of the work, all by itself: the time of that part. */
function isOfOnePart(run: Run, { lane }: PrintedTime): boolean {
  const writer = lane === null ? null : laneOf(run, lane);
  if (!writer || writer.id === 0) return false;
  const isAtWork = (id: number): boolean =>
    requestsOf(waitsOf(run), id).length > 0 || computingThreads(run).some((one) => one.lane.id === id);
  const isAlone = !threadsOf(run, writer.id).some(({ id }) => isAtWork(id));
  const isComputing = computingProcesses(run).some((one) => one.lane.id === writer.id);
  return isAtWork(writer.id) || (isComputing && isAlone);
}

function tasksOf(run: Run): TimedTask[] {
  const seen = modelsOf(waitsOf(run));
  const printed = printedTimesOf(run).filter((time) => !isOfOnePart(run, time));
  return taskKinds.flatMap((kind) =>
    models.map((model) => ({
      label: `${labelOf[kind]} by ${model}`,
      name: `${nameOf[kind]} by ${model}`,
      times: kind === 'io' ? timesOf(waitsOf(run), seen, model) : timesOfComputing(computingBy(run, model)),
      printed: printed.filter((time) => isFor(time, kind, model)),
      overheadMs: overheadMs[kind],
    })),
  );
}

function isFor({ models: named, line }: PrintedTime, kind: TaskKind, model: Model): boolean {
  const kinds = kindsNamedIn(line);
  return (named.length === 0 || named.includes(model)) && (kinds.length === 0 || kinds.includes(kind));
}

// ---- report -------------------------------------------------------------------------------------------------------

const wordsAtLeast = 15;
const review = 'A person may look at the report and overrule this.';
const kindNames: Readonly<Record<TaskKind, string>> = { io: 'I/O-bound', cpu: 'CPU-bound' };
const suited: Readonly<Record<TaskKind, Model>> = { io: 'threads', cpu: 'processes' };

function textVerdict(report: SuitabilityReport): Verdict | null {
  const lacking = (what: string, hint: string) => failed(`${what} ${review}`, hint);
  if (report.words === 0) {
    return lacking(
      'report.md has no sentence in it yet.',
      'Write a few whole sentences: what you measured, which model suits which task, and why.',
    );
  }
  const model = models.find((one) => !report.namesModels.includes(one));
  if (model)
    return lacking(`report.md does not speak of ${model}.`, 'Speak of both models: threads and processes.');
  const kind = taskKinds.find((one) => !report.namesKinds.includes(one));
  if (kind) {
    return lacking(
      `report.md does not speak of the ${kindNames[kind]} task.`,
      'Speak of both tasks, the one that waits (I/O-bound) and the one that computes (CPU-bound).',
    );
  }
  if (report.words < wordsAtLeast) {
    return lacking(
      `report.md has ${counted(report.words, 'word')} besides headings, tables and program text; a short paragraph has at least ${wordsAtLeast}.`,
      'Write a few whole sentences: what you measured, which model suits which task, and why.',
    );
  }
  if (!report.ranks) {
    return lacking(
      'report.md does not say which model suits which task.',
      'Say for each of the two tasks which model was better, or that they were equal.',
    );
  }
  if (!report.namesLock) {
    return lacking(
      'report.md does not say what the global interpreter lock has to do with it.',
      'Say what the GIL lets threads do at the same time, and what not, and why that matters for one task and not for the other.',
    );
  }
  return null;
}

type Observed = Readonly<Record<TaskKind, readonly ObservedTime[]>>;

function observedIn(run: Run): Observed {
  const cpu = models.flatMap((model) => {
    const times = timesOfComputing(computingBy(run, model));
    if (times.length === 0) return [];
    const leastMs = Math.min(...times.map((time) => time.leastMs));
    return [{ model, leastMs, mostMs: Math.max(...times.map((time) => time.mostMs)) }];
  });
  return { io: observedTimesIn(waitsOf(run)).filter(({ model }) => model !== 'asyncio'), cpu };
}

/** Unless this run is an exception, where the other model really was far slower. */
function claimAgainst(report: SuitabilityReport, kind: TaskKind, observed: Observed): string | null {
  const [claimed, ...others] = report.claims[kind];
  if (!claimed || others.length > 0 || claimed === suited[kind]) return null;
  const of = (model: Model) => observed[kind].find((one) => one.model === model);
  const [better, worse] = [of(claimed), of(suited[kind])];
  if (!better || !worse || isSlower(worse, better, 1.25)) return null;
  return `The report says that ${claimed} suit the ${kindNames[kind]} task, but the run shows ${wordsFor(observed[kind])}.`;
}

function contradiction(report: SuitabilityReport, observed: Observed): string | null {
  for (const kind of taskKinds) {
    const found =
      claimAgainst(report, kind, observed) ?? contradictionOfFigures(report.figures[kind], observed[kind]);
    if (found) return found;
  }
  return null;
}

function report(evidence: Evidence): Verdict {
  const reading = readSuitability(evidence.files['report.md'] ?? '');
  const lacking = textVerdict(reading);
  if (lacking) return lacking;
  const observed = observedIn(runOf(evidence, 'as-asked'));
  if (taskKinds.every((kind) => observed[kind].length < 2)) {
    const message = `The run shows neither task with both models, so the report has nothing to agree with. ${review}`;
    return evidence.runs.every(endedWell)
      ? failed(
          message,
          'Let the program do both tasks with both models; then the report can be held against its run.',
        )
      : notReached(message);
  }
  const against = contradiction(reading, observed);
  if (against) {
    return failed(
      `${against} ${review}`,
      'Threads share one interpreter lock: they can wait together, but only one of them computes at a time. Run the program again, and let the report say what its own figures show.',
    );
  }
  return passed(
    `The report speaks of both tasks and both models, names the interpreter lock, and nothing in it contradicts the run. ${review}`,
  );
}

export const checks: Checks = {
  runs: ranToItsEnd,
  'io-threads': orNotReached(waits('threads')),
  'io-processes': orNotReached(waits('processes')),
  'cpu-threads': orNotReached(computes('threads')),
  'cpu-processes': orNotReached(computes('processes')),
  timings: orNotReached((evidence) => inEveryRun(evidence, (run) => judgeTimes(tasksOf(run)))),
  report,
};
