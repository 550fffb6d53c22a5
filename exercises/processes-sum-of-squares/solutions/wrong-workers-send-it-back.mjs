// expect-fail: split-work
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

function squares(from, to) {
  let sum = 0;
  for (let number = from; number <= to; number++) sum += number * number;
  return sum;
}

if (isMainThread) {
  const echoes = [1, 26, 51, 76].map((from) => {
    const worker = new Worker(new URL(import.meta.url));
    worker.postMessage(squares(from, from + 24));
    return new Promise((resolve) => worker.once('message', resolve));
  });
  const parts = await Promise.all(echoes);
  console.log(parts.reduce((sum, part) => sum + part, 0));
} else {
  parentPort.once('message', (part) => parentPort.postMessage(part));
}
