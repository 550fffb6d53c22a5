// expect: all
const { Worker } = require('worker_threads');

const code = `
  const { workerData, parentPort } = require('worker_threads');
  setTimeout(() => {
    console.log('Hello from worker ' + workerData);
    parentPort.postMessage('done');
  }, (Math.floor(Math.random() * 5) + 1) * 1000);
`;

function run(number) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(code, { eval: true, workerData: number });
    worker.on('message', resolve);
    worker.on('error', reject);
    worker.on('exit', (status) => status !== 0 && reject(new Error(`worker ended with ${status}`)));
  });
}

Promise.all([1, 2, 3, 4, 5].map(run)).then((answers) => console.log(answers.length, 'workers are done'));
