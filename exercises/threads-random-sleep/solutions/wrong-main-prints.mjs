// expect-fail: five-threads, sleeps-then-prints
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

if (isMainThread) {
  for (let number = 1; number <= 5; number++) {
    const worker = new Worker(new URL(import.meta.url));
    worker.on('message', (text) => console.log(number, text));
  }
} else {
  await sleep(1000 + Math.random() * 2000);
  parentPort.postMessage('awake');
}
