import { isMainThread, Worker, workerData } from 'node:worker_threads';

async function nap(number) {
  // Sleep for a random time first.
  console.log(`nap ${number} is over`);
}

if (isMainThread) {
  // This starts one worker, which runs this file once more. Start five, all at the same time.
  new Worker(new URL(import.meta.url), { workerData: 1 });
} else {
  await nap(workerData);
}
