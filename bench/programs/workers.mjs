// Everything that could differ from run to run: chance, workers, messages, shared memory, requests, races, clocks.
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

if (isMainThread) {
  const shared = new Int32Array(new SharedArrayBuffer(8));
  const workers = Array.from(
    { length: 4 },
    () => new Worker(new URL(import.meta.url), { workerData: shared }),
  );
  const answers = workers.map((worker) => new Promise((resolve) => worker.once('message', resolve)));
  const sizes = await Promise.all(
    [1, 2, 3].map(async (n) => (await (await fetch(`https://example.org/${n}`)).bytes()).length),
  );
  console.log(
    sizes.join(),
    (await Promise.all(answers)).join(),
    shared[0],
    crypto.randomUUID(),
    performance.now(),
  );
} else {
  const shared = workerData;
  for (let round = 0; round < 20_000; round += 1) shared[0] += 1;
  if (Atomics.add(shared, 1, 1) < 3) Atomics.wait(shared, 1, shared[1], 500 * Math.random());
  setTimeout(() => parentPort.postMessage(`${shared[0]} ${performance.now()}`), 100 * Math.random());
}
