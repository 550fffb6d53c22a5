import {
  type Checks,
  fiveNapAndPrint,
  type NapHints,
  napsAreRandom,
  napsOverlap,
  napsThenPrints,
  orNotReached,
  ranToItsEnd,
} from 'interleave/checks';

const hints: NapHints = {
  moreThreads: 'Start five threads. In a ThreadPoolExecutor, max_workers says how many there may be.',
  printInThreads:
    'Let each thread print its own message: put the print into the function that the thread runs, after the sleep.',
  noProcesses: 'Use threading.Thread (or ThreadPoolExecutor) instead of multiprocessing.',
  startThreads:
    'Make five threading.Thread objects and call start() on each. Calling run(), or the function itself, does the work in the main thread, and so do the tasks of asyncio.',
  waitForThreads:
    'Call join() on every thread at the end of the program, or do not make them daemon threads.',
  sleepInThreads:
    'The sleep belongs into the function that the thread runs. Give target=work without brackets: target=work() calls it in the main thread.',
  sleepAndPrint:
    'In each of five threads, call time.sleep with a random duration and then print. Counting in a loop until the time is over keeps the processor busy and is no sleep.',
  printAfterSleep:
    'In the function that the thread runs, put print after time.sleep. If a pool runs it, call result() on what submit() returns: then errors in it are shown.',
  sleepForRandomTime: 'Let each thread sleep for random.uniform(1, 3) seconds.',
  drawInEachThread:
    'Draw a new duration in each thread: call random.uniform(1, 3) inside the function, not once before it.',
  drawAnew:
    'Take the durations from the random module, without random.seed and a fixed number, and not from a list of your own.',
  startAllFirst:
    'First start all threads, in one loop, and only then join them, in a second loop. Hold no lock while sleeping.',
};

export const checks: Checks = {
  runs: ranToItsEnd,
  'five-threads': orNotReached(({ runs }) => fiveNapAndPrint(runs, hints)),
  'sleeps-then-prints': orNotReached(({ runs }) => napsThenPrints(runs, hints)),
  'random-durations': orNotReached(({ runs }) => napsAreRandom(runs, hints)),
  overlap: orNotReached(({ runs }) => napsOverlap(runs, hints)),
};
