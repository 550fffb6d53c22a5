// expect-fail: runs, five-threads
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

if (isMainThread) {
  for (let number = 1; number <= 3; number++) new Worker(new URL(import.meta.url)).postMessage(number);
} else {
  parentPort.on('message', async (number) => {
    await sleep(1000 + Math.random() * 2000);
    console.log('worker', number, 'is awake');
  });
}
