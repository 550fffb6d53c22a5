// expect-fail: answer
import { once } from 'node:events';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

if (isMainThread) {
  const memory = new Float64Array(new SharedArrayBuffer(32));
  const workers = [0, 1, 2, 3].map((at) => new Worker(new URL(import.meta.url), { workerData: { memory, at } }));
  console.log(memory.reduce((a, b) => a + b));
  await Promise.all(workers.map((worker) => once(worker, 'exit')));
} else {
  const { memory, at } = workerData;
  for (let number = 25 * at + 1; number <= 25 * at + 25; number++) memory[at] += number * number;
}
