// expect: all
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

if (isMainThread) {
  const parts = [0, 1, 2, 3].map(
    (quarter) =>
      new Promise((resolve) => {
        const worker = new Worker(new URL(import.meta.url), { workerData: quarter });
        worker.once('message', (text) => resolve(JSON.parse(text)));
      }),
  );
  console.log('sum:', (await Promise.all(parts)).reduce((sum, { part }) => sum + part, 0));
} else {
  let part = 0;
  for (let i = workerData * 25 + 1; i <= workerData * 25 + 25; i++) part += i * i;
  parentPort.postMessage(JSON.stringify({ quarter: workerData, part }));
}
