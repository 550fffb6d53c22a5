// expect-fail: event-loop
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

if (isMainThread) {
  for (const url of ['https://httpbin.org/delay/2', 'https://httpbin.org/delay/1']) {
    const worker = new Worker(new URL(import.meta.url), { workerData: url });
    worker.on('message', (text) => console.log(url, text.length));
  }
} else {
  parentPort.postMessage(await (await fetch(workerData)).text());
}
