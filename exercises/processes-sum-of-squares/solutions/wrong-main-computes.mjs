// expect-fail: split-work
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

if (isMainThread) {
  let sum = 0;
  for (let number = 1; number <= 100; number++) sum += number * number;
  for (let at = 0; at < 4; at++) new Worker(new URL(import.meta.url), { workerData: at });
  console.log(sum);
} else {
  parentPort.postMessage(`worker ${workerData} is done`);
}
