// expect-fail: four-processes, split-work, parallel
import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

if (isMainThread) {
  const workers = [1, 34, 67].map((first) => new Worker(new URL(import.meta.url), { workerData: first }));
  const parts = await Promise.all(workers.map((worker) => once(worker, 'message')));
  console.log(parts.flat().reduce((a, b) => a + b));
} else {
  const last = workerData === 67 ? 100 : workerData + 32;
  let sum = 0;
  for (let number = workerData; number <= last; number++) sum += number * number;
  parentPort.postMessage(sum);
}
