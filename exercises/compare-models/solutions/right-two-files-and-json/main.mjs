import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { fetchAll } from './download.mjs';

const list = ['https://httpbin.org/delay/1', 'https://httpbin.org/delay/1', 'https://httpbin.org/delay/1'];
const seconds = {};
const clock = async (name, run) => {
  const begin = performance.now();
  await run();
  seconds[name] = (performance.now() - begin) / 1000;
};

await clock('sequential', async () => {
  for (const url of list) await fetchAll([url]);
});
await clock('promiseAll', () => fetchAll(list));
await clock('workers', () =>
  Promise.all(list.map((url) => once(new Worker(new URL('./worker.mjs', import.meta.url), { workerData: url }), 'exit'))),
);
console.log(JSON.stringify(seconds, null, 2));
