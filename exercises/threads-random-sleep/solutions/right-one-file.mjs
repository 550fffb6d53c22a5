// expect: all
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

if (isMainThread) {
  for (let number = 1; number <= 5; number++) {
    new Worker(new URL(import.meta.url), { workerData: { number } });
  }
} else {
  const seconds = 1 + Math.random() * 2;
  await sleep(seconds * 1000);
  console.log(`Worker ${workerData.number} slept ${seconds.toFixed(2)} s`);
}
