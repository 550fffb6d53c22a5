// expect-fail: random-durations
const { isMainThread, Worker, workerData } = require('node:worker_threads');

if (isMainThread) {
  for (const ms of [1500, 700, 2100, 1200, 900]) new Worker(__filename, { workerData: ms });
} else {
  setTimeout(() => console.log('slept', workerData, 'ms'), workerData);
}
