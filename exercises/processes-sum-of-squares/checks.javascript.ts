import {
  type Checks,
  type CrewWords,
  counted,
  type Evidence,
  failed,
  inEveryRun,
  judgeCrewSize,
  judgeCrewTogether,
  type Lane,
  linesOf,
  orNotReached,
  partsAddUp,
  passed,
  printedTextsOf,
  printsNumber,
  type Run,
  ranToItsEnd,
  reportedOf,
  runOf,
  sumOf,
  threadsOf,
  type Verdict,
} from 'interleave/checks';

const partsWanted = 4;
const whole = 338350;
/** Below this a number may be one that was handed over as part of a task, and a square as well. */
const leastPart = 1000;

const workers = (count: number) => counted(count, 'worker');
/** A worker has a heap of its own and shares nothing that is not made to be shared: here it counts as a process. */
const crewOf = (run: Run): Lane[] => threadsOf(run);

// ---- answer ---------------------------------------------------------------------------------------------------------

function answer(run: Run): Verdict {
  if (printedTextsOf(run).some((text) => printsNumber(text, whole)))
    return passed(`The sum ${whole} was printed.`);
  const last = linesOf(run, 'stdout').at(-1)?.text.trim().slice(0, 80);
  if (last === undefined)
    return failed('Nothing was printed.', 'Print the sum at the end of the main thread.');
  const seen = `The right sum was not printed. The last line was "${last}".`;
  if (partsAddUp(partsOf(run, new Set()), whole, partsWanted)) {
    return failed(
      `${seen} The workers computed the right parts, but what was printed is not their sum.`,
      'Add up in the main thread, and print only when the last part has come: with Promise.all over one promise for each worker, or by counting the messages. Variables of a worker are its own.',
    );
  }
  return failed(
    seen,
    'Does every part begin and end at the right number? Do the results of all workers reach the main thread? If they add to the same shared memory, use Atomics.add: `sum[0] += x` reads and writes, and another worker may write in between.',
  );
}

// ---- four-processes, parallel ---------------------------------------------------------------------------------------

const startFour =
  'Start four with `new Worker(…)` of node:worker_threads. Promises and async functions alone all run in the main thread.';
const words: CrewWords = {
  one: 'worker',
  several: 'workers',
  main: 'the main thread',
  startFour,
  startFewer: 'Start exactly four workers.',
  startMore: startFour,
  startBeforeWaiting: 'Start four workers before you wait for the first of them.',
  waitAfterStarting:
    'First start all workers, in one loop, and only then wait for them, with Promise.all: `await` on a worker inside the loop that starts them waits until that one is done.',
};
const theCrew = (evidence: Evidence): Lane[] => crewOf(runOf(evidence, 'main-first'));

// ---- split-work -----------------------------------------------------------------------------------------------------

/** Numbers that the sandbox saw together on their way between a lane and the others. */
interface Exchanged {
  readonly atMs: number;
  readonly values: readonly number[];
}

function exchangedBy(run: Run, lane: Lane, kind: 'posted' | 'received' | 'shared'): Exchanged[] {
  return reportedOf(run, lane.id).flatMap(({ atMs, data }) => {
    const numbers = (data as Readonly<Record<string, unknown>> | null)?.[kind];
    return Array.isArray(numbers)
      ? [{ atMs, values: numbers.filter((each) => typeof each === 'number') }]
      : [];
  });
}

/**
 * Each message of a worker is a part, and so is all that it changed in shared memory. A message of several numbers may
 * have the part as one of them, or as their sum. What a worker was handed, or what stands in the program, it did not compute.
 */
function partsOf(run: Run, literals: ReadonlySet<number>): number[][] {
  const crew = crewOf(run);
  const told = run.timeline.lanes
    .filter((lane) => !crew.some(({ id }) => id === lane.id))
    .flatMap((lane) => exchangedBy(run, lane, 'posted'));
  return crew.flatMap((lane) => {
    const received = exchangedBy(run, lane, 'received');
    const shared = exchangedBy(run, lane, 'shared').at(-1);
    const parts = [...exchangedBy(run, lane, 'posted'), ...(shared ? [shared] : [])];
    return parts.map(({ atMs, values }) => {
      const toldBefore = told.filter((each) => each.atMs < atMs);
      const known = new Set([...literals, ...[...received, ...toldBefore].flatMap((each) => each.values)]);
      return [...values, sumOf(values)].filter((value) => value < leastPart || !known.has(value));
    });
  });
}

const literalsIn = (files: Evidence['files']): ReadonlySet<number> =>
  new Set(
    (
      Object.values(files)
        .join('\n')
        .match(/(?<![\w.])\d[\d_]*(?![\w.])/g) ?? []
    ).map((text) => Number(text.replaceAll('_', ''))),
  );

function splitWork(evidence: Evidence, run: Run): Verdict {
  const crew = crewOf(run);
  const parts = partsOf(run, literalsIn(evidence.files)).filter((values) => values.length > 0);
  if (partsAddUp(parts, whole, partsWanted)) {
    return passed(`${workers(crew.length)} handed over parts of the sum, which add up to ${whole}.`);
  }
  if (crew.length === 0) {
    return failed(
      'There was no worker that could take a part.',
      'Let four workers compute a quarter of the sum each.',
    );
  }
  if (parts.some((values) => values.includes(whole))) {
    return failed(
      `A worker handed over ${whole}: the whole sum in one part.`,
      'Give each worker another quarter of the numbers: 1 to 25, 26 to 50, 51 to 75 and 76 to 100.',
    );
  }
  if (parts.length === 0) {
    return failed(
      `No number that one of the ${workers(crew.length)} computed was seen to leave it.`,
      'Let each worker add up the squares of its part and send the sum with parentPort.postMessage(sum), or write it into a SharedArrayBuffer.',
    );
  }
  return failed(
    `What the ${workers(crew.length)} handed over, in ${counted(parts.length, 'part')}, does not add up to ${whole}.`,
    'Split the numbers from 1 to 100 into four parts or more, and let the workers compute and hand over the sum of each.',
  );
}

export const checks: Checks = {
  runs: ranToItsEnd,
  answer: orNotReached((evidence) => inEveryRun(evidence, answer)),
  'four-processes': orNotReached((evidence) => judgeCrewSize(theCrew(evidence), words)),
  'split-work': orNotReached((evidence) => inEveryRun(evidence, (run) => splitWork(evidence, run))),
  parallel: orNotReached((evidence) => judgeCrewTogether(theCrew(evidence), words)),
};
