// expect-fail: split-work
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

if (isMainThread) {
  let total = 0;
  for (let at = 0; at < 4; at++) {
    const worker = new Worker(new URL(import.meta.url), { workerData: at === 0 ? 100 : 0 });
    worker.on('message', (sum) => {
      total += sum;
    });
  }
  process.on('exit', () => console.log(total));
} else {
  let sum = 0;
  for (let number = 1; number <= workerData; number++) sum += number * number;
  parentPort.postMessage(sum);
}
