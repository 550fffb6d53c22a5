import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

function sumOfSquares(first, last) {
  // Add up the squares of the numbers from first to last.
  return last - first;
}

if (isMainThread) {
  // Start four workers, each with a quarter of the numbers from 1 to 100; add up what they send, and print the sum.
  const worker = new Worker(new URL(import.meta.url), { workerData: { first: 1, last: 25 } });
  worker.on('message', (part) => console.log(part));
} else {
  parentPort.postMessage(sumOfSquares(workerData.first, workerData.last));
}
