// expect-fail: sleeps-then-prints
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

if (isMainThread) {
  for (let number = 1; number <= 5; number++) new Worker(new URL(import.meta.url), { workerData: number });
} else {
  sleep(1000 + Math.random() * 2000);
  console.log('worker', workerData, 'is awake');
}
