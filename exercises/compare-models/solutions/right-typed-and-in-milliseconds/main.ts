import { Worker } from 'node:worker_threads';

const urls: readonly string[] = ['https://example.com/a.json', 'https://example.com/b.json', 'https://example.com/c.json', 'https://example.com/d.json'];

async function sizeOf(url: string): Promise<number> {
  return (await (await fetch(url)).text()).length;
}

async function sequential(): Promise<void> {
  for (const url of urls) await sizeOf(url);
}

async function concurrent(): Promise<void> {
  await Promise.allSettled(urls.map((url) => sizeOf(url)));
}

const source = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', async (url) => {
    parentPort.postMessage((await (await fetch(url)).text()).length);
    parentPort.close();
  });
`;

async function workers(): Promise<void> {
  const ended = urls.map(
    (url) =>
      new Promise<void>((resolve) => {
        const worker = new Worker(source, { eval: true });
        worker.on('exit', () => resolve());
        worker.postMessage(url);
      }),
  );
  await Promise.all(ended);
}

const times: Record<string, number> = {};
for (const way of [workers, concurrent, sequential]) {
  const started = Date.now();
  await way();
  times[way.name] = Date.now() - started;
}
for (const [name, ms] of Object.entries(times)) console.log(`${name} took ${ms} ms`);
