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
  moreThreads: 'Start five workers, each with `new Worker(…)` of node:worker_threads.',
  printInThreads:
    'Let each worker print its own message: put console.log into the code that the worker runs, after the sleep, instead of sending the message to the main thread.',
  noProcesses: 'Use Worker of node:worker_threads.',
  startThreads:
    'Make five workers: `new Worker(new URL(import.meta.url))` of node:worker_threads runs this file once more, with isMainThread false in it. Timers, promises and async functions alone all run in the main thread.',
  waitForThreads:
    "Let the program end by itself, once all workers have: call neither process.exit() nor terminate() before, and unref() on none. To wait for a worker, wait for its 'exit' event.",
  sleepInThreads:
    'The sleep belongs into the code that the worker runs: after `if (isMainThread) … else`, or in a file of its own.',
  sleepAndPrint:
    'In each of five workers, wait with `await setTimeout(ms)` of node:timers/promises, or Atomics.wait, for a random duration, and then print. The duration is in milliseconds: a few of them are no sleep. Counting in a loop until the time is over keeps the processor busy and is no sleep.',
  printAfterSleep:
    'In the code that the worker runs, put console.log after the sleep, and put `await` before a setTimeout that gives a promise: without it, the next line runs at once.',
  sleepForRandomTime: 'Let each worker sleep for `1000 + Math.random() * 2000` milliseconds.',
  drawInEachThread:
    'Draw a new duration for each worker: call Math.random() in the code that the worker runs, or anew in each round of the loop that starts them.',
  drawAnew:
    'Take the durations from Math.random() or node:crypto, and not from a list or a formula of your own.',
  startAllFirst:
    'First start all workers, in one loop, and only then wait for them, with Promise.all: `await` on a worker inside the loop that starts them lets one sleep after the other.',
};

export const checks: Checks = {
  runs: ranToItsEnd,
  'five-threads': orNotReached(({ runs }) => fiveNapAndPrint(runs, hints)),
  'sleeps-then-prints': orNotReached(({ runs }) => napsThenPrints(runs, hints)),
  'random-durations': orNotReached(({ runs }) => napsAreRandom(runs, hints)),
  overlap: orNotReached(({ runs }) => napsOverlap(runs, hints)),
};
