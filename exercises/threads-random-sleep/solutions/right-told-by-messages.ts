// expect: all
import { isMainThread, parentPort, threadId, Worker } from 'node:worker_threads';

interface Order {
  readonly name: string;
  readonly ms: number;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

if (isMainThread) {
  const names: string[] = ['Ada', 'Barbara', 'Edsger', 'Grace', 'Tony'];
  for (const name of names) {
    const worker = new Worker(new URL(import.meta.url));
    worker.on('message', (slept: Order) => void worker.terminate());
    worker.postMessage({ name, ms: 200 + Math.random() * 800 } satisfies Order);
  }
} else {
  parentPort!.on('message', async (order: Order) => {
    await sleep(order.ms);
    console.log(`${order.name} (thread ${threadId}) is awake`);
    parentPort!.postMessage(order);
  });
}
