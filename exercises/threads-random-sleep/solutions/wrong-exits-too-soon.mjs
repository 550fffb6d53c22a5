// expect-fail: five-threads, sleeps-then-prints, random-durations, overlap
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

if (isMainThread) {
  const workers = [1, 2, 3, 4, 5].map((number) => new Worker(new URL(import.meta.url), { workerData: number }));
  await sleep(500);
  for (const worker of workers) worker.terminate();
} else {
  await sleep(1000 + Math.random() * 2000);
  console.log('worker', workerData, 'is awake');
}
