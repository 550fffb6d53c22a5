// expect: all
const { Worker } = require('worker_threads');

const code = `
  const { parentPort } = require('worker_threads');
  parentPort.on('message', (number) => {
    if (number === null) parentPort.close();
    else parentPort.postMessage({ number, square: number * number });
  });
`;

const workers = [];
let next = 1;
let sum = 0;

for (let at = 0; at < 4; at++) {
  const worker = new Worker(code, { eval: true });
  workers.push(worker);
  worker.on('message', ({ square }) => {
    sum += square;
    give(worker);
  });
  worker.on('exit', () => {
    workers.splice(workers.indexOf(worker), 1);
    if (workers.length === 0) console.log('sum of squares:', sum);
  });
}

function give(worker) {
  worker.postMessage(next <= 100 ? next++ : null);
}

workers.forEach(give);
