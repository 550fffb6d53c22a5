// expect-fail: five-threads, sleeps-then-prints, random-durations, overlap
import { isMainThread, Worker, workerData } from 'node:worker_threads';

if (isMainThread) {
  for (let number = 1; number <= 5; number++) new Worker(new URL(import.meta.url), { workerData: number });
} else {
  const until = Date.now() + 100 + Math.random() * 200;
  while (Date.now() < until);
  console.log('worker', workerData, 'is awake');
}
