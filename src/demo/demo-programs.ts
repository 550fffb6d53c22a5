/** Solutions of the exercises that the students of the demo course hand in, from a first try to a right one. */
export const demoPrograms: Readonly<Record<string, readonly string[]>> = {
  'threads-random-sleep': [
    'wrong-target-is-called.py',
    'wrong-join-in-the-loop.py',
    'wrong-fixed-seed.py',
    'wrong-lock-around-sleep.py',
    'wrong-thread-raises.py',
    'right-executor-map.py',
    'right-thread-objects.py',
    'right-subclass.py',
  ],
  'processes-sum-of-squares': [
    'wrong-threads.py',
    'wrong-join-in-the-loop.py',
    'wrong-value-without-lock.py',
    'wrong-range-too-short.py',
    'right-pool-of-chunks.py',
    'right-processes-and-queue.py',
    'right-executor-map.py',
  ],
  'async-two-requests': [
    'wrong-time-sleep-in-a-coroutine.py',
    'wrong-sequential-awaits.py',
    'wrong-requests-in-coroutines.py',
    'wrong-task-awaited-at-once.py',
    'wrong-error-at-the-end.py',
    'right-aiohttp-gather.py',
    'right-httpx-task-group.py',
  ],
  'compare-models': [
    'wrong-loop-awaits-one-by-one',
    'wrong-report-too-short',
    'wrong-timed-before-the-join',
    'right-plain-classes',
    'right-executors-and-a-baseline',
  ],
};
