// expect-fail: overlap
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

if (isMainThread) {
  for (let number = 1; number <= 5; number++) {
    const worker = new Worker(new URL(import.meta.url), { workerData: number });
    await once(worker, 'exit');
  }
} else {
  await sleep(1000 + Math.random() * 2000);
  console.log('worker', workerData, 'is awake');
}
