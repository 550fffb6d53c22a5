/** Whether a program printed the times that were observed, one for each of the tasks it was to measure. */
import { listed } from './addresses.js';
import type { ModelTime } from './concurrency-models.js';
import type { PrintedTime } from './printed-times.js';
import type { Verdict } from './report.js';
import { asSeconds } from './seconds.js';
import { failed, passed } from './verdict.js';

/** Something that a program was to time, and the times printed for it. */
export interface TimedTask {
  /** What it is called in a table: "threads", "computing by processes". */
  readonly label: string;
  /** What was done, in the plural: "downloads by threads". */
  readonly name: string;
  /** Times that may fairly be given; empty when the task was not seen. The first is the one to talk about. */
  readonly times: readonly ModelTime[];
  /** What was printed for this task, or for none in particular. */
  readonly printed: readonly PrintedTime[];
  /** Beyond the task itself, a program may time imports, connecting, starting a pool, writing files. */
  readonly overheadMs: number;
}

/** How times are measured and printed, in the words of a language. */
export interface TimingHints {
  readonly printEach: (label: string) => string;
  readonly measure: string;
  readonly measureAll: string;
}

const pythonHints: TimingHints = {
  printEach: (label) => `print(f"${label}: {seconds:.2f} s")`,
  measure:
    'Measure with time.perf_counter() before and after, and print the difference with the name of what it is for.',
  measureAll:
    'Read time.perf_counter() just before the work starts and again after all of it is done (after join, or after await gather). time.process_time() does not count waiting, nor what other processes compute.',
};

const overheadShare = 0.1;
/** A time taken just inside the task, or rounded on its way. */
const shortfallMs = 20;
const shortfallShare = 0.03;

function agrees(task: TimedTask, time: ModelTime, printed: PrintedTime): boolean {
  return printed.readings.some(
    ({ ms, precisionMs }) =>
      ms >= time.leastMs * (1 - shortfallShare) - shortfallMs - precisionMs &&
      // Cut off, a number may be nearly one of its last digit too small; rounded, half of one too large.
      ms <= time.mostMs * (1 + overheadShare) + task.overheadMs + precisionMs / 2,
  );
}

/** A printed time with the observed time that it agrees with. */
interface Fit {
  readonly printed: PrintedTime;
  readonly time: ModelTime;
}

const isPrintedAfter = (printed: PrintedTime, time: ModelTime): boolean =>
  printed.atMs >= time.endMs - shortfallMs;

function fitsOf(task: TimedTask): Fit[] {
  return task.printed.flatMap((printed) => {
    const time = task.times.find((each) => agrees(task, each, printed) && isPrintedAfter(printed, each));
    return time ? [{ printed, time }] : [];
  });
}

/** One printed time for each task, none of them used twice. */
function oneForEach([first, ...others]: readonly Fit[][], used: readonly PrintedTime[] = []): Fit[] | null {
  if (!first) return [];
  for (const fit of first) {
    if (used.includes(fit.printed)) continue;
    const rest = oneForEach(others, [...used, fit.printed]);
    if (rest) return [fit, ...rest];
  }
  return null;
}

/** Whether the program printed the times that were observed, one for each task. */
export function judgeTimes(tasks: readonly TimedTask[], hints = pythonHints): Verdict {
  const unseen = tasks.find(({ times }) => times.length === 0);
  if (unseen) {
    return failed(
      `No ${unseen.name} were seen, so there is no time to compare the printed one with.`,
      `See first that there are ${unseen.name}, and print how long they took.`,
    );
  }
  const fits = tasks.map(fitsOf);
  const wrong = tasks[fits.findIndex((each) => each.length === 0)];
  if (wrong) return explainWrong(wrong, hints);
  const chosen = oneForEach(fits);
  if (!chosen) {
    return failed(
      `There is no time of its own for each of the ${tasks.length} in what the program prints: ${tasks.map(({ label }) => label).join(', ')}.`,
      `Print ${tasks.length} times, each with the name of what it is for: \`${hints.printEach(tasks[0]?.label ?? '')}\`.`,
    );
  }
  const texts = chosen.map(
    ({ printed, time }, at) => `${tasks[at]?.label} ${printed.text} (seen: ${asSeconds(time.leastMs)})`,
  );
  return passed(`The printed times agree with what was seen: ${texts.join(', ')}.`);
}

function explainWrong(task: TimedTask, hints: TimingHints): Verdict {
  const took = `The ${task.name} took ${asSeconds(task.times[0]?.leastMs ?? 0)}`;
  if (task.printed.length === 0) {
    return failed(`${took}, and no time is printed for them.`, hints.measure);
  }
  const early = task.printed.find((one) => task.times.some((time) => agrees(task, time, one)));
  if (early) {
    return failed(
      `${took}; ${early.text} was printed for them before they were done.`,
      'Print a time after the work that it is for, and with the name of that.',
    );
  }
  return failed(
    `${took}, and no printed time agrees with that (printed: ${listed(new Set(task.printed.map(({ text }) => text)))}).`,
    hints.measureAll,
  );
}
