import {
  asSeconds,
  bestRound,
  type Checks,
  counted,
  type Evidence,
  errorBesides,
  failed,
  inEveryRun,
  laneOf,
  listed,
  measureWorkers,
  orNotReached,
  passed,
  processOf,
  type RequestRecord,
  type Run,
  ranToItsEnd,
  requestsOf,
  runOf,
  sameAddress,
  savedDownloadsOf,
  threadsOf,
  titleOf,
  type Verdict,
  workersOf,
} from 'interleave/checks';

const filesWanted = 3;
const overlapWanted = 0.9;

// ---- requests and who sent them -----------------------------------------------------------------------------------

/** A question about a file, or a redirect to another address, is no download. */
const isForFile = ({ method, status }: RequestRecord): boolean =>
  method !== 'HEAD' && method !== 'OPTIONS' && !(status !== null && status >= 300 && status < 400);

const isGood = ({ completed, status }: RequestRecord): boolean =>
  completed && status !== null && status >= 200 && status < 300;

const downloadsOf = (run: Run): RequestRecord[] => requestsOf(run).filter(isForFile).filter(isGood);

const addressesOf = (requests: readonly RequestRecord[]): Set<string> =>
  new Set(requests.map(({ url }) => sameAddress(url)));

/** A program such as curl works for the thread that started it. */
function senderOf(run: Run, { lane }: RequestRecord): number | null {
  let sender = lane === null ? null : laneOf(run, lane);
  while (sender?.role === 'program' && sender.parent !== null) sender = laneOf(run, sender.parent);
  return sender?.id ?? null;
}

const isThread = (run: Run, lane: number | null): boolean =>
  lane !== null && laneOf(run, lane)?.kind === 'thread';

/** What threads downloaded, in that process which has most of them, by thread. */
function byThread(run: Run): RequestRecord[][] {
  const bySender = Map.groupBy(downloadsOf(run), (request) => senderOf(run, request));
  const threads = [...bySender].filter(([lane]) => isThread(run, lane));
  const byProcess = Map.groupBy(threads, ([lane]) => processOf(run, lane ?? 0));
  const [most = []] = [...byProcess.values()].sort((a, b) => b.length - a.length);
  return most.map(([, requests]) => requests);
}

// ---- all-files ----------------------------------------------------------------------------------------------------

const saveHint =
  'Open the file with open(name, "wb") and write what came, unchanged: response.content of requests, or response.read() of urllib. Give every download a file of its own.';

function allFiles(run: Run): Verdict {
  const asked = requestsOf(run).filter(isForFile);
  const good = downloadsOf(run);
  const addresses = addressesOf(good);
  const missing = [...addressesOf(asked)].filter((address) => !addresses.has(address));
  if (missing.length > 0) return explainMissing(run, asked, missing);
  if (addresses.size === 0) return explainNone(run);
  if (addresses.size < filesWanted) {
    const more = good.length > addresses.size ? `, in ${counted(good.length, 'download')}` : '';
    const error = errorBesides(run);
    return failed(
      `Only ${counted(addresses.size, 'file')} came${more}: ${listed(addresses)}.${error ? ` ${error.message}` : ''}`,
      error?.hint ?? 'Download at least three different addresses.',
    );
  }
  return savedAsSent(run, good, addresses.size);
}

function explainMissing(run: Run, asked: readonly RequestRecord[], missing: readonly string[]): Verdict {
  const of = asked.filter(({ url }) => missing.includes(sameAddress(url)));
  const refused = of.find(({ completed, status }) => completed && status !== null && status >= 400);
  if (refused) {
    return failed(
      `The answer for ${refused.url} was an error, status ${refused.status}.`,
      'Is the address right? Look at the status of each answer: response.raise_for_status() of requests.',
    );
  }
  const error = errorBesides(run);
  return failed(
    `${counted(missing.length, 'download')} had not ended when the connection was closed or the program ended: ${listed(missing)}.${error ? ` ${error.message}` : ''}`,
    error?.hint ??
      'Call join() on every thread at the end of the program, and do not make them daemon threads. A timeout must be longer than the download.',
  );
}

function explainNone(run: Run): Verdict {
  const error = errorBesides(run);
  if (error) return failed(`Nothing was downloaded. ${error.message}`, error.hint);
  const threads = threadsOf(run).length;
  return failed(
    `Nothing was downloaded${threads > 0 ? `, although ${counted(threads, 'thread')} ran` : ''}.`,
    threads > 0
      ? 'Call join() on every thread at the end of the program, and do not make them daemon threads: they end with the program.'
      : 'Download files such as http://example.com/1.jpg with urllib.request or requests, in threads.',
  );
}

function savedAsSent(run: Run, good: readonly RequestRecord[], count: number): Verdict {
  const { saved, lost, wrong } = savedDownloadsOf(run, good);
  const error = errorBesides(run);
  if (lost.length > 0) {
    const files = wrong.map(({ path, bytes }) => `${path} with ${counted(bytes, 'byte')}`);
    const instead = files.length > 0 ? `; there is ${listed(files)} instead` : '';
    return failed(
      `${counted(count, 'file')} came, but no file has the bytes of ${listed(lost)}${instead}.${error ? ` ${error.message}` : ''}`,
      error?.hint ?? saveHint,
    );
  }
  if (saved.length === 0 && error) {
    return failed(`${counted(count, 'file')} came, and none was saved. ${error.message}`, error.hint);
  }
  return passed(
    `${counted(count, 'file')} came whole; ${saved.length > 0 ? `${saved.length} of them were saved, byte by byte as sent` : 'no file in the folder is a copy of one of them'}.`,
  );
}

// ---- threads ------------------------------------------------------------------------------------------------------

function threads(run: Run): Verdict {
  const count = byThread(run).length;
  // Who has only two files has lost the points for that already.
  const wanted = Math.max(2, Math.min(filesWanted, addressesOf(downloadsOf(run)).size));
  if (count >= wanted) return passed(`${counted(count, 'thread')} besides the main one downloaded.`);
  if (count > 0) {
    return failed(
      `Only ${counted(count, 'thread')} of the program downloaded; ${wanted} or more are asked for.`,
      'Make a thread for each file. In a ThreadPoolExecutor, max_workers says how many there may be.',
    );
  }
  return explainNoThreads(run);
}

function explainNoThreads(run: Run): Verdict {
  const error = errorBesides(run);
  const started = threadsOf(run).length;
  const all = downloadsOf(run);
  const byMain = all.filter((request) => senderOf(run, request) === 0).length;
  if (all.length === 0) {
    const seen = started > 0 ? `${counted(started, 'thread')} ran, but` : 'No thread was started, and';
    if (error) return failed(`${seen} nothing was downloaded. ${error.message}`, error.hint);
    return failed(
      `${seen} nothing was downloaded.`,
      started > 0
        ? 'Call join() on every thread, and do not make them daemon threads: they end with the program.'
        : 'Make a threading.Thread for each file and call start() on each.',
    );
  }
  if (byMain === 0 && workersOf(run).length > 0) {
    return failed(
      `${counted(workersOf(run).length, 'process', 'processes')} downloaded, but no thread did.`,
      'Use threading.Thread (or ThreadPoolExecutor) instead of multiprocessing.',
    );
  }
  return failed(
    `The main thread made ${byMain === all.length ? 'all' : byMain} of the ${counted(all.length, 'download')}${started > 0 ? `; ${counted(started, 'thread')} ran, but made none` : ''}.`,
    'Make a threading.Thread for each file and call start() on each. target takes the function itself: target=download, args=(url,). With target=download(url), or run() instead of start(), the main thread downloads; and so it does with asyncio.',
  );
}

// ---- overlap ------------------------------------------------------------------------------------------------------

/** All that these threads asked for: a question for the size, a redirect or a first attempt keeps a thread busy, too. */
function allRequestsOf(run: Run, threads: readonly (readonly RequestRecord[])[]): RequestRecord[][] {
  const bySender = Map.groupBy(requestsOf(run), (request) => senderOf(run, request));
  return threads.flatMap(([one]) => (one ? [bySender.get(senderOf(run, one)) ?? []] : []));
}

/** From the end of one download to the start of the next, with a new connection. */
const handOverMs = 100;

/** Threads that take turns, as with a Semaphore(3), do together what one thread of a pool does. */
function inTurns(threads: readonly (readonly RequestRecord[])[]): RequestRecord[][] {
  const startOf = (requests: readonly RequestRecord[]) => Math.min(...requests.map(({ startMs }) => startMs));
  const endOf = (requests: readonly RequestRecord[]) => Math.max(...requests.map(({ endMs }) => endMs));
  const turns: RequestRecord[][] = [];
  for (const thread of [...threads].sort((a, b) => startOf(a) - startOf(b))) {
    const before = turns.find((turn) => {
      const pauseMs = startOf(thread) - endOf(turn);
      return pauseMs >= 0 && pauseMs < handOverMs;
    });
    if (before) before.push(...thread);
    else turns.push([...thread]);
  }
  return turns;
}

function overlap(evidence: Evidence): Verdict {
  const run = runOf(evidence, 'later-slower');
  // Each thread counts as a whole, so that a pool may have more files than threads.
  const lanes = allRequestsOf(run, byThread(run));
  const best = bestRound(lanes, { workers: Math.min(filesWanted, lanes.length), busyMs: 0 });
  const seen = `${counted(best.count, 'thread')} downloaded for ${asSeconds(best.serialMs)} together, within ${asSeconds(best.elapsedMs)}; the busiest one for ${asSeconds(best.longestMs)}`;
  if (best.count >= 2 && (best.overlap ?? 0) >= overlapWanted) return passed(`In flight together: ${seen}.`);
  const turns = inTurns(lanes);
  if (turns.length >= filesWanted && (measureWorkers(turns).overlap ?? 0) >= overlapWanted) {
    return passed(`In flight together, ${best.peak} at a time: ${seen}.`);
  }
  const inTheRun = `In the run "${titleOf(evidence, run)}"`;
  if (best.count < 2) {
    return failed(
      `${best.count === 0 ? 'No thread' : 'Only one thread'} besides the main one downloaded something.`,
      'Download in several threads; see what is said of the threads.',
    );
  }
  return failed(
    best.peak > 1
      ? `${inTheRun} not all were in flight together, only ${best.peak} at a time: ${seen}.`
      : `${inTheRun} the downloads were made one after the other: ${seen}.`,
    'First start all threads, in one loop, and only then join them, in a second loop: t.join() directly after t.start() waits until that download is done. A Lock or Semaphore around the download keeps them apart too, and so does result() directly after submit().',
  );
}

export const checks: Checks = {
  runs: ranToItsEnd,
  'all-files': orNotReached((evidence) => inEveryRun(evidence, allFiles)),
  threads: orNotReached((evidence) => threads(runOf(evidence, 'later-slower'))),
  overlap: orNotReached(overlap),
};
