import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const workers = Array.from({ length: 5 }, (_, at) => new Worker('./sleeper.mjs', { argv: [String(at)] }));
await Promise.all(workers.map((worker) => once(worker, 'exit')));
console.log('all awake');
