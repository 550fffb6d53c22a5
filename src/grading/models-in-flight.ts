/** Whether requests were in flight together by one of the models, with a hint for who had them one after the other. */
import { type ConcurrencyModel, modelsOf } from './concurrency-models.js';
import type { Verdict } from './report.js';
import { counted } from './seconds.js';
import type { Run } from './timeline.js';
import { workersOf } from './timeline-selectors.js';
import { failed, passed } from './verdict.js';

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

/** `runs`: the best of them counts. `noun`: what was done, if it is more than downloads. */
export function judgeInFlight(model: ConcurrencyModel, runs: readonly Run[], noun = 'download'): Verdict {
  const seen = runs.map((run) => modelsOf(run)[model]);
  const together = Math.max(0, ...seen.map((one) => one.together));
  if (together >= 2) {
    return passed(`Up to ${counted(together, noun)} in flight at once ${wayOf[model]}.`);
  }
  const count = Math.max(0, ...seen.map((one) => one.requests.length));
  const crashed = model === 'processes' ? Math.max(0, ...runs.map(crashedWorkers)) : 0;
  if (count === 0 && crashed === 0) return noneSeen(model, runs, noun);
  if (crashed > 0) {
    return failed(
      `${counted(crashed, 'process', 'processes')} ended with an error, and no two ${noun}s were in flight at once ${wayOf[model]}.`,
      'Read the last lines of the error output: they say what went wrong in the process. Process(target=download, args=(url,)) takes the function itself; with target=download(url) the main program downloads, and the process has nothing to call. A Session or connection made before the start can not be used by several processes.',
    );
  }
  if (count === 1) return failed(`Only one ${noun} was made by ${model}.`, onlyOneHint);
  return failed(`${counted(count, noun)} by ${model}, one after the other.`, hintOf[model]);
}

const crashedWorkers = (run: Run): number =>
  workersOf(run).filter(({ exitStatus }) => exitStatus !== null && exitStatus !== 0).length;

/** Why there is nothing of a model, where the requests that were seen tell. */
function noneSeen(model: ConcurrencyModel, runs: readonly Run[], noun: string): Verdict {
  const byMain = Math.max(0, ...runs.map((run) => modelsOf(run).alone.length));
  const byThreads = Math.max(0, ...runs.map((run) => modelsOf(run).threads.requests.length));
  if (model !== 'asyncio' && byMain > 0) {
    const worker = model === 'threads' ? 'Thread' : 'Process';
    return failed(
      `No ${noun} was made by ${model}; the main thread made ${byMain} by itself, one after the other.`,
      `Hand over the function and its arguments apart: ${worker}(target=download, args=(url,)). With target=download(url) the main program downloads before there is a ${worker.toLowerCase()}. ${hintOf[model]}`,
    );
  }
  if (model === 'processes' && byThreads > 0) {
    return failed(
      `No ${noun} was made by another process: the main one made all of them.`,
      'Use multiprocessing.Process, Pool or ProcessPoolExecutor. Thread, ThreadPoolExecutor, ThreadPool and multiprocessing.dummy make threads.',
    );
  }
  return failed(`No two ${noun}s were in flight at once ${wayOf[model]}.`, hintOf[model]);
}
