import {
  areOpenTogether,
  asSeconds,
  type Checks,
  counted,
  type Evidence,
  endedWell,
  failed,
  inEveryRun,
  linesOf,
  measure,
  notReached,
  orNotReached,
  passed,
  processOf,
  type RequestRecord,
  type Run,
  ranToItsEnd,
  requestsOf,
  runOf,
  type Span,
  sharedMsOf,
  spansDuring,
  titleOf,
  type Verdict,
} from 'interleave/checks';

/** The part of the shorter request during which the other one must be in flight too; from the rubric. */
const enoughOverlap = 0.9;
/** A request shorter than this says nothing: the program needs some time between sending one and the next. */
const tooShortMs = 100;
/** More than this in a sleep or a read during a flight is no accident of starting up. */
const blockedAtLeastMs = 50;
/** Waits for the interpreter lock come in pieces of 5 ms and are nothing that the program does. */
const interpreterLockMs = 20;

/** Two are asked for. A program that sends hundreds is judged on its first ones, so that judging takes no time. */
const mostRequests = 60;

type Pair = readonly [RequestRecord, RequestRecord];

function pairsOf(requests: readonly RequestRecord[]): Pair[] {
  const judged = requests.slice(0, mostRequests);
  return judged.flatMap((first, at) => judged.slice(at + 1).map((second): Pair => [first, second]));
}

const lengthOf = (request: RequestRecord): number => request.endMs - request.startMs;
const shorterMs = ([a, b]: Pair): number => Math.min(lengthOf(a), lengthOf(b));
const completedOf = (run: Run): RequestRecord[] => requestsOf(run).filter((request) => request.completed);

/** For two intervals the overlap of the rubric is the part of the shorter one that they share. */
const overlapOf = (pair: Pair): number => measure(pair).overlap ?? 0;

const nameOf = (request: RequestRecord): string =>
  request.url.length > 60 ? `${request.url.slice(0, 59)}…` : request.url;

// ---- both-requests ------------------------------------------------------------------------------------------------

const neverAwaited = (run: Run): boolean =>
  linesOf(run, 'stderr').some(({ text }) => text.includes('was never awaited'));

function bothRequests(run: Run): Verdict {
  const requests = requestsOf(run);
  const completed = requests.filter((request) => request.completed);
  if (completed.length >= 2) {
    return passed(
      `${counted(completed.length, 'request')} sent, and every one of these answers read to the end.`,
    );
  }
  if (requests.length === 0) {
    return failed(
      'No request to another machine was sent.',
      neverAwaited(run)
        ? 'Python says "was never awaited": calling a coroutine does nothing yet. Start the program with asyncio.run(main()), and in it await what you call, or give it to gather.'
        : 'Send two requests, for instance with aiohttp: `async with session.get(url) as response: await response.text()`, and await both before the program ends: a task that nobody waits for ends with it. A sleep only plays that there is a request.',
    );
  }
  const open = requests.find((request) => !request.completed);
  if (!open) {
    return failed(
      `Only one request was sent, to ${nameOf(completed[0] ?? requests[0]!)}.`,
      'Send two requests, one to each API. A coroutine that is called but never awaited, or not given to gather or create_task, does nothing.',
    );
  }
  return failed(
    `${counted(requests.length, 'request')} sent, but ${completed.length === 0 ? 'no answer was' : 'only 1 answer was'} read to the end: ${nameOf(open)} was given up after ${asSeconds(lengthOf(open))}.`,
    'Wait for every answer before the program ends: await both tasks or gather them, use no timeout below 5 s, and cancel nothing.',
  );
}

// ---- event-loop ---------------------------------------------------------------------------------------------------

interface Blocked {
  readonly ms: number;
  readonly on: string;
}

const blockedWords: Readonly<Record<string, string>> = {
  sleep: 'asleep',
  socket: 'stuck in a read from a connection',
  lock: 'waiting for a lock or another thread',
  pipe: 'stuck in a read from a pipe',
  child: 'waiting for another process',
};

/** How long the thread of a request could do nothing else while that request was in flight. */
function blockedDuring(run: Run, request: RequestRecord): Blocked {
  const byTarget = new Map<string, number>();
  for (const span of request.lane === null ? [] : spansDuring(run, request.lane, request)) {
    if (span.kind === 'running' || span.on === 'poll' || span.on === 'start') continue;
    if (span.on === 'lock' && span.endMs - span.startMs <= interpreterLockMs) continue;
    const target = span.on ?? 'other';
    byTarget.set(target, (byTarget.get(target) ?? 0) + sharedMsOf(span, request));
  }
  const ms = [...byTarget.values()].reduce((sum, each) => sum + each, 0);
  const [longest] = [...byTarget].sort((a, b) => b[1] - a[1]);
  return { ms, on: blockedWords[longest?.[0] ?? ''] ?? 'stuck in a system call' };
}

/** Those in flight together, if there are any: a first request alone, or a slow round for comparison, is no fault. */
function pairsToJudge(requests: readonly RequestRecord[]): Pair[] {
  const all = pairsOf(requests);
  const together = all.filter(([a, b]) => areOpenTogether(a, b));
  const long = together.filter((pair) => shorterMs(pair) >= tooShortMs && overlapOf(pair) >= enoughOverlap);
  if (long.length > 0) return long;
  return together.length > 0 ? together : all;
}

/**
 * Each coroutine that begins with time.sleep holds up the other before either has sent anything. Sleeps from before the
 * loop began (a pause, a countdown) look the same and are no fault, so only one for each request is taken for that.
 */
function sleepsBefore(run: Run, { lane, startMs }: RequestRecord, sent: readonly RequestRecord[]): Span[] {
  if (lane === null) return [];
  const earlier = sent.filter((request) => request.lane === lane && request.endMs <= startMs);
  const sinceMs = earlier.reduce((latest, request) => Math.max(latest, request.endMs), 0);
  return spansDuring(run, lane, { startMs: sinceMs, endMs: startMs }).filter(
    (span) => span.on === 'sleep' && span.startMs >= sinceMs && span.endMs - span.startMs >= blockedAtLeastMs,
  );
}

function eventLoopOfPair(run: Run, [a, b]: Pair, sent: readonly RequestRecord[]): Verdict {
  if (a.lane === null || b.lane === null) {
    return notReached('Which thread sent the requests could not be seen.');
  }
  if (a.lane !== b.lane) {
    const sameProcess = processOf(run, a.lane) === processOf(run, b.lane);
    return failed(
      `The two requests were sent from two ${sameProcess ? 'threads of one process' : 'processes'} (lanes ${a.lane} and ${b.lane}).`,
      'Let one event loop do both: two coroutines in one asyncio.run, with aiohttp or httpx.AsyncClient; no threads, no to_thread, no run_in_executor, no processes.',
    );
  }
  const blocked = [a, b].map((request) => ({ request, ...blockedDuring(run, request) }));
  const worst = blocked.reduce((x, y) => (y.ms > x.ms ? y : x));
  if (worst.ms >= blockedAtLeastMs) {
    return failed(
      `One thread sent both, but it was blocked for ${asSeconds(worst.ms)} while ${nameOf(worst.request)} was in flight: ${worst.on}.`,
      'requests.get, urllib, httpx.get and time.sleep stop the whole event loop. Use `await` with aiohttp or httpx.AsyncClient, and `await asyncio.sleep(…)` instead of time.sleep.',
    );
  }
  const naps = sleepsBefore(run, a, sent);
  const together = sent.filter((other) => other.lane === a.lane && areOpenTogether(a, other));
  if (naps.length > 1 && naps.length === together.length) {
    const ms = naps.reduce((sum, nap) => sum + nap.endMs - nap.startMs, 0);
    return failed(
      `The thread that sent both was asleep ${naps.length} times, for ${asSeconds(ms)} in all, just before it sent them.`,
      'time.sleep in a coroutine stops the whole event loop, and so every other coroutine. Use `await asyncio.sleep(…)`, or leave the pause out.',
    );
  }
  return passed('One thread sent both requests, and was free for other work while they were in flight.');
}

function eventLoop(run: Run): Verdict {
  const requests = requestsOf(run);
  if (requests.length < 2) {
    return notReached(
      `This needs two requests, and ${requests.length === 0 ? 'none' : 'only one'} was sent.`,
      'Send two requests from coroutines of one asyncio.run.',
    );
  }
  const completed = requests.filter((request) => request.completed);
  let best: Verdict | null = null;
  for (const pair of pairsToJudge(completed.length >= 2 ? completed : requests)) {
    const verdict = eventLoopOfPair(run, pair, requests);
    if (verdict.status === 'passed') return verdict;
    best ??= verdict;
  }
  if (!best) throw new Error('Two requests make a pair');
  return best;
}

// ---- concurrent, follows-the-longest ------------------------------------------------------------------------------

type Concurrency = { readonly kind: 'yes' | 'no' | 'too-short'; readonly message: string };

const figuresOf = (requests: readonly RequestRecord[]): string => {
  const { count, elapsedMs, longestMs } = measure(requests);
  const longest = count === 2 ? 'the longer' : 'the longest';
  return `${counted(count, 'request')}, ${asSeconds(elapsedMs)} in all; ${longest} took ${asSeconds(longestMs)}`;
};

/**
 * Judged on the best two, so that a warm-up, a redirect or a slow round for comparison does not count against the
 * two that matter. Two of them one after the other never pass, however many more there are.
 */
function concurrencyOf(run: Run): Concurrency {
  const completed = completedOf(run);
  const pairs = pairsOf(completed);
  const long = pairs.filter((pair) => shorterMs(pair) >= tooShortMs);
  const best = long.reduce<Pair | null>((a, b) => (a && overlapOf(a) >= overlapOf(b) ? a : b), null);
  if (best && overlapOf(best) >= enoughOverlap) {
    const of = completed.length > 2 ? `, for two of the ${completed.length}` : '';
    return { kind: 'yes', message: `In flight together: ${figuresOf(best)}${of}.` };
  }
  if (best) return { kind: 'no', message: `${figuresOf(completed)}. ${gapOf(best)}.` };
  const inside = pairs.find(([a, b]) => areOpenTogether(a, b));
  if (inside) return { kind: 'yes', message: `In flight together: ${figuresOf(inside)}.` };
  const near = pairs.some(([a, b]) => Math.abs(a.startMs - b.startMs) < tooShortMs);
  return near
    ? { kind: 'too-short', message: `${figuresOf(completed)}: too short to tell.` }
    : { kind: 'no', message: `${figuresOf(completed)}.` };
}

function gapOf([a, b]: Pair): string {
  const [earlier, later] = a.startMs <= b.startMs ? [a, b] : [b, a];
  return later.startMs >= earlier.endMs
    ? 'The second was sent only after the answer to the first'
    : `The second was sent ${asSeconds(later.startMs - earlier.startMs)} after the first`;
}

const concurrentHint =
  'Start both before you wait for either: `await asyncio.gather(first(), second())`. `await first()` and then `await second()` waits for one after the other, and so does a task that is awaited at once. A Lock, a Semaphore(1) or a limit of one connection keeps them apart too.';
const blockedHint =
  'gather alone does not help here: the first request blocks the whole event loop until its answer is there, so that the second can not start. Use aiohttp or httpx.AsyncClient, with await.';
const twoAnswersHint =
  'See first that both answers come: await both requests, or gather them, before the program ends.';
const followsHint =
  'Start both requests before you wait for the first answer, and wait for both whatever the order in which they come; add no sleeps or timeouts of your own.';

function needsTwo(evidence: Evidence, runs: readonly Run[]): Verdict | null {
  const lacking = runs.find((run) => completedOf(run).length < 2);
  if (!lacking) return null;
  const message = `This needs two answers read to the end, and there ${completedOf(lacking).length === 1 ? 'was 1' : 'were 0'} in the run "${titleOf(evidence, lacking)}".`;
  return evidence.runs.every(endedWell) ? failed(message, twoAnswersHint) : notReached(message);
}

/** By one thread that could do nothing else meanwhile: to start them together was of no use. */
const isBlocked = (run: Run): boolean =>
  completedOf(run).every((request) => blockedDuring(run, request).ms >= blockedAtLeastMs) &&
  new Set(completedOf(run).map((request) => request.lane)).size === 1;

function concurrent(evidence: Evidence): Verdict {
  const asAsked = runOf(evidence, 'as-asked');
  const lacking = needsTwo(evidence, [asAsked]);
  if (lacking) return lacking;
  const seen = concurrencyOf(asAsked);
  if (seen.kind === 'yes') return passed(seen.message);
  if (seen.kind === 'no') return failed(seen.message, isBlocked(asAsked) ? blockedHint : concurrentHint);
  // Two answers that come at once show nothing; with the delays of the other scenarios the same program shows it.
  const others = evidence.runs.filter((run) => run !== asAsked).map(concurrencyOf);
  if (others.length > 0 && others.every(({ kind }) => kind === 'yes')) {
    return passed(`${seen.message} With slower answers: ${others[0]?.message}`);
  }
  return failed(
    `${seen.message} With slower answers: ${others.find(({ kind }) => kind !== 'yes')?.message}`,
    concurrentHint,
  );
}

function followsTheLongest(evidence: Evidence): Verdict {
  const unequal = [runOf(evidence, 'first-slower'), runOf(evidence, 'second-slower')];
  const lacking = needsTwo(evidence, unequal);
  if (lacking) return lacking;
  const seen = unequal.map((run) => ({ run, ...concurrencyOf(run) }));
  const bad = seen.find(({ kind }) => kind !== 'yes');
  if (bad) {
    const hint = isBlocked(bad.run) ? blockedHint : followsHint;
    return failed(`In the run "${titleOf(evidence, bad.run)}": ${bad.message}`, hint);
  }
  return passed(
    seen.map(({ run, message }) => `In the run "${titleOf(evidence, run)}": ${message}`).join(' '),
  );
}

export const checks: Checks = {
  runs: ranToItsEnd,
  'both-requests': orNotReached((evidence) => inEveryRun(evidence, bothRequests)),
  'event-loop': orNotReached((evidence) => inEveryRun(evidence, eventLoop)),
  // Where two answers came, what happened to the program afterwards changes nothing in this.
  concurrent,
  'follows-the-longest': followsTheLongest,
};
