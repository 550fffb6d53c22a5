// expect-fail: parallel
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

function part(first) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { first, last: first + 24 } });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

if (isMainThread) {
  const parts = [];
  for (const first of [1, 26, 51, 76]) parts.push(await part(first));
  console.log(`The sum is ${parts.reduce((sum, each) => sum + each, 0)}.`);
} else {
  let sum = 0;
  for (let number = workerData.first; number <= workerData.last; number++) sum += number ** 2;
  parentPort.postMessage(sum);
}
