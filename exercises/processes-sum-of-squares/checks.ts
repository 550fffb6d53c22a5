import {
  type Checks,
  type CrewWords,
  codeOf,
  counted,
  type Evidence,
  errorBesides,
  failed,
  inEveryRun,
  judgeCrewSize,
  judgeCrewTogether,
  type Lane,
  linesOf,
  orNotReached,
  type ProcessWork,
  partsAddUp,
  passed,
  printedTextsOf,
  printsNumber,
  processOf,
  type Run,
  ranToItsEnd,
  runOf,
  sumOf,
  textOf,
  threadsOf,
  type Verdict,
  type WorkPart,
  workersOf,
  workOf,
} from 'interleave/checks';

const processesWanted = 4;
const partsWanted = 4;
const whole = 338350;
/** Of 100 squares; a range that is one too short in each part is the fault of `answer`. */
const mostSquares = 95;
/** Less than this in the main process is arithmetic about the parts, not the sum. */
const squaresOfMain = 50;
/** From here on it is said. */
const noticedOfMain = 10;

// ---- answer ---------------------------------------------------------------------------------------------------------

function answer(run: Run): Verdict {
  if (printedTextsOf(run).some((text) => printsNumber(text, whole)))
    return passed(`The sum ${whole} was printed.`);
  const text = textOf(run, 'stdout').trim();
  if (text === '') return failed('Nothing was printed.', 'Print the sum at the end of the main process.');
  const lines = linesOf(run, 'stdout');
  const seen = `The right sum was not printed. The last line was "${lines.at(-1)?.text.trim().slice(0, 80)}".`;
  const error = errorBesides(run);
  if (error) return failed(`${seen} ${error.message}`, error.hint);
  if (printsParts(run)) {
    return failed(
      `The sum was not printed, only its parts: ${lines.map((line) => line.text.trim()).join(', ')}.`,
      'Bring the parts back to the main process, by a Queue or as return values of a Pool, add them up there, and print that.',
    );
  }
  const busy = lines.at(-1)?.lane === 0 ? stillBusyAt(run, lines.at(-1)?.atMs ?? 0) : 0;
  if (busy > 0) {
    return failed(
      `${seen} When it was printed, ${processes(busy)} had not ended yet.`,
      'Wait for all processes before you add up and print: call join() on each of them, or get() once for each result. Whether a queue is empty says only what has arrived so far.',
    );
  }
  if (computesTheParts(run, ({ sharedReads }) => sharedReads > 0)) {
    return failed(
      `${seen} Processes changed a shared value at the same time, and some changes were lost.`,
      '`total.value += x` reads, adds and writes; meanwhile another process may write. Hold a lock around it: a Lock that all processes share, or that of a Value, `with total.get_lock():`. Or give each process a place of its own in an Array.',
    );
  }
  if (computesTheParts(run, () => true)) {
    return failed(
      `${seen} The processes computed the right parts, but what was printed is not their sum.`,
      'What a Process returns, and every variable that it changes, is lost when it ends. Let each put its part into a Queue, call get() once for each process, and add up; or use the return values of a Pool.',
    );
  }
  return failed(
    seen,
    'Compare with sum(n * n for n in range(1, 101)). Does every part begin and end at the right number? range(1, 25) ends at 24. Do the results of all processes reach the main process? A variable that a process changes stays as it was in the others.',
  );
}

/** Workers of a pool stay until it is closed, which says nothing. */
function stillBusyAt(run: Run, atMs: number): number {
  const work = workOf(run);
  const hasRole = (lane: Lane) => work.some(({ process, role }) => process === lane.id && role !== null);
  return workersOf(run).filter((lane) => lane.endMs > atMs && !hasRole(lane)).length;
}

/** Lines that end with a number each, which add up to the sum. */
function printsParts(run: Run): boolean {
  const numbers = linesOf(run, 'stdout').map(({ text }) => Number(/(?<![\d.])\d+(?=\D*$)/.exec(text)?.[0]));
  return numbers.length <= 10 && sumOf(numbers) === whole;
}

/** The workers computed the right parts, and still the sum is another one: in shared memory, because changes were lost. */
function computesTheParts(run: Run, isCounted: (work: ProcessWork) => boolean): boolean {
  const workers = workOf(run).filter(({ process }) => process !== processOf(run, 0));
  const parts = workers
    .filter((work) => work.role === null && isCounted(work))
    .map((work) => merged(work.parts));
  return addUp(parts.flat(), () => true);
}

// ---- processes ------------------------------------------------------------------------------------------------------

/** A manager's server is a process, too, but does no work of the student's: keeping a sum is none. */
function crewOf(run: Run): Lane[] {
  const work = workOf(run);
  const isManager = (lane: Lane) =>
    work.some(
      ({ process, role, parts }) => process === lane.id && role === 'manager' && multiplied(parts) === 0,
    );
  return workersOf(run).filter((lane) => !isManager(lane));
}

const processes = (count: number) => counted(count, words.one, words.several);

const words: CrewWords = {
  one: 'worker process',
  several: 'worker processes',
  main: 'the main one',
  startFour:
    'Make four multiprocessing.Process objects and call start() on each, or use Pool(4). Calling run(), or the function itself, does the work in the main process; threads are not processes.',
  startFewer:
    'Start exactly four processes: Pool(4), ProcessPoolExecutor(max_workers=4), or four Process objects.',
  startMore: 'Start four processes: Pool(4), ProcessPoolExecutor(max_workers=4), or four Process objects.',
  startBeforeWaiting: 'Start four worker processes before you wait for the first of them.',
  waitAfterStarting:
    'First start all processes, in one loop, and only then join them, in a second loop: p.join() directly after p.start() waits until that process has ended.',
};

function fourProcesses(evidence: Evidence): Verdict {
  const run = runOf(evidence, 'main-first');
  const threads = threadsOf(run, 0).length;
  // A queue has a thread, too.
  const instead = threads > 1 ? `; ${counted(threads, 'thread')} did` : '';
  return judgeCrewSize(crewOf(run), words, instead);
}

const parallel = (evidence: Evidence): Verdict =>
  judgeCrewTogether(crewOf(runOf(evidence, 'main-first')), words);

// ---- split-work -----------------------------------------------------------------------------------------------------

/** A worker process and what is known of its work. */
interface Worker {
  readonly lane: Lane;
  /** It takes tasks from a pool, a queue or a pipe; so another one may have taken all of them. */
  readonly takesTasks: boolean;
  readonly isOfPool: boolean;
  readonly readsShared: boolean;
  readonly parts: readonly WorkPart[];
}

/** A process that was given its part when it was made has one part, however often it handed over something. */
function merged(parts: readonly WorkPart[]): WorkPart[] {
  if (parts.length < 2) return [...parts];
  const largest = sumOf(parts.map(({ values }) => values[0] ?? 0));
  return [
    {
      multiplications: sumOf(parts.map(({ multiplications }) => multiplications)),
      squarings: sumOf(parts.map(({ squarings }) => squarings)),
      values: [...new Set([...parts.flatMap(({ values }) => values).slice(0, 30), largest])],
    },
  ];
}

function workerOf(lane: Lane, work: ProcessWork | undefined): Worker {
  const isOfPool = work?.role === 'pool' || work?.role === 'executor';
  const takesTasks = isOfPool || (work?.asked ?? 0) > 0;
  const parts = work?.parts ?? [];
  return {
    lane,
    takesTasks,
    isOfPool,
    readsShared: (work?.sharedReads ?? 0) > 0,
    parts: takesTasks ? parts : merged(parts),
  };
}

const multiplied = (parts: readonly WorkPart[]) => sumOf(parts.map(({ multiplications }) => multiplications));

/** Ended by itself and neither did nor asked for anything. A pool's worker may be ended before it begins. */
const isIdle = ({ lane, takesTasks, readsShared, parts }: Worker) =>
  lane.exitStatus !== null && !takesTasks && !readsShared && multiplied(parts) === 0;

/** Proof by work: the multiplications are spread over at least four parts, and none has them all. */
function isSpread(workers: readonly Worker[]): boolean {
  const parts = workers.flatMap((worker) => worker.parts);
  const all = multiplied(parts);
  if (all < mostSquares) return false;
  const busy = parts.filter(({ multiplications }) => multiplications > 0);
  if (busy.length >= partsWanted && busy.every(({ multiplications }) => multiplications < mostSquares))
    return true;
  // Four that take the next number from a shared counter: the first may have been faster than all others.
  return workers.filter((worker) => worker.readsShared).length >= processesWanted && all < 2 * mostSquares;
}

/** Proof by values: one number of each part, and their sum is the answer. */
function addUp(parts: readonly WorkPart[], isAllowed: (value: number, part: WorkPart) => boolean): boolean {
  const values = parts.map((part) => part.values.filter((value) => isAllowed(value, part)));
  return partsAddUp(values, whole, partsWanted);
}

/** A number that stands in the text and was not computed by multiplying proves nothing. */
function isComputed(evidence: Evidence): (value: number, part: WorkPart) => boolean {
  const literals = new Set(codeOf(evidence.files).match(/(?<![\w.])\d{4,}(?![\w.])/g) ?? []);
  return (value, part) => part.multiplications > 0 || !literals.has(String(value));
}

/** The main process computed the sum as well, but after all it had received what the workers computed. */
function receivedTheParts(main: ProcessWork, parts: readonly WorkPart[]): boolean {
  const held = main.parts.flatMap(({ values }) => values);
  const received = new Set([...main.received.flat(), ...held]);
  const busy = parts.filter(({ multiplications }) => multiplications > 0);
  if (main.received.some((message) => message.includes(whole))) return true;
  if (busy.length > 16)
    return busy.filter(({ values }) => received.has(values[0] ?? 0)).length > busy.length / 2;
  return (
    addUp(busy, (value) => received.has(value)) || addUp(asParts(held.map((value) => [value])), () => true)
  );
}

const asParts = (lists: readonly (readonly number[])[]): WorkPart[] =>
  lists.map((values) => ({ multiplications: 0, squarings: 0, values }));

function splitWork(evidence: Evidence, run: Run): Verdict {
  const work = workOf(run);
  const workers = crewOf(run).map((lane) =>
    workerOf(
      lane,
      work.find(({ process }) => process === lane.id),
    ),
  );
  const parts = workers.flatMap((worker) => worker.parts);
  const main = work.find(({ process }) => process === processOf(run, 0));
  const squaredByMain = sumOf(main?.parts.map(({ squarings }) => squarings) ?? []);
  const hasPool = workers.some(({ isOfPool }) => isOfPool);
  const engaged = workers.filter((worker) => !isIdle(worker));
  // Where the answer stands in the text, anything may have been multiplied: only the parts of the sum are a proof.
  const hasAnswer = printsNumber(codeOf(evidence.files), whole);
  const isShared = isSpread(workers) && (hasPool || engaged.length >= partsWanted);
  const isAddedUp = addUp(parts, isComputed(evidence));
  const isSplit = (isShared && !hasAnswer && !areAllTheSame(parts)) || isAddedUp;
  // Interpreters that were started without the environment do not load the probe: then what they sent back counts.
  const isReceived =
    parts.length === 0 &&
    workers.length >= partsWanted &&
    addUp(asParts(main?.received ?? []), isComputed(evidence));
  if (isReceived && squaredByMain < squaresOfMain) {
    return passed(`The main process received parts of the sum from ${processes(workers.length)}.`);
  }
  if (isShared && !isSplit && areAllTheSame(parts)) {
    return failed(
      `${processes(workers.length)} computed${inParts(parts)}, and all parts were the same: each came to ${parts.find(isBusy)?.values[0]}.`,
      'Give each process another part of the numbers. A lambda or an inner function sees a loop variable as it is when it runs: hand the number over in args.',
    );
  }
  if (isShared && !isSplit) {
    return failed(
      `The program has ${whole} in its text, and the workers were not seen to compute parts that add up to it.`,
      'Add up what the workers send back, print that sum, and take the number out of the program.',
    );
  }
  if (!isSplit) return explainNotSplit(workers, squaredByMain);
  const seen = `${processes(workers.length)} computed the sum${inParts(parts)}`;
  if (squaredByMain < squaresOfMain) return passed(`${seen}; the main process took no part in it.`);
  if (main && multiplied(parts) > 0 && receivedTheParts(main, parts)) {
    return passed(`${seen}; the main process received them, and computed the sum once more itself.`);
  }
  return failed(
    `The main process squared ${squaredByMain} numbers itself; the workers did ${multiplied(parts) || 'no'} multiplications.`,
    'Let the workers do the squaring and bring their results back, by a Queue or as return values of a Pool. The main process should only add up these results.',
  );
}

const isBusy = ({ multiplications }: WorkPart) => multiplications > 0;

/** Quarters of the sum never are: who computed the same one four times has not computed the sum. */
function areAllTheSame(parts: readonly WorkPart[]): boolean {
  const [first, ...others] = parts.filter(isBusy);
  if (!first || first.values.length === 0 || others.length === 0) return false;
  return others.every((part) => part.values.join() === first.values.join());
}

/** Only those that were seen to multiply: other values may be anything. */
function inParts(parts: readonly WorkPart[]): string {
  const busy = parts.filter(isBusy).length;
  return busy === 0 ? '' : ` in ${counted(busy, 'part')}`;
}

function explainNotSplit(workers: readonly Worker[], squaredByMain: number): Verdict {
  const parts = workers.flatMap((worker) => worker.parts);
  const done = `The ${processes(workers.length)} did ${counted(multiplied(parts), 'multiplication')}${inParts(parts)}`;
  const byMain =
    squaredByMain >= noticedOfMain ? ` The main process squared ${squaredByMain} numbers itself.` : '';
  if (workers.length === 0) {
    return failed(
      'There was no worker process that could take a part.',
      'Let four processes compute a quarter of the sum each.',
    );
  }
  const byFew = explainFewAtWork(workers);
  if (byFew) return byFew;
  const complete = parts.filter(({ multiplications }) => multiplications >= mostSquares).length;
  if (complete > 0) {
    return failed(
      `${done}: ${complete === 1 ? 'one part contains' : `${complete} parts contain`} the whole sum.`,
      'Give each process another quarter of the numbers: 1 to 25, 26 to 50, 51 to 75 and 76 to 100.',
    );
  }
  if (multiplied(parts) < 4) {
    return failed(
      `No part of the sum was seen to be computed in the ${processes(workers.length)}.${byMain}`,
      workers.some(({ isOfPool }) => isOfPool)
        ? 'The function that the pool runs should add up the squares of its part: pool.map(work, parts). The built-in map, or a call of the function, does the work in the main process.'
        : 'The function that a process runs should add up the squares of its part. Give target=work without brackets: target=work() calls it in the main process.',
    );
  }
  return failed(
    `${done}; the sum takes 100 squarings, in four parts or more.${byMain}`,
    'Split the numbers from 1 to 100 into four parts or more, and let the workers compute all of them.',
  );
}

/** All of the sum, in many parts, but by less than four: of processes without a pool each is to have its own. */
function explainFewAtWork(workers: readonly Worker[]): Verdict | null {
  const parts = workers.flatMap((worker) => worker.parts).filter(isBusy);
  const busy = workers.filter((worker) => worker.parts.some(isBusy)).length;
  const isWhole =
    multiplied(parts) >= mostSquares && parts.every((part) => part.multiplications < mostSquares);
  if (!isWhole || parts.length < partsWanted || busy >= processesWanted) return null;
  return failed(
    `${busy === 1 ? 'A single worker process' : processes(busy)} did all ${multiplied(parts)} multiplications; four should share them.`,
    'Start four processes, and see that each of them computes a part of the sum.',
  );
}

/** What one run has proven needs no second proof: which worker was ended before it could report is left to chance. */
function splitWorkInAnyRun(evidence: Evidence): Verdict {
  const verdicts = evidence.runs.map((run) => splitWork(evidence, run));
  const best = verdicts.find(({ status }) => status === 'passed') ?? verdicts[0];
  if (!best) throw new Error('There are no runs');
  return best;
}

export const checks: Checks = {
  runs: ranToItsEnd,
  answer: orNotReached((evidence) => inEveryRun(evidence, answer)),
  'four-processes': orNotReached(fourProcesses),
  'split-work': orNotReached(splitWorkInAnyRun),
  parallel: orNotReached(parallel),
};
