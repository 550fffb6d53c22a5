import { isMainThread, Worker, workerData } from 'node:worker_threads';

const urls = ['https://httpbin.org/delay/2', 'https://httpbin.org/delay/1', 'https://example.com/1.jpg'];
const download = async (url) => (await fetch(url)).arrayBuffer();

async function timed(name, work) {
  const started = performance.now();
  await work();
  console.log(`${name}: ${((performance.now() - started) / 1000).toFixed(2)} s`);
}

const inWorker = (url) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: url });
    worker.on('error', reject);
    worker.on('exit', resolve);
  });

if (isMainThread) {
  await timed('one after the other', async () => {
    for (const url of urls) await download(url);
  });
  await timed('Promise.all', async () => Promise.all([await download(urls[0]), await download(urls[1]), await download(urls[2])]));
  await timed('workers', () => Promise.all(urls.map(inWorker)));
} else {
  await download(workerData);
}
