import {
  areOpenTogether,
  asSeconds,
  type Check,
  type Checks,
  counted,
  type Evidence,
  endedWell,
  failed,
  inEveryRun,
  measure,
  notReached,
  orNotReached,
  passed,
  type RequestRecord,
  type Run,
  ranToItsEnd,
  requestsOf,
  runOf,
  sharedMsOf,
  spansDuring,
  titleOf,
  type Verdict,
} from 'interleave/checks';

/** The part of the shorter request during which the other one must be in flight too; from the rubric. */
const enoughOverlap = 0.9;
/** More than this in Atomics.wait or at work during a flight keeps the event loop from everything else. */
const blockedAtLeastMs = 50;
/** Two are asked for. A program that sends hundreds is judged on its first ones, so that judging takes no time. */
const mostRequests = 60;

type Pair = readonly [RequestRecord, RequestRecord];

const completedOf = (run: Run): RequestRecord[] => requestsOf(run).filter((request) => request.completed);
const lengthOf = ({ startMs, endMs }: RequestRecord): number => endMs - startMs;

function pairsOf(requests: readonly RequestRecord[]): Pair[] {
  const judged = requests.slice(0, mostRequests);
  return judged.flatMap((first, at) => judged.slice(at + 1).map((second): Pair => [first, second]));
}

/** For two intervals the overlap of the rubric is the part of the shorter one that they share. */
const overlapOf = (pair: Pair): number => measure(pair).overlap ?? 0;

const nameOf = ({ url }: RequestRecord): string => (url.length > 60 ? `${url.slice(0, 59)}…` : url);

// ---- both-requests ------------------------------------------------------------------------------------------------

function bothRequests(run: Run): Verdict {
  const requests = requestsOf(run);
  const completed = completedOf(run);
  if (completed.length >= 2) {
    return passed(
      `${counted(completed.length, 'request')} sent, and every one of these answers came to its end.`,
    );
  }
  const [first] = requests;
  if (!first) {
    return failed(
      'No request to another machine was sent.',
      'Send two requests with `fetch(url)`. A function that is only defined does nothing until it is called, and a setTimeout only plays that there is a request.',
    );
  }
  const open = requests.find((request) => !request.completed);
  if (!open) {
    return failed(`Only one request was sent, to ${nameOf(first)}.`, 'Send two requests, one to each API.');
  }
  return failed(
    `${counted(requests.length, 'request')} sent, but ${completed.length === 0 ? 'no answer' : 'only 1 answer'} came to its end: ${nameOf(open)} was given up after ${asSeconds(lengthOf(open))}.`,
    'Wait for every answer: do not abort, do not call process.exit() early, and use Promise.all instead of Promise.race or Promise.any.',
  );
}

// ---- event-loop ---------------------------------------------------------------------------------------------------

/** How long the thread of a request could deal with nothing else while that request was in flight. */
function blockedMsDuring(run: Run, request: RequestRecord): number {
  if (request.lane === null) return 0;
  return spansDuring(run, request.lane, request)
    .filter((span) => span.kind === 'running' || span.on === 'lock')
    .reduce((longest, span) => Math.max(longest, sharedMsOf(span, request)), 0);
}

/** Those in flight together, if there are any: a slow round for comparison is no fault. */
function pairsToJudge(requests: readonly RequestRecord[]): Pair[] {
  const all = pairsOf(requests);
  const together = all.filter(([a, b]) => areOpenTogether(a, b));
  return together.length > 0 ? together : all;
}

function eventLoopOfPair(run: Run, [a, b]: Pair): Verdict {
  if (a.lane !== b.lane) {
    return failed(
      'The two requests were sent from two threads.',
      'One thread can wait for both: call fetch twice in the main program, and give both promises to Promise.all. Workers are another exercise.',
    );
  }
  const blockedMs = Math.max(blockedMsDuring(run, a), blockedMsDuring(run, b));
  if (blockedMs >= blockedAtLeastMs) {
    return failed(
      `One thread sent both, but it dealt with nothing else for ${asSeconds(blockedMs)} while a request was in flight.`,
      'A long loop or Atomics.wait stops the whole event loop. To wait, use `await` on a promise: setTimeout of node:timers/promises for a pause.',
    );
  }
  return passed('One thread sent both requests, and was free for other work while they were in flight.');
}

function eventLoop(run: Run): Verdict {
  const requests = requestsOf(run);
  if (requests.length < 2) {
    const sent = requests.length === 0 ? 'none' : 'only one';
    return notReached(
      `This needs two requests, and ${sent} was sent.`,
      'Send two requests from the main program.',
    );
  }
  const completed = completedOf(run);
  const verdicts = pairsToJudge(completed.length >= 2 ? completed : requests).map((pair) =>
    eventLoopOfPair(run, pair),
  );
  return verdicts.find(({ status }) => status === 'passed') ?? verdicts[0]!;
}

// ---- concurrent, follows-the-longest ------------------------------------------------------------------------------

const concurrentHint =
  'Start both before you wait for either: `await Promise.all([fetch(first), fetch(second)])`. `await fetch(first)` and then `await fetch(second)` waits for one after the other.';
const followsHint =
  'Start both requests before you wait for the first answer, and wait for both whatever the order in which they come; add no pauses or timeouts of your own.';

/** Judged on the best two, so that a warm-up or a slow round for comparison does not count against the two that matter. */
function concurrencyOf(run: Run): { readonly isConcurrent: boolean; readonly message: string } {
  const completed = completedOf(run);
  const best = pairsOf(completed).reduce((a, b) => (overlapOf(b) > overlapOf(a) ? b : a));
  const shown = overlapOf(best) >= enoughOverlap ? best : completed;
  const { count, elapsedMs, longestMs } = measure(shown);
  const figures = `${counted(count, 'request')}, ${asSeconds(elapsedMs)} in all; the ${count === 2 ? 'longer' : 'longest'} took ${asSeconds(longestMs)}`;
  if (shown === best) return { isConcurrent: true, message: `In flight together: ${figures}.` };
  const [earlier, later] = best;
  const gap =
    later.startMs >= earlier.endMs
      ? 'The second was sent only after the answer to the first'
      : `The second was sent ${asSeconds(later.startMs - earlier.startMs)} after the first`;
  return { isConcurrent: false, message: `${figures}. ${gap}.` };
}

const isConcurrentIn =
  (scenarios: readonly string[], hint: string): Check =>
  (evidence: Evidence) => {
    const runs = scenarios.map((scenario) => runOf(evidence, scenario));
    const lacking = runs.find((run) => completedOf(run).length < 2);
    if (lacking) {
      const message = `This needs two whole answers, and there ${completedOf(lacking).length === 1 ? 'was 1' : 'were 0'} in the run "${titleOf(evidence, lacking)}".`;
      const first = 'See first that both answers come: wait for both promises before the program ends.';
      return evidence.runs.every(endedWell) ? failed(message, first) : notReached(message);
    }
    const seen = runs.map((run) => ({ run, ...concurrencyOf(run) }));
    const bad = seen.find(({ isConcurrent }) => !isConcurrent);
    const inRun = ({ run, message }: { readonly run: Run; readonly message: string }) =>
      runs.length > 1 ? `In the run "${titleOf(evidence, run)}": ${message}` : message;
    return bad ? failed(inRun(bad), hint) : passed(seen.map(inRun).join(' '));
  };

export const checks: Checks = {
  runs: ranToItsEnd,
  'both-requests': orNotReached((evidence) => inEveryRun(evidence, bothRequests)),
  'event-loop': orNotReached((evidence) => inEveryRun(evidence, eventLoop)),
  // Where two answers came, what happened to the program afterwards changes nothing in this.
  concurrent: isConcurrentIn(['as-asked'], concurrentHint),
  'follows-the-longest': isConcurrentIn(['first-slower', 'second-slower'], followsHint),
};
