// expect-fail: split-work
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

if (isMainThread) {
  const parts = [5525, 37400, 101775, 193650];
  let sum = 0;
  for (const part of parts) {
    const worker = new Worker(new URL(import.meta.url), { workerData: part });
    worker.on('message', (answer) => {
      sum += answer;
      if (sum === 338350) console.log(sum);
    });
  }
} else {
  parentPort.postMessage(workerData);
}
