// expect: all
const { isMainThread, Worker, workerData } = require('node:worker_threads');

if (isMainThread) {
  const sum = new Int32Array(new SharedArrayBuffer(4));
  let running = 4;
  for (let at = 0; at < 4; at++) {
    const worker = new Worker(__filename, { workerData: { sum, at } });
    worker.on('exit', () => {
      running--;
      if (running === 0) console.log(Atomics.load(sum, 0));
    });
  }
} else {
  const { sum, at } = workerData;
  for (let number = at + 1; number <= 100; number += 4) Atomics.add(sum, 0, number * number);
}
